#include "core/gateway/stream.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>

namespace gatehouse {

namespace asio = boost::asio;
using boost::system::error_code;

/// A handler that lives in an OperationMemory and holds the stream's owner while it is pending.
template <class Handler> class Stream::Operation
{
public:
    using allocator_type = OperationAllocator<std::byte>;

    Operation(StreamOwner &owner, OperationMemory &memory, Handler handler)
        : m_owner(&owner)
        , m_memory(&memory)
        , m_handler(std::move(handler))
    {
        m_owner->retain();
    }
    Operation(Operation &&other) noexcept
        : m_owner(std::exchange(other.m_owner, nullptr))
        , m_memory(other.m_memory)
        , m_handler(std::move(other.m_handler))
    {
    }
    Operation(const Operation &) = delete;
    Operation &operator=(const Operation &) = delete;
    ~Operation()
    {
        if (m_owner)
            m_owner->release();
    }

    [[nodiscard]] allocator_type get_allocator() const { return allocator_type{*m_memory}; }

    template <class... Args> void operator()(Args &&...args) { m_handler(std::forward<Args>(args)...); }

private:
    StreamOwner *m_owner;
    OperationMemory *m_memory;
    Handler m_handler;
};

Stream::Stream(Loop &loop, StreamOwner &owner)
    : m_loop(loop)
    , m_owner(owner)
    , m_socket(loop.context())
{
}

void Stream::accepted()
{
    m_open = true;
    configure();
}

void Stream::configure()
{
    error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Stream::connect(const TcpEndpoint &peer)
{
    error_code error;
    m_socket.open(peer.protocol(), error);
    m_open = true;
    if (!error)
        configure();
    const auto done = [this, session = m_session](const error_code &failure) {
        if (session != m_session)
            return;
        m_loop.refresh();
        if (failure)
            m_owner.streamNotConnected(failure);
        else
            m_owner.streamConnected();
    };
    if (error) {
        asio::post(m_socket.get_executor(), Operation{m_owner, m_writeMemory, [done, error] {
                                                          done(error);
                                                      }});
        return;
    }
    m_socket.async_connect(peer, Operation{m_owner, m_writeMemory, done});
}

void Stream::read(char *memory, std::size_t size)
{
    m_reading = true;
    m_socket.async_read_some(
        asio::buffer(memory, size),
        Operation{m_owner, m_readMemory,
                  [this, session = m_session](const error_code &error, std::size_t bytes) {
                      readDone(session, error, bytes, false);
                  }});
}

void Stream::waitReadable()
{
    m_reading = true;
    m_socket.async_wait(
        TcpSocket::wait_read,
        Operation{m_owner, m_readMemory, [this, session = m_session](const error_code &error) {
                      readDone(session, error, 0, true);
                  }});
}

void Stream::readDone(unsigned session, const error_code &error, std::size_t bytes, bool waited)
{
    if (session != m_session)
        return;
    m_reading = false;
    m_loop.refresh();
    if (error == asio::error::operation_aborted)
        m_owner.streamReadCancelled();
    else if (error)
        m_owner.streamEnded(error == asio::error::eof ? StreamEnd::Closed : StreamEnd::Broken);
    else if (waited)
        m_owner.streamReadable();
    else
        m_owner.streamRead(bytes);
}

void Stream::cancelRead()
{
    error_code ignored;
    m_socket.cancel(ignored);
}

Stream::Sent Stream::send(std::initializer_list<std::string_view> pieces)
{
    std::array<asio::const_buffer, 4> buffers;
    std::size_t count = 0;
    std::size_t total = 0;
    for (const std::string_view piece : pieces) {
        if (piece.empty())
            continue;
        buffers[count++] = asio::buffer(piece.data(), piece.size());
        total += piece.size();
    }
    error_code error;
    std::size_t sent = 0;
    if (m_backlog) {
        keepRest(pieces, 0);
        return Sent::Partly;
    }
    if (count == 1)
        sent = m_socket.write_some(buffers[0], error);
    else if (count > 1)
        sent = m_socket.write_some(buffers, error);
    if (error && error != asio::error::would_block)
        return Sent::Failed;
    if (sent == total)
        return Sent::All;
    keepRest(pieces, sent);
    waitWritable();
    return Sent::Partly;
}

void Stream::keepRest(std::initializer_list<std::string_view> pieces, std::size_t sent)
{
    std::size_t total = 0;
    for (const std::string_view piece : pieces)
        total += piece.size();
    Buffer before = std::move(m_backlog);
    m_backlog = m_loop.buffers().ofSize(before.size() + total - sent);
    if (before)
        m_backlog.append(before.content());
    for (std::string_view piece : pieces) {
        const std::size_t gone = std::min(sent, piece.size());
        sent -= gone;
        m_backlog.append(piece.substr(gone));
    }
}

void Stream::waitWritable()
{
    m_socket.async_wait(
        TcpSocket::wait_write,
        Operation{m_owner, m_writeMemory, [this, session = m_session](const error_code &error) {
                      if (session != m_session || error == asio::error::operation_aborted)
                          return waitAgain(session);
                      m_loop.refresh();
                      sendBacklog();
                  }});
}

/// A wait for writing that was called off together with a read goes on.
void Stream::waitAgain(unsigned session)
{
    if (session == m_session && m_backlog)
        waitWritable();
}

void Stream::sendBacklog()
{
    error_code error;
    const std::size_t sent = m_socket.write_some(asio::buffer(m_backlog.data(), m_backlog.size()), error);
    if (error && error != asio::error::would_block) {
        m_backlog.release();
        m_owner.streamNotSent();
        return;
    }
    m_backlog.consume(sent);
    if (!m_backlog.isEmpty()) {
        waitWritable();
        return;
    }
    m_backlog.release();
    m_owner.streamDrained();
}

void Stream::finishSending()
{
    error_code ignored;
    m_socket.shutdown(TcpSocket::shutdown_send, ignored);
}

void Stream::close()
{
    if (!m_open)
        return;
    ++m_session;
    m_open = false;
    m_reading = false;
    m_backlog.release();
    error_code ignored;
    m_socket.close(ignored);
}

void Stream::reset()
{
    error_code ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    close();
}

} // namespace gatehouse
