#pragma once

#include "core/gateway/buffer.h"
#include "core/gateway/loop.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

namespace gatehouse {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Loop::Executor>;
using TcpEndpoint = boost::asio::ip::tcp::endpoint;

/// Memory for one operation at a time, used again and again: a read costs no allocation.
class OperationMemory final
{
public:
    OperationMemory() = default;
    OperationMemory(const OperationMemory &) = delete;
    OperationMemory &operator=(const OperationMemory &) = delete;

    void *allocate(std::size_t size)
    {
        if (m_used || size > m_bytes.size())
            return ::operator new(size);
        m_used = true;
        return m_bytes.data();
    }
    void deallocate(void *memory)
    {
        if (memory == m_bytes.data())
            m_used = false;
        else
            ::operator delete(memory);
    }

private:
    alignas(std::max_align_t) std::array<std::byte, 256> m_bytes;
    bool m_used = false;
};

template <class T> class OperationAllocator
{
public:
    using value_type = T;

    explicit OperationAllocator(OperationMemory &memory)
        : m_memory(&memory)
    {
    }
    template <class U>
    OperationAllocator(const OperationAllocator<U> &other)
        : m_memory(other.memory())
    {
    }

    T *allocate(std::size_t count) { return static_cast<T *>(m_memory->allocate(sizeof(T) * count)); }
    void deallocate(T *memory, std::size_t) { m_memory->deallocate(memory); }
    [[nodiscard]] OperationMemory *memory() const { return m_memory; }
    bool operator==(const OperationAllocator &) const = default;

private:
    OperationMemory *m_memory;
};

/// What ended a stream's incoming side.
enum class StreamEnd : unsigned char {
    Closed, ///< in good order
    Broken, ///< reset, or any other error
};

/// Whom a stream tells what happened. Owners are counted by retain() and release(): a stream holds its owner
/// while an operation is pending.
class StreamOwner
{
public:
    virtual void retain() = 0;
    virtual void release() = 0;

    virtual void streamConnected() = 0;
    virtual void streamNotConnected(const boost::system::error_code &error) = 0;
    /// `bytes` have arrived in the memory that was given to read().
    virtual void streamRead(std::size_t bytes) = 0;
    /// There is something to read, or the end: answer to waitReadable().
    virtual void streamReadable() = 0;
    virtual void streamEnded(StreamEnd end) = 0;
    /// A read or a wait was called off by cancelRead().
    virtual void streamReadCancelled() = 0;
    /// What send() could not hand over at once is on its way.
    virtual void streamDrained() = 0;
    /// The other side takes nothing more.
    virtual void streamNotSent() = 0;

protected:
    ~StreamOwner() = default;
};

/// A TCP connection of a loop: the one place that knows the sockets. Reads are asynchronous, one at a time,
/// into memory of the owner; sends go to the kernel at once, and what it does not take is kept and sent when
/// it does. Nothing is told after close().
class Stream final
{
public:
    Stream(Loop &loop, StreamOwner &owner);
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// For accepting into; then call accepted().
    [[nodiscard]] TcpSocket &socket() { return m_socket; }
    void accepted();
    void connect(const TcpEndpoint &peer);
    [[nodiscard]] bool isOpen() const { return m_open; }

    void read(char *memory, std::size_t size);
    /// Waits without holding memory, for connections that have been idle for a while.
    void waitReadable();
    [[nodiscard]] bool isReading() const { return m_reading; }
    void cancelRead();

    enum class Sent : unsigned char { All, Partly, Failed };

    /// Sends the pieces as one message. Partly: the rest was copied, streamDrained() or streamNotSent()
    /// follows; until then nothing more may be sent. Failed: the connection takes nothing; nothing follows.
    Sent send(std::initializer_list<std::string_view> pieces);
    [[nodiscard]] bool isSending() const { return static_cast<bool>(m_backlog); }

    /// No more will be sent; reading goes on.
    void finishSending();
    void close();
    /// Closes so that the other side sees the answer was cut off, not ended.
    void reset();

private:
    template <class Handler> class Operation;

    void configure();
    void keepRest(std::initializer_list<std::string_view> pieces, std::size_t sent);
    void waitWritable();
    void waitAgain(unsigned session);
    void sendBacklog();
    void readDone(unsigned session, const boost::system::error_code &error, std::size_t bytes, bool waited);

    Loop &m_loop;
    StreamOwner &m_owner;
    TcpSocket m_socket;
    Buffer m_backlog;
    unsigned m_session = 0; ///< grows with every close: what belongs to an older one is not told
    bool m_open = false;
    bool m_reading = false;
    OperationMemory m_readMemory;
    OperationMemory m_writeMemory;
};

} // namespace gatehouse
