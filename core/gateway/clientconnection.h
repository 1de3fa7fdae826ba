#pragma once

#include "core/gateway/acceptor.h"
#include "core/gateway/exchange.h"
#include "core/gateway/httpparser.h"
#include "core/gateway/stream.h"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace gatehouse {

class Worker;

/// A client's connection: reads requests one after the other, in order, and hands each to the exchange.
/// Objects are used again and again.
class ClientConnection final : private StreamOwner
{
public:
    explicit ClientConnection(Worker &worker);
    ~ClientConnection() = default;
    ClientConnection(const ClientConnection &) = delete;
    ClientConnection &operator=(const ClientConnection &) = delete;

    [[nodiscard]] Worker &worker() { return m_worker; }
    [[nodiscard]] Stream &stream() { return m_stream; }
    [[nodiscard]] const RequestHead &head() const { return m_parser.head(); }
    [[nodiscard]] const ListenerSite &site() const { return *m_site; }
    [[nodiscard]] const boost::asio::ip::address &peer() const { return m_peer; }
    [[nodiscard]] std::string_view peerText() const { return m_peerText; }

    /// The socket of `stream()` has just been accepted.
    void start(std::shared_ptr<ListenerSite> site, const TcpEndpoint &peer);
    /// What has been received, the head of the current request first.
    [[nodiscard]] Buffer &input() { return m_input; }
    /// What has been received of the current request's body behind what stands in input().
    [[nodiscard]] Buffer &body() { return m_body; }
    /// Reads at most `limit` bytes of the body; Exchange::clientRead() follows.
    void readBody(std::size_t limit);
    /// Notices when the client leaves, and takes what it sends ahead.
    void watch();

    /// The answer is on its way and `consumed` bytes of input() belonged to the request. Without `keepAlive`
    /// the connection is closed behind it.
    void exchangeDone(std::size_t consumed, bool keepAlive);
    /// Closes at once; what was sent of an answer shows that it is not whole.
    void abort();
    /// Whether the connection may carry more requests after this one: its listener is still open.
    [[nodiscard]] bool mayGoOn() const;
    /// Closes the connection unless a request is under way or has arrived.
    void closeIfIdle();

    /// Holds the object although its connection may be closed.
    void retain() override { ++m_references; }
    void release() override;

private:
    friend class Worker;

    enum class State : unsigned char {
        Closed,
        Idle, ///< before a request's first byte
        Head,
        Exchange,
        Lingering, ///< the answer was sent, what still comes is read and dropped
    };
    enum class Reading : unsigned char { Input, Body, Nothing };

    void processInput();
    bool parseOne();
    void readInput();
    void expectRequest();
    void linger();
    void lingered(std::size_t bytes);
    void timerExpired();
    void close();

    void streamConnected() override { }
    void streamNotConnected(const boost::system::error_code &) override { }
    void streamRead(std::size_t bytes) override;
    void streamReadable() override;
    void streamEnded(StreamEnd end) override;
    void streamReadCancelled() override;
    void streamDrained() override;
    void streamNotSent() override;

    Worker &m_worker;
    Stream m_stream;
    RequestParser m_parser;
    Exchange m_exchange;
    Buffer m_input;
    Buffer m_body;
    std::shared_ptr<ListenerSite> m_site;
    boost::asio::ip::address m_peer;
    std::string m_peerText;
    MemberTimer<ClientConnection, &ClientConnection::timerExpired> m_timer{*this};
    SteadyTime m_deadline{}; ///< of the state
    std::size_t m_lingered = 0;
    std::size_t m_openIndex = 0; ///< in the worker's list of open connections
    unsigned m_references = 0;
    State m_state = State::Closed;
    Reading m_reading = Reading::Nothing;
    bool m_processing = false;
};

} // namespace gatehouse
