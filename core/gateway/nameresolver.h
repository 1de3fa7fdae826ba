#pragma once

#include "core/gateway/upstreamtarget.h"

#include <boost/asio/ip/basic_resolver.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace gatehouse {

/// Looks up the names of endpoints, again and again, off the path of requests. A name that cannot be resolved
/// keeps the addresses it had; one that never could has none. Belongs to its loop's thread.
class NameResolver final
{
public:
    /// Told after each look-up.
    using Report = std::function<void(const std::shared_ptr<UpstreamTarget> &, bool resolved)>;

    NameResolver(Loop &loop, Report report);
    ~NameResolver();
    NameResolver(const NameResolver &) = delete;
    NameResolver &operator=(const NameResolver &) = delete;

    /// From now on these; addresses in figures among them are passed over.
    void watch(const std::vector<std::shared_ptr<UpstreamTarget>> &targets);
    /// Looks each of them up once; `done` is called when the last answer is there.
    void resolveOnce(const std::vector<std::shared_ptr<UpstreamTarget>> &targets, std::function<void()> done);

private:
    using Resolver = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Loop::Executor>;

    void resolveAll();
    void resolve(const std::shared_ptr<UpstreamTarget> &target, std::function<void(bool resolved)> done);

    Loop &m_loop;
    Report m_report;
    Resolver m_resolver;
    std::vector<std::shared_ptr<UpstreamTarget>> m_targets;
    std::size_t m_pending = 0;
    bool m_allResolved = true;
    MemberTimer<NameResolver, &NameResolver::resolveAll> m_timer{*this};
};

} // namespace gatehouse
