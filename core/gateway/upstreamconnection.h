#pragma once

#include "core/gateway/httpparser.h"
#include "core/gateway/stream.h"
#include "core/gateway/upstreamtarget.h"

#include <chrono>
#include <memory>

namespace gatehouse {

class UpstreamPool;

/// Who uses a connection to an upstream at the moment. Nothing is told after the connection was given back.
class UpstreamUser
{
public:
    virtual void upstreamConnected() = 0;
    virtual void upstreamNotConnected(const boost::system::error_code &error) = 0;
    /// More bytes stand in the connection's input.
    virtual void upstreamRead() = 0;
    virtual void upstreamEnded(StreamEnd end) = 0;
    virtual void upstreamDrained() = 0;
    virtual void upstreamNotSent() = 0;

protected:
    ~UpstreamUser() = default;
};

/// One connection to an endpoint: in use by one exchange, or idle in its loop's pool. While it is idle it is
/// being read from, so that one that its upstream closes is gone before it is used again.
class UpstreamConnection final : private StreamOwner
{
public:
    UpstreamConnection(Loop &loop, UpstreamPool &pool);
    ~UpstreamConnection() = default;
    UpstreamConnection(const UpstreamConnection &) = delete;
    UpstreamConnection &operator=(const UpstreamConnection &) = delete;

    [[nodiscard]] UpstreamTarget &target() const { return *m_target; }
    [[nodiscard]] Stream &stream() { return m_stream; }
    [[nodiscard]] ResponseParser &parser() { return m_parser; }
    /// What has been received and not been used up.
    [[nodiscard]] Buffer &input() { return m_input; }
    /// Carried a request before this one.
    [[nodiscard]] bool isReused() const { return m_reused; }

    /// Goes on reading, behind what the input holds; does nothing while a read is pending or there is no
    /// space.
    void read();
    /// Makes room behind what the input holds, for a head that is larger than the buffer.
    void makeRoom();
    /// From now on into 64 KiB; the input is empty and no read is pending.
    void readLarge();

private:
    friend class UpstreamPool;

    void open(std::shared_ptr<UpstreamTarget> target, const TcpEndpoint &address, UpstreamUser &user);
    void use(UpstreamUser &user);
    void rest(std::chrono::milliseconds idle);
    void close();
    void restedLong();

    void retain() override { ++m_references; }
    void release() override;
    void streamConnected() override;
    void streamNotConnected(const boost::system::error_code &error) override;
    void streamRead(std::size_t bytes) override;
    void streamReadable() override;
    void streamEnded(StreamEnd end) override;
    void streamReadCancelled() override;
    void streamDrained() override;
    void streamNotSent() override;

    Loop &m_loop;
    UpstreamPool &m_pool;
    Stream m_stream;
    ResponseParser m_parser;
    Buffer m_input;
    std::shared_ptr<UpstreamTarget> m_target;
    UpstreamUser *m_user = nullptr;
    unsigned m_references = 0;
    bool m_reused = false;
    SteadyTime m_restEnds{};
    MemberTimer<UpstreamConnection, &UpstreamConnection::restedLong> m_restTimer{*this};

    // The pool's list of idle connections.
    UpstreamConnection *m_older = nullptr;
    UpstreamConnection *m_newer = nullptr;
};

} // namespace gatehouse
