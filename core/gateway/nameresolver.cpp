#include "core/gateway/nameresolver.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <utility>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

/// How often names are looked up again. The system's resolver tells no time to live.
constexpr auto Refresh = 10s;
/// The same while one of them is not resolved.
constexpr auto RefreshUnresolved = 2s;

} // namespace

NameResolver::NameResolver(Loop &loop, Report report)
    : m_loop(loop)
    , m_report(std::move(report))
    , m_resolver(loop.context())
{
}

NameResolver::~NameResolver()
{
    m_resolver.cancel();
}

void NameResolver::watch(const std::vector<std::shared_ptr<UpstreamTarget>> &targets)
{
    m_targets.clear();
    for (const std::shared_ptr<UpstreamTarget> &target : targets) {
        if (!target->isLiteral())
            m_targets.push_back(target);
    }
    if (m_targets.empty())
        m_timer.cancel();
    else if (m_pending == 0)
        m_loop.set(m_timer, m_loop.now() + RefreshUnresolved);
}

void NameResolver::resolveAll()
{
    m_pending = m_targets.size();
    m_allResolved = true;
    for (const std::shared_ptr<UpstreamTarget> &target : m_targets) {
        resolve(target, [this, target](bool resolved) {
            m_report(target, resolved);
            m_allResolved = m_allResolved && resolved;
            if (--m_pending == 0 && !m_targets.empty())
                m_loop.set(m_timer, m_loop.now() + (m_allResolved ? Refresh : RefreshUnresolved));
        });
    }
}

void NameResolver::resolveOnce(const std::vector<std::shared_ptr<UpstreamTarget>> &targets,
                               std::function<void()> done)
{
    // Called when the last of the handlers below is gone.
    const std::shared_ptr<void> all(nullptr, [done = std::move(done)](void *) { done(); });
    for (const std::shared_ptr<UpstreamTarget> &target : targets)
        resolve(target, [this, target, all](bool resolved) { m_report(target, resolved); });
}

void NameResolver::resolve(const std::shared_ptr<UpstreamTarget> &target, std::function<void(bool)> done)
{
    const Address &address = target->runtime().address();
    m_resolver.async_resolve(address.host, std::to_string(address.port),
                             [this, target, done = std::move(done)](const boost::system::error_code &error,
                                                                    const Resolver::results_type &results) {
                                 if (error == boost::asio::error::operation_aborted)
                                     return;
                                 m_loop.refresh();
                                 std::vector<TcpEndpoint> addresses;
                                 for (const auto &result : results)
                                     addresses.push_back(result.endpoint());
                                 const bool resolved = !error && !addresses.empty();
                                 if (resolved)
                                     target->setAddresses(std::move(addresses));
                                 done(resolved || target->addressCount() > 0);
                             });
}

} // namespace gatehouse
