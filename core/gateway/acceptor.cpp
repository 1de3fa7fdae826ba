#include "core/gateway/acceptor.h"

#include "core/gateway/clientconnection.h"
#include "core/gateway/worker.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <fmt/format.h>

#include <sys/socket.h>

#include <utility>

namespace gatehouse {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

using namespace std::chrono_literals;

constexpr int Backlog = 4096;
/// How long to wait where the system has no more file descriptors.
constexpr auto RetryAfter = 50ms;

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

struct Opened
{
    error_code error;
    const char *step = "";
};

Opened openOne(Acceptor::Socket &socket, const TcpEndpoint &local, bool shared)
{
    Opened opened;
    socket.open(local.protocol(), opened.error);
    if (opened.error)
        return {opened.error, "open"};
    socket.set_option(asio::socket_base::reuse_address(true), opened.error);
    if (!opened.error && shared)
        socket.set_option(ReusePort(true), opened.error);
    if (!opened.error && local.protocol() == asio::ip::tcp::v6())
        socket.set_option(asio::ip::v6_only(true), opened.error);
    if (opened.error)
        return {opened.error, "set up"};
    socket.bind(local, opened.error);
    return {opened.error, "bind"};
}

tl::unexpected<Error> cannotListen(const Address &address, const Opened &opened)
{
    return failure(ErrorKind::Unreachable,
                   fmt::format("cannot {} {}: {}", opened.step, toString(address), opened.error.message()),
                   toString(address), "choose another address, or end what uses this one");
}

/// The literal address of a listener; `localhost` and an empty host stand for the loopback and for any
/// address.
Result<asio::ip::address> listenAddress(const Address &address)
{
    error_code error;
    const std::string &host = address.host;
    if (host == "localhost")
        return asio::ip::make_address("127.0.0.1");
    const auto parsed = asio::ip::make_address(host, error);
    if (error)
        return failure(ErrorKind::Unreachable, fmt::format("'{}' is no address to listen on", host),
                       toString(address), "write it in figures, as in 127.0.0.1:8080 or [::]:8080");
    return parsed;
}

} // namespace

Acceptor::Acceptor(Worker &worker, Socket socket)
    : m_worker(worker)
    , m_socket(std::move(socket))
{
}

void Acceptor::start()
{
    accept();
}

void Acceptor::accept()
{
    m_next = &m_worker.newConnection();
    m_socket.async_accept(m_next->stream().socket(), m_peer,
                          [self = shared_from_this()](const error_code &error) { self->accepted(error); });
}

void Acceptor::accepted(const error_code &error)
{
    m_worker.loop().refresh();
    ClientConnection &next = *std::exchange(m_next, nullptr);
    if (!error && m_state != State::Closed)
        next.start(m_site, m_peer);
    else
        m_worker.giveBack(next);
    if (m_state != State::Open)
        return;
    // Out of descriptors or memory: trying again at once would only burn time. Any other error was one
    // client's.
    const bool exhausted = error == error_code(EMFILE, boost::system::system_category())
        || error == error_code(ENFILE, boost::system::system_category())
        || error == asio::error::no_buffer_space || error == asio::error::no_memory;
    if (exhausted)
        m_worker.loop().set(m_retryTimer, m_worker.loop().now() + RetryAfter);
    else
        accept();
}

void Acceptor::stop()
{
    m_state = State::Stopped;
    m_retryTimer.cancel();
    error_code error;
    m_socket.cancel(error);
    m_socket.non_blocking(true, error);
    while (!error) {
        // Not into m_next: a connection for that one may be on its way already.
        ClientConnection &connection = m_worker.newConnection();
        TcpEndpoint peer;
        m_socket.accept(connection.stream().socket(), peer, error);
        if (error)
            m_worker.giveBack(connection);
        else
            connection.start(m_site, peer);
    }
    m_socket.close(error);
}

void Acceptor::close()
{
    m_state = State::Closed;
    m_retryTimer.cancel();
    error_code ignored;
    m_socket.close(ignored);
}

Result<std::vector<Acceptor::Socket>> openListeners(const Address &address, const std::vector<Loop *> &loops)
{
    const auto ip = listenAddress(address);
    if (!ip)
        return tl::unexpected(ip.error());
    TcpEndpoint local{*ip, address.port};
    {
        // Shared sockets of another program of the same user would be joined without a word; an unshared one
        // is not.
        Acceptor::Socket probe{loops.front()->context()};
        const Opened opened = openOne(probe, local, false);
        if (opened.error)
            return cannotListen(address, opened);
        if (local.port() == 0)
            local.port(probe.local_endpoint().port());
    }
    std::vector<Acceptor::Socket> sockets;
    for (Loop *const loop : loops) {
        sockets.emplace_back(loop->context());
        Opened opened = openOne(sockets.back(), local, true);
        if (!opened.error) {
            opened.step = "listen on";
            sockets.back().listen(Backlog, opened.error);
        }
        if (opened.error)
            return cannotListen(address, opened);
    }
    return sockets;
}

} // namespace gatehouse
