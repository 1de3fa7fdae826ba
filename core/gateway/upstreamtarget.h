#pragma once

#include "core/gateway/servicestate.h"
#include "core/gateway/stream.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

namespace gatehouse {

/// One endpoint of a service as the loops use it: what is known of it, and the network addresses its name
/// leads to. Lives through pushes as long as a revision names it. Safe from any thread.
class UpstreamTarget final
{
public:
    /// `slot` is this target's place in the pools of the loops; no other living target has it.
    UpstreamTarget(const Endpoint &settings, unsigned loops, unsigned slot, WallTime now);

    [[nodiscard]] EndpointRuntime &runtime() { return m_runtime; }
    [[nodiscard]] const EndpointRuntime &runtime() const { return m_runtime; }
    [[nodiscard]] unsigned slot() const { return m_slot; }
    /// An address in figures: it is never looked up.
    [[nodiscard]] bool isLiteral() const { return m_literal; }

    /// An address to connect to, one after the other where there are several; empty while the name is not
    /// resolved.
    [[nodiscard]] std::optional<TcpEndpoint> nextAddress();
    [[nodiscard]] std::size_t addressCount() const;
    void setAddresses(std::vector<TcpEndpoint> addresses);

    /// Calls on all loops that wait for one of its connections.
    [[nodiscard]] int waiting() const { return m_waiting.load(std::memory_order_acquire); }
    void addWaiting(int by) { m_waiting.fetch_add(by, std::memory_order_acq_rel); }

private:
    EndpointRuntime m_runtime;
    const unsigned m_slot;
    bool m_literal = false;
    std::atomic<int> m_waiting{0};
    mutable std::mutex m_mutex;
    std::vector<TcpEndpoint> m_addresses;
    std::size_t m_next = 0;
};

} // namespace gatehouse
