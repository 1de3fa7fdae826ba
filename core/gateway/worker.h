#pragma once

#include "core/gateway/acceptor.h"
#include "core/gateway/loop.h"
#include "core/gateway/snapshot.h"
#include "core/gateway/upstreampool.h"
#include "core/policy/jwt.h"
#include "core/routing/routetable.h"

#include <boost/asio/executor_work_guard.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

class ClientConnection;

/// One thread of the data plane: its loop, its listeners, its connections to clients and upstreams, and the
/// snapshot that it serves. What does not say otherwise belongs to that thread.
class Worker final
{
public:
    Worker(unsigned index, std::string gateway, const Clock &clock, std::uint64_t seed);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// From any thread.
    [[nodiscard]] Loop &loop() { return m_loop; }
    [[nodiscard]] UpstreamPool &pool() { return m_pool; }
    /// The gateway's name.
    [[nodiscard]] const std::string &gateway() const { return m_gateway; }
    [[nodiscard]] MatchScratch &matchScratch() { return m_matchScratch; }
    [[nodiscard]] TokenScratch &tokenScratch() { return m_tokenScratch; }

    /// Runs the loop until halt(). On a thread of its own.
    void run();
    /// From any thread.
    void halt();
    /// Lets what was cut off come to its end; when the thread of run() has ended.
    void finish();

    /// Takes over a revision for the requests that begin from now on.
    void serve(const std::shared_ptr<const Snapshot> &snapshot);
    /// Null before the first revision.
    [[nodiscard]] const std::shared_ptr<const Snapshot> &snapshot() const { return m_snapshot; }

    /// No new connections, no new requests on those that are idle.
    void drain();
    [[nodiscard]] bool isDraining() const { return m_draining; }
    /// Told on the worker's thread whenever it is draining and its last connection has closed. Set before
    /// run().
    void setOnIdle(std::function<void()> onIdle) { m_onIdle = std::move(onIdle); }
    /// Closes those connections that have no request and no listener any more.
    void closeOrphans();
    /// Cuts off everything.
    void abort();

    /// A connection to accept into; it is given back, or it opens.
    [[nodiscard]] ClientConnection &newConnection();
    void giveBack(ClientConnection &connection);
    void opened(ClientConnection &connection);
    void closed(ClientConnection &connection);
    void recycle(ClientConnection &connection) { m_unused.push_back(&connection); }

    /// From any thread.
    [[nodiscard]] std::uint64_t connections() const;
    [[nodiscard]] std::uint64_t requests() const { return m_requests.value(); }
    void countRequest() { m_requests.add(); }

private:
    Loop m_loop;
    boost::asio::executor_work_guard<Loop::Executor> m_work;
    const std::string m_gateway;
    UpstreamPool m_pool;
    MatchScratch m_matchScratch;
    TokenScratch m_tokenScratch;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<std::unique_ptr<ClientConnection>> m_all;
    std::vector<ClientConnection *> m_unused;
    std::vector<ClientConnection *> m_open;
    std::function<void()> m_onIdle;
    bool m_draining = false;
    Gauge m_connections;
    Count m_requests;
};

} // namespace gatehouse
