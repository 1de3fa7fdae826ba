#include "core/gateway/upstreamconnection.h"

#include "core/gateway/upstreampool.h"

#include <utility>

namespace gatehouse {

namespace {

/// A connection that has been idle for so long gives its buffer back.
constexpr std::chrono::seconds LongRest{5};

} // namespace

UpstreamConnection::UpstreamConnection(Loop &loop, UpstreamPool &pool)
    : m_loop(loop)
    , m_pool(pool)
    , m_stream(loop, *this)
{
}

void UpstreamConnection::open(std::shared_ptr<UpstreamTarget> target, const TcpEndpoint &address,
                              UpstreamUser &user)
{
    m_target = std::move(target);
    m_user = &user;
    m_reused = false;
    m_parser.reset();
    m_stream.connect(address);
}

void UpstreamConnection::use(UpstreamUser &user)
{
    m_user = &user;
    m_reused = true;
    m_parser.reset();
}

void UpstreamConnection::rest(std::chrono::milliseconds idle)
{
    m_user = nullptr;
    m_restEnds = idle.count() > 0 ? m_loop.now() + idle : SteadyTime::max();
    m_loop.set(m_restTimer, std::min(m_restEnds, m_loop.now() + LongRest));
    if (m_input.capacity() > BufferPool::Small && !m_stream.isReading())
        m_input.release();
    read();
}

void UpstreamConnection::restedLong()
{
    // The timer is not called off when the connection is used again: moving it later costs less.
    if (m_user)
        return;
    if (m_loop.now() >= m_restEnds) {
        m_pool.removeIdle(*this);
        m_pool.discard(*this);
        return;
    }
    // Goes on in streamReadCancelled().
    if (m_input)
        m_stream.cancelRead();
    if (m_restEnds != SteadyTime::max())
        m_loop.set(m_restTimer, m_restEnds);
}

void UpstreamConnection::close()
{
    m_user = nullptr;
    m_restTimer.cancel();
    m_stream.close();
}

void UpstreamConnection::release()
{
    if (--m_references > 0)
        return;
    m_input.release();
    m_target.reset();
    m_pool.recycle(*this);
}

void UpstreamConnection::read()
{
    if (m_stream.isReading())
        return;
    if (!m_input)
        m_input = m_loop.buffers().small();
    else if (m_input.isEmpty())
        m_input.clear();
    if (m_input.spaceSize() > 0)
        m_stream.read(m_input.space(), m_input.spaceSize());
}

void UpstreamConnection::makeRoom()
{
    if (m_stream.isReading() || !m_input)
        return;
    if (m_input.capacity() < BufferPool::Large) {
        Buffer larger = m_loop.buffers().large();
        larger.append(m_input.content());
        m_input = std::move(larger);
    }
    m_input.compact();
}

void UpstreamConnection::readLarge()
{
    if (m_input.capacity() < BufferPool::Large)
        m_input = m_loop.buffers().large();
    read();
}

void UpstreamConnection::streamConnected()
{
    if (m_user)
        m_user->upstreamConnected();
}

void UpstreamConnection::streamNotConnected(const boost::system::error_code &error)
{
    if (m_user)
        m_user->upstreamNotConnected(error);
}

void UpstreamConnection::streamRead(std::size_t bytes)
{
    m_input.commit(bytes);
    if (m_user)
        m_user->upstreamRead();
    else // Nothing was asked: whatever it is, it is no answer to the next request.
        streamEnded(StreamEnd::Broken);
}

void UpstreamConnection::streamReadable()
{
    // A connection in use is read from into its buffer; an idle one has ended, or speaks out of turn.
    if (m_user)
        read();
    else
        streamEnded(StreamEnd::Closed);
}

void UpstreamConnection::streamEnded(StreamEnd end)
{
    if (m_user) {
        m_user->upstreamEnded(end);
        return;
    }
    m_pool.removeIdle(*this);
    m_pool.discard(*this);
}

void UpstreamConnection::streamReadCancelled()
{
    if (m_user) {
        read();
        return;
    }
    m_input.release();
    m_stream.waitReadable();
}

void UpstreamConnection::streamDrained()
{
    if (m_user)
        m_user->upstreamDrained();
}

void UpstreamConnection::streamNotSent()
{
    if (m_user)
        m_user->upstreamNotSent();
}

} // namespace gatehouse
