#pragma once

#include "core/gateway/upstreamconnection.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace gatehouse {

/// The connections of one loop to all upstreams. The number of connections to an endpoint is bounded over all
/// loops (EndpointRuntime::takeConnection); an exchange that finds none free waits here, and idle connections
/// of other loops are closed for it. Belongs to its loop's thread.
class UpstreamPool final
{
public:
    /// An exchange that waits for a connection.
    class Waiter
    {
    public:
        /// Try again; it waits no more. Called from the loop, never from within a call of its own.
        virtual void connectionFree() = 0;

    protected:
        ~Waiter() = default;
    };

    explicit UpstreamPool(Loop &loop);
    ~UpstreamPool();
    UpstreamPool(const UpstreamPool &) = delete;
    UpstreamPool &operator=(const UpstreamPool &) = delete;

    /// All loops' pools, this one included; set once, before anything runs.
    void setSiblings(std::span<UpstreamPool *const> pools);

    /// The connection that was idle last, null where there is none.
    [[nodiscard]] UpstreamConnection *takeIdle(UpstreamTarget &target, UpstreamUser &user);
    /// A new connection, on its way: the user is told. Null where the endpoint may have no more.
    [[nodiscard]] UpstreamConnection *open(const std::shared_ptr<UpstreamTarget> &target,
                                           const TcpEndpoint &address, UpstreamUser &user);
    /// Gives a connection back that can carry another request.
    void giveBack(UpstreamConnection &connection, std::chrono::milliseconds idle);
    /// Gives a connection back that cannot: it is closed.
    void discard(UpstreamConnection &connection);

    void wait(const std::shared_ptr<UpstreamTarget> &target, Waiter &waiter);
    void stopWaiting(UpstreamTarget &target, Waiter &waiter);

    /// Closes the idle connections to all targets but these.
    void keepOnly(std::span<const std::shared_ptr<UpstreamTarget>> targets);
    void closeIdle();

private:
    friend class UpstreamConnection;

    struct Site
    {
        std::shared_ptr<UpstreamTarget> target; ///< only while something stands here
        UpstreamConnection *newest = nullptr;
        std::deque<Waiter *> waiting;
    };

    [[nodiscard]] Site &site(const UpstreamTarget &target);
    void removeIdle(UpstreamConnection &connection);
    void closeIdleOf(Site &site);
    void closeOne(const std::shared_ptr<UpstreamTarget> &target);
    void freed(const std::shared_ptr<UpstreamTarget> &target);
    void wake(const std::shared_ptr<UpstreamTarget> &target);
    void recycle(UpstreamConnection &connection);

    Loop &m_loop;
    std::vector<UpstreamPool *> m_siblings;
    std::vector<Site> m_sites; ///< by UpstreamTarget::slot
    std::vector<std::unique_ptr<UpstreamConnection>> m_all;
    std::vector<UpstreamConnection *> m_unused;
};

} // namespace gatehouse
