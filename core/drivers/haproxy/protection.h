#pragma once

#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/rendercontext.h"

#include <map>
#include <string>
#include <vector>

namespace gatehouse::haproxy {

/// How the routes are guarded: worked out once for the document, then written into each frontend. What guards
/// a route and cannot be expressed makes it a refusal.
class Protection final
{
public:
    explicit Protection(RenderContext &context);

    /// Writes the rules for the routes of one listener, in the order of a request: refusals, deny, allow,
    /// authentication, size of the body.
    void write(ProxySection &section, const std::vector<const Route *> &routes);

private:
    enum class Guard { Refused, Public, Token };

    /// A provider's tokens, as far as HAProxy can check them: algorithm and key, the key as an argument.
    struct Provider
    {
        const AuthProvider *provider = nullptr;
        std::vector<std::pair<std::string, std::string>> keys{};
    };

    struct RouteGuard
    {
        Guard guard = Guard::Public;
        std::vector<std::string> providers{};
    };

    Provider examine(const AuthProvider &provider);
    RouteGuard examine(const Route &route);
    void examineIdentity(const Route &route, bool token);
    void describeConsumers();

    void writeAddresses(ProxySection &section, const std::vector<const Route *> &routes);
    void writeTokens(ProxySection &section, const std::vector<const Route *> &routes);
    void writeProvider(ProxySection &section, const Provider &provider,
                       const std::vector<std::string> &routes);
    void writeTimes(ProxySection &section, const Provider &provider, const std::string &tokens);
    void writeIdentity(ProxySection &section, const std::vector<const Route *> &routes);
    void writeConsumers(ProxySection &section, const std::string &tokens);
    void writeBodySizes(ProxySection &section, const std::vector<const Route *> &routes);

    RenderContext &m_context;
    std::map<std::string, Provider> m_providers; ///< those with a key that can be used
    std::map<std::string, RouteGuard> m_guards; ///< by route
};

} // namespace gatehouse::haproxy
