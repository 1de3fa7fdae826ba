#pragma once

#include "core/drivers/haproxy/fidelityledger.h"
#include "core/drivers/haproxy/matchrenderer.h"
#include "core/drivers/haproxy/renderer.h"
#include "core/model/values.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::haproxy {

/// The secrets that a configuration needs, each with the process variable that holds it.
class SecretTable final
{
public:
    /// `proc.gh_secret_1`; a name that comes again gets the same.
    std::string variable(const SecretName &name);
    /// The lines of `global` that bring them in, masked.
    std::string lines() const;

private:
    std::vector<SecretName> m_names;
};

/// What the parts of the renderer share while one document is rendered.
struct RenderContext
{
    const Model &model;
    const RenderOptions &options;
    const ValueTable &values;
    FidelityLedger &ledger;
    SecretTable &secrets;

    ObjectLedger &route(const Route &route) const { return ledger.object("routes", route.name.str()); }
    ObjectLedger &service(const Service &service) const
    {
        return ledger.object("services", service.name.str());
    }
};

/// Durations as HAProxy writes them: `250ms`, `30s`. It counts 31 bits of milliseconds; more becomes the
/// most.
[[nodiscard]] std::string timeWord(Milliseconds duration);

/// A header's value as log-format, not quoted yet: text, or the variable of a secret. None where no header
/// can hold the text (control characters).
[[nodiscard]] std::optional<std::string> headerFormat(RenderContext &context, const HeaderValue &value);

/// Whether a text can be the value of a header: no control character but the tab.
[[nodiscard]] bool isHeaderValue(std::string_view text);

/// Whether a text is a header's name (RFC 9110, 5.1).
[[nodiscard]] bool isHeaderName(std::string_view name);

/// The condition that one of these routes won the request.
[[nodiscard]] std::string routeCondition(ProxySection &section, const std::vector<std::string> &routes);

/// `service.NAME`, the backend of a service.
[[nodiscard]] std::string backendName(const ServiceName &service);
/// The name of an endpoint's server within its backend: the address, without brackets.
[[nodiscard]] std::string serverName(const Address &address);

} // namespace gatehouse::haproxy
