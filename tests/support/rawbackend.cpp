#include "tests/support/rawbackend.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace gatehouse::test {

namespace {

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

void parseHead(RawBackend::Request &request)
{
    std::string_view rest(request.head);
    bool first = true;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        if (first) {
            first = false;
            const std::size_t space = line.find(' ');
            request.method = std::string(line.substr(0, space));
            request.target = std::string(line.substr(space + 1, line.rfind(' ') - space - 1));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && value.front() == ' ')
            value.remove_prefix(1);
        std::string &field = request.fields[lowerCase(line.substr(0, colon))];
        field = field.empty() ? std::string(value) : field + ", " + std::string(value);
    }
}

/// Opens a listening socket; port 0 is replaced by the one that was taken.
int listenOnLoopback(int backlog, std::uint16_t &port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::listen(listener, backlog) != 0)
        std::abort();
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return listener;
}

} // namespace

bool RawBackend::Connection::receive()
{
    char bytes[65536];
    const ssize_t got = ::recv(m_socket, bytes, sizeof bytes, 0);
    if (got <= 0)
        return false;
    m_in.append(bytes, static_cast<std::size_t>(got));
    return true;
}

bool RawBackend::Connection::readHead(Request &request)
{
    request = {};
    std::size_t end = 0;
    while ((end = m_in.find("\r\n\r\n")) == std::string::npos) {
        if (!receive())
            return false;
    }
    request.head = m_in.substr(0, end + 4);
    m_in.erase(0, end + 4);
    parseHead(request);
    request.chunked = request.fields.contains("transfer-encoding");
    return true;
}

bool RawBackend::Connection::read(Request &request)
{
    if (!readHead(request))
        return false;
    if (request.chunked) {
        while (true) {
            std::size_t line = 0;
            while ((line = m_in.find("\r\n")) == std::string::npos) {
                if (!receive())
                    return false;
            }
            const std::size_t size = std::strtoul(m_in.c_str(), nullptr, 16);
            while (m_in.size() < line + 2 + size + 2) {
                if (!receive())
                    return false;
            }
            request.body += m_in.substr(line + 2, size);
            m_in.erase(0, line + 2 + size + 2);
            if (size == 0)
                break;
        }
    } else if (request.fields.contains("content-length")) {
        const std::size_t size = std::strtoul(request.fields["content-length"].c_str(), nullptr, 10);
        request.body = readBytes(size);
        if (request.body.size() < size)
            return false;
    }
    const std::scoped_lock lock{m_backend.m_mutex};
    m_backend.m_requests.push_back(request);
    return true;
}

std::string RawBackend::Connection::readBytes(std::size_t count)
{
    while (m_in.size() < count && receive()) { }
    std::string bytes = m_in.substr(0, count);
    m_in.erase(0, bytes.size());
    return bytes;
}

bool RawBackend::Connection::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawBackend::Connection::answer(int status, std::string_view body, std::string_view fields)
{
    return send("HTTP/1.1 " + std::to_string(status) + " Any\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n" + std::string(fields) + "\r\n" + std::string(body));
}

bool RawBackend::Connection::waitForEnd(std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        pollfd waited{m_socket, POLLIN, 0};
        if (::poll(&waited, 1, 50) > 0 && !receive())
            return true;
    }
    return false;
}

void RawBackend::Connection::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

RawBackend::RawBackend(std::string body)
    : RawBackend([body = std::move(body)](Connection &connection) {
        Request request;
        while (connection.read(request) && connection.answer(200, request.method == "HEAD" ? "" : body)) { }
    })
{
}

RawBackend::RawBackend(Script script, std::uint16_t port)
    : m_script(std::move(script))
{
    m_listener = listenOnLoopback(1024, m_port = port);
    m_acceptor = std::thread([this] { acceptAll(); });
}

RawBackend::~RawBackend()
{
    stop();
}

std::string RawBackend::address() const
{
    return "127.0.0.1:" + std::to_string(m_port);
}

std::vector<RawBackend::Request> RawBackend::requests() const
{
    const std::scoped_lock lock{m_mutex};
    return m_requests;
}

void RawBackend::acceptAll()
{
    while (!m_stopping) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            break;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::scoped_lock lock{m_mutex};
        m_sockets.push_back(socket);
        const int number = m_accepted++;
        ++m_open;
        m_threads.emplace_back([this, socket, number] {
            {
                Connection connection{socket, number, *this};
                m_script(connection);
            }
            const std::scoped_lock closing{m_mutex};
            std::erase(m_sockets, socket);
            ::close(socket);
            --m_open;
        });
    }
}

void RawBackend::stop()
{
    if (m_stopping.exchange(true))
        return;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    {
        const std::scoped_lock lock{m_mutex};
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

FullListener::FullListener()
{
    m_sockets.push_back(listenOnLoopback(0, m_port));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(m_port);
    // The queue of a backlog of 0 holds one connection; what comes behind it stays without an answer.
    for (int i = 0; i < 4; ++i) {
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        ::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address);
        m_sockets.push_back(client);
    }
}

FullListener::~FullListener()
{
    for (const int socket : m_sockets)
        ::close(socket);
}

std::string FullListener::address() const
{
    return "127.0.0.1:" + std::to_string(m_port);
}

bool becomesTrue(const std::function<bool()> &condition, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        ::poll(nullptr, 0, 2);
    }
    return true;
}

} // namespace gatehouse::test
