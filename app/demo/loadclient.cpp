#include "app/demo/loadclient.h"

#include "core/gateway/chunkdecoder.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::demo {

using boost::asio::ip::tcp;

const char *word(LoadFailure failure)
{
    switch (failure) {
    case LoadFailure::None:
        return "";
    case LoadFailure::Connect:
        return "connect";
    case LoadFailure::Reset:
        return "reset";
    case LoadFailure::Timeout:
        return "timeout";
    case LoadFailure::BadAnswer:
        return "badAnswer";
    }
    return "";
}

/// One connection, opened with its first request and again after it was closed.
class LoadClient::Connection final : public std::enable_shared_from_this<Connection>
{
public:
    Connection(boost::asio::io_context &loop, const Address &address, std::chrono::milliseconds timeout)
        : m_socket(loop)
        , m_timer(loop)
        , m_address(address)
        , m_timeout(timeout)
    {
    }

    void send(std::string request, bool isHead, std::function<void(LoadResult)> finished);
    void close();
    /// Closes it and tells nobody.
    void abandon();

private:
    /// Idle connections are given up before a gateway does, so that no request meets a closing one.
    static constexpr std::chrono::seconds LongestIdle{5};

    void connect();
    void write();
    void read();
    void onRead(boost::system::error_code code, std::size_t count);
    void parseHead();
    void takeBody();
    void finish(LoadFailure failure, bool reusable);

    tcp::socket m_socket;
    boost::asio::steady_timer m_timer;
    Address m_address;
    std::chrono::milliseconds m_timeout;
    std::chrono::steady_clock::time_point m_lastUse{};
    std::string m_request;
    std::string m_in;
    ResponseParser m_parser;
    ChunkDecoder m_chunks;
    std::uint64_t m_bodyLeft = 0;
    std::function<void(LoadResult)> m_finished; ///< empty: idle
    bool m_isHead = false;
    bool m_headRead = false;
    bool m_writing = false;
};

void LoadClient::Connection::send(std::string request, bool isHead, std::function<void(LoadResult)> finished)
{
    m_request = std::move(request);
    m_isHead = isHead;
    m_finished = std::move(finished);
    m_in.clear();
    m_parser.reset();
    m_chunks.reset();
    m_headRead = false;
    m_timer.expires_after(m_timeout);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code code) {
        if (!code && self->m_timer.expiry() <= std::chrono::steady_clock::now() && self->m_finished)
            self->finish(LoadFailure::Timeout, false);
    });
    if (m_socket.is_open() && std::chrono::steady_clock::now() - m_lastUse > LongestIdle)
        close();
    if (m_socket.is_open())
        write();
    else
        connect();
}

void LoadClient::Connection::close()
{
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

void LoadClient::Connection::abandon()
{
    m_finished = nullptr;
    m_timer.cancel();
    close();
}

void LoadClient::Connection::connect()
{
    boost::system::error_code code;
    const auto host =
        boost::asio::ip::make_address(m_address.host == "localhost" ? "127.0.0.1" : m_address.host, code);
    if (code) {
        finish(LoadFailure::Connect, false);
        return;
    }
    m_socket.async_connect({host, m_address.port},
                           [self = shared_from_this()](boost::system::error_code failed) {
                               if (!self->m_finished || failed == boost::asio::error::operation_aborted)
                                   return;
                               if (failed) {
                                   self->finish(LoadFailure::Connect, false);
                                   return;
                               }
                               boost::system::error_code ignored;
                               self->m_socket.set_option(tcp::no_delay(true), ignored);
                               self->write();
                           });
}

void LoadClient::Connection::write()
{
    boost::asio::async_write(m_socket, boost::asio::buffer(m_request),
                             [self = shared_from_this()](boost::system::error_code code, std::size_t) {
                                 self->m_writing = false;
                                 if (code && code != boost::asio::error::operation_aborted
                                     && self->m_finished)
                                     self->finish(LoadFailure::Reset, false);
                             });
    m_writing = true;
    read();
}

void LoadClient::Connection::read()
{
    constexpr std::size_t Piece = 16 * 1024;
    const std::size_t before = m_in.size();
    m_in.resize(before + Piece);
    m_socket.async_read_some(
        boost::asio::buffer(m_in.data() + before, Piece),
        [self = shared_from_this(), before](boost::system::error_code code, std::size_t count) {
            if (!self->m_finished || code == boost::asio::error::operation_aborted)
                return;
            self->m_in.resize(before + count);
            self->onRead(code, count);
        });
}

void LoadClient::Connection::onRead(boost::system::error_code code, std::size_t count)
{
    if (code || count == 0) {
        const bool endsAnswer =
            m_headRead && m_parser.head().framing == Framing::UntilClose && code == boost::asio::error::eof;
        finish(endsAnswer ? LoadFailure::None : LoadFailure::Reset, false);
        return;
    }
    if (m_headRead)
        takeBody();
    else
        parseHead();
}

void LoadClient::Connection::parseHead()
{
    switch (m_parser.parse(m_in, m_isHead)) {
    case ParseStatus::NeedMore:
        read();
        return;
    case ParseStatus::Failed:
        finish(LoadFailure::BadAnswer, false);
        return;
    case ParseStatus::Done:
        break;
    }
    const ResponseHead &head = m_parser.head();
    m_in.erase(0, head.headLength);
    if (head.status < 200) {
        m_parser.reset();
        if (m_in.empty())
            read();
        else
            parseHead();
        return;
    }
    m_headRead = true;
    m_bodyLeft = head.framing == Framing::Length ? head.contentLength : 0;
    takeBody();
}

void LoadClient::Connection::takeBody()
{
    const ResponseHead &head = m_parser.head();
    bool complete = false;
    switch (head.framing) {
    case Framing::None:
        complete = true;
        break;
    case Framing::Length: {
        const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, m_in.size()));
        m_bodyLeft -= taken;
        m_in.erase(0, taken);
        complete = m_bodyLeft == 0;
        break;
    }
    case Framing::Chunked:
        m_in.erase(0, m_chunks.decode(m_in.data(), m_in.size()).consumed);
        if (m_chunks.hasFailed()) {
            finish(LoadFailure::BadAnswer, false);
            return;
        }
        complete = m_chunks.isDone();
        break;
    case Framing::UntilClose:
        m_in.clear();
        break;
    }
    if (complete)
        finish(m_in.empty() ? LoadFailure::None : LoadFailure::BadAnswer, head.keepAlive && m_in.empty());
    else
        read();
}

void LoadClient::Connection::finish(LoadFailure failure, bool reusable)
{
    m_timer.cancel();
    m_lastUse = std::chrono::steady_clock::now();
    // An answer that came before its request was out leaves bytes on their way that belong to no next
    // request.
    if (!reusable || m_writing)
        close();
    const auto finished = std::move(m_finished);
    m_finished = nullptr;
    finished({failure == LoadFailure::None ? m_parser.head().status : 0, failure});
}

LoadClient::LoadClient(boost::asio::io_context &loop, Address address, std::string authority,
                       std::size_t connections, std::chrono::milliseconds timeout)
    : m_loop(loop)
    , m_address(std::move(address))
    , m_authority(std::move(authority))
    , m_limit(connections)
    , m_timeout(timeout)
{
}

LoadClient::~LoadClient()
{
    for (const std::shared_ptr<Connection> &connection : m_connections)
        connection->abandon();
}

std::shared_ptr<LoadClient::Connection> LoadClient::idleConnection()
{
    if (!m_idle.empty()) {
        // The one that was used last is the one that is most likely still open.
        std::shared_ptr<Connection> connection = std::move(m_idle.back());
        m_idle.pop_back();
        return connection;
    }
    if (m_connections.size() >= m_limit)
        return nullptr;
    return m_connections.emplace_back(std::make_shared<Connection>(m_loop, m_address, m_timeout));
}

bool LoadClient::send(const std::string &method, const std::string &target, const std::string &token,
                      const std::string &body, Done done)
{
    std::shared_ptr<Connection> connection = idleConnection();
    if (!connection)
        return false;
    std::string request = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: gatehouse-demo\r\n", method,
                                      target, m_authority);
    if (!token.empty())
        request += fmt::format("Authorization: Bearer {}\r\n", token);
    if (!body.empty())
        request += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    request += "\r\n" + body;
    Connection &used = *connection;
    used.send(std::move(request), method == "HEAD",
              [this, connection = std::move(connection), done = std::move(done)](LoadResult result) {
                  m_idle.push_back(connection);
                  done(result);
              });
    return true;
}

} // namespace gatehouse::demo
