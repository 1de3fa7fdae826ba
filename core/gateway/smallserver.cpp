#include "core/gateway/smallserver.h"

#include "core/gateway/smallconnection.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <unordered_map>

namespace gatehouse {

using boost::asio::ip::tcp;

SmallExchange::SmallExchange(std::weak_ptr<SmallConnection> connection, boost::asio::io_context &loop,
                             WebRequest request, std::uint64_t number)
    : m_connection(std::move(connection))
    , m_loop(loop)
    , m_request(std::move(request))
    , m_number(number)
{
}

SmallExchange::~SmallExchange()
{
    if (isOpen())
        abort();
}

template <class Action> void SmallExchange::onLoop(Action action) const
{
    boost::asio::dispatch(m_loop, [connection = m_connection, action = std::move(action)]() mutable {
        if (const std::shared_ptr<SmallConnection> alive = connection.lock())
            action(*alive);
    });
}

void SmallExchange::respond(WebResponse response)
{
    onLoop([number = m_number, response = std::move(response)](SmallConnection &connection) {
        connection.respond(number, response);
    });
}

void SmallExchange::begin(WebResponse head, std::optional<std::uint64_t> length)
{
    onLoop([number = m_number, head = std::move(head), length](SmallConnection &connection) {
        connection.begin(number, head, length);
    });
}

void SmallExchange::write(std::string piece)
{
    onLoop([number = m_number, piece = std::move(piece)](SmallConnection &connection) mutable {
        connection.write(number, std::move(piece));
    });
}

void SmallExchange::end()
{
    onLoop([number = m_number](SmallConnection &connection) { connection.end(number); });
}

void SmallExchange::abort()
{
    onLoop([number = m_number](SmallConnection &connection) { connection.abort(number); });
}

bool SmallExchange::isOpen() const
{
    const std::shared_ptr<SmallConnection> alive = m_connection.lock();
    return alive && alive->isCurrent(m_number);
}

class SmallServer::Private final : public std::enable_shared_from_this<SmallServer::Private>
{
public:
    Private(boost::asio::io_context &loop, SmallServerLimits limits, Admission admit, Handler handle)
        : m_acceptor(loop)
        , m_retry(loop)
        , m_shared(std::make_shared<SmallConnection::Shared>(SmallConnection::Shared{
              loop, limits, std::move(admit), std::move(handle), [this](SmallConnection *connection) {
                  m_connections.erase(connection);
              }}))
    {
    }

    Result<Address> listen(const Address &address);
    void close();
    void accept();
    void acceptLater();

    boost::asio::basic_socket_acceptor<tcp, SmallConnection::Executor> m_acceptor;
    boost::asio::steady_timer m_retry;
    std::shared_ptr<SmallConnection::Shared> m_shared;
    std::unordered_map<SmallConnection *, std::shared_ptr<SmallConnection>> m_connections;
};

Result<Address> SmallServer::Private::listen(const Address &address)
{
    const auto unreachable = [&address](const boost::system::error_code &code) {
        return failure(ErrorKind::Unreachable,
                       fmt::format("cannot listen on {}: {}", toString(address), code.message()),
                       toString(address), "choose another address, or stop the program that uses it");
    };
    boost::system::error_code code;
    const auto host =
        boost::asio::ip::make_address(address.host == "localhost" ? "127.0.0.1" : address.host, code);
    if (code)
        return unreachable(code);
    const tcp::endpoint endpoint{host, address.port};
    m_acceptor.open(endpoint.protocol(), code);
    if (!code)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), code);
    if (!code)
        m_acceptor.bind(endpoint, code);
    if (!code)
        m_acceptor.listen(boost::asio::socket_base::max_listen_connections, code);
    if (code) {
        boost::system::error_code ignored;
        m_acceptor.close(ignored);
        return unreachable(code);
    }
    accept();
    return Address{address.host, m_acceptor.local_endpoint(code).port()};
}

void SmallServer::Private::accept()
{
    m_acceptor.async_accept(
        [self = shared_from_this()](boost::system::error_code code, SmallConnection::Socket socket) {
            if (code == boost::asio::error::operation_aborted || !self->m_acceptor.is_open())
                return;
            if (code) {
                self->acceptLater();
                return;
            }
            if (self->m_connections.size() < self->m_shared->limits.connections) {
                auto connection = std::make_shared<SmallConnection>(self->m_shared, std::move(socket));
                self->m_connections.emplace(connection.get(), connection);
                connection->start();
            }
            self->accept();
        });
}

void SmallServer::Private::acceptLater()
{
    // Out of descriptors: asking again at once would only burn time until one is free.
    m_retry.expires_after(std::chrono::milliseconds{100});
    m_retry.async_wait([self = shared_from_this()](boost::system::error_code code) {
        if (!code && self->m_acceptor.is_open())
            self->accept();
    });
}

void SmallServer::Private::close()
{
    boost::system::error_code ignored;
    m_acceptor.close(ignored);
    m_retry.cancel();
    const auto connections = std::move(m_connections);
    m_connections.clear();
    for (const auto &[key, connection] : connections)
        connection->close();
}

SmallServer::SmallServer(boost::asio::io_context &loop, SmallServerLimits limits, Admission admit,
                         Handler handle)
    : d(std::make_shared<Private>(loop, limits, std::move(admit), std::move(handle)))
{
}

SmallServer::~SmallServer()
{
    d->close();
}

Result<Address> SmallServer::listen(const Address &address)
{
    return d->listen(address);
}

void SmallServer::close()
{
    d->close();
}

bool SmallServer::isListening() const
{
    return d->m_acceptor.is_open();
}

std::size_t SmallServer::connections() const
{
    return d->m_connections.size();
}

} // namespace gatehouse
