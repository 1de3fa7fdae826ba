#pragma once

#include "core/base/result.h"
#include "core/gateway/stream.h"
#include "core/model/values.h"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace gatehouse {

class ClientConnection;
class Worker;

/// A listener as one worker sees it: its connections remember it, pushes move it. Belongs to the worker's
/// thread.
struct ListenerSite
{
    static constexpr std::size_t Gone = static_cast<std::size_t>(-1);

    std::size_t index = Gone; ///< into the listeners of the worker's snapshot
};

/// Takes new connections from one listening socket of one worker. Belongs to the worker's thread once it
/// started.
class Acceptor final : public std::enable_shared_from_this<Acceptor>
{
public:
    using Socket = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Loop::Executor>;

    Acceptor(Worker &worker, Socket socket);
    Acceptor(const Acceptor &) = delete;
    Acceptor &operator=(const Acceptor &) = delete;

    [[nodiscard]] const std::shared_ptr<ListenerSite> &site() const { return m_site; }
    void start();
    /// Takes what is waiting, then closes the socket. Connections that it brought stay.
    void stop();
    /// Closes the socket at once.
    void close();

private:
    enum class State : unsigned char { Open, Stopped, Closed };

    void accept();
    void accepted(const boost::system::error_code &error);

    Worker &m_worker;
    Socket m_socket;
    std::shared_ptr<ListenerSite> m_site = std::make_shared<ListenerSite>();
    TcpEndpoint m_peer;
    ClientConnection *m_next =
        nullptr; ///< into which the next connection is accepted; null while none is awaited
    State m_state = State::Open;
    MemberTimer<Acceptor, &Acceptor::accept> m_retryTimer{*this};
};

/// Opens a listening socket on each loop for the same address; the kernel shares connections out among them.
/// Port 0 takes a free one, the same for all. Errors: Unreachable, with the address in `where`. From any
/// thread.
[[nodiscard]] Result<std::vector<Acceptor::Socket>> openListeners(const Address &address,
                                                                  const std::vector<Loop *> &loops);

} // namespace gatehouse
