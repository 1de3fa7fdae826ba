#include "tests/support/scriptedbackend.h"

#include <fmt/format.h>

#include <QtCore/QtGlobal>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

/// Reads from a connection and keeps what is beyond the end of a request.
class Reader
{
public:
    explicit Reader(int socket)
        : m_socket(socket)
    {
    }

    std::optional<ScriptedBackend::Request> next()
    {
        const std::optional<std::string> head = readUntil("\r\n\r\n");
        if (!head)
            return std::nullopt;
        ScriptedBackend::Request request;
        std::string_view rest = *head;
        const std::string_view first = line(rest);
        const std::size_t space = first.find(' ');
        request.method = first.substr(0, space);
        request.target = first.substr(space + 1, first.rfind(' ') - space - 1);
        while (!rest.empty()) {
            const std::string_view field = line(rest);
            const std::size_t colon = field.find(':');
            if (colon == std::string_view::npos)
                continue;
            std::string name(field.substr(0, colon));
            std::transform(name.begin(), name.end(), name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            const std::size_t start = field.find_first_not_of(' ', colon + 1);
            request.headers.emplace_back(std::move(name),
                                         start == std::string_view::npos ? std::string()
                                                                         : std::string(field.substr(start)));
        }
        return readBody(request) ? std::optional(std::move(request)) : std::nullopt;
    }

private:
    static std::string_view line(std::string_view &text)
    {
        const std::size_t end = std::min(text.find("\r\n"), text.size());
        const std::string_view result = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        return result;
    }

    bool readBody(ScriptedBackend::Request &request)
    {
        if (const std::string length = request.header("content-length"); !length.empty()) {
            const std::size_t size = std::stoul(length);
            while (m_in.size() < size) {
                if (!receive())
                    return false;
            }
            request.body = m_in.substr(0, size);
            m_in.erase(0, size);
        }
        if (request.header("transfer-encoding") == "chunked") {
            while (true) {
                const auto size = readUntil("\r\n");
                if (!size)
                    return false;
                const auto chunk = readExactly(std::stoul(*size, nullptr, 16) + 2);
                if (!chunk)
                    return false;
                if (chunk->size() == 2)
                    return true;
                request.body += chunk->substr(0, chunk->size() - 2);
            }
        }
        return true;
    }

    std::optional<std::string> readExactly(std::size_t size)
    {
        while (m_in.size() < size) {
            if (!receive())
                return std::nullopt;
        }
        std::string text = m_in.substr(0, size);
        m_in.erase(0, size);
        return text;
    }

    std::optional<std::string> readUntil(std::string_view end)
    {
        std::size_t at = std::string::npos;
        while ((at = m_in.find(end)) == std::string::npos) {
            if (!receive())
                return std::nullopt;
        }
        std::string text = m_in.substr(0, at);
        m_in.erase(0, at + end.size());
        return text;
    }

    bool receive()
    {
        char buffer[16384];
        const ssize_t got = recv(m_socket, buffer, sizeof buffer, 0);
        if (got <= 0)
            return false;
        m_in.append(buffer, static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    std::string m_in;
};

bool sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

std::string ScriptedBackend::Request::header(const std::string &name) const
{
    std::string value;
    for (const auto &[key, text] : headers) {
        if (key == name)
            value = text;
    }
    return value;
}

ScriptedBackend::ScriptedBackend(Script script)
    : m_script(std::move(script))
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(m_listener, generic, size) != 0 || listen(m_listener, 128) != 0
        || getsockname(m_listener, generic, &size) != 0)
        qFatal("no loopback port is free");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

ScriptedBackend::~ScriptedBackend()
{
    m_ends = true;
    shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    close(m_listener);
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
}

void ScriptedBackend::accept()
{
    while (!m_ends) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void ScriptedBackend::serve(int socket)
{
    Reader reader(socket);
    while (const auto request = reader.next()) {
        if (!answer(socket, *request))
            break;
    }
    const std::lock_guard lock(m_mutex);
    m_sockets.erase(std::find(m_sockets.begin(), m_sockets.end(), socket));
    close(socket);
}

bool ScriptedBackend::answer(int socket, const Request &request)
{
    if (request.target == "/health")
        return sendAll(
            socket,
            fmt::format("HTTP/1.1 {}\r\nContent-Length: 0\r\n\r\n", m_healthy ? "200 OK" : "500 Ill"));
    const int active = ++m_active;
    int before = m_highWater;
    while (active > before && !m_highWater.compare_exchange_weak(before, active)) { }
    Reply reply{200, request.method + ' ' + request.target};
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
        if (m_script)
            reply = m_script(request);
    }
    for (auto left = reply.delay; left.count() > 0 && !m_ends; left -= std::chrono::milliseconds(5))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --m_active;
    if (reply.cut || m_ends)
        return false;
    std::string text =
        fmt::format("HTTP/1.1 {} Scripted\r\nContent-Length: {}\r\n", reply.status, reply.body.size());
    for (const auto &[name, value] : reply.headers)
        text += fmt::format("{}: {}\r\n", name, value);
    return sendAll(socket, text + "\r\n" + (request.method == "HEAD" ? std::string() : reply.body));
}

void ScriptedBackend::setScript(Script script)
{
    const std::lock_guard lock(m_mutex);
    m_script = std::move(script);
}

std::vector<ScriptedBackend::Request> ScriptedBackend::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void ScriptedBackend::forget()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
    m_highWater = 0;
}

} // namespace gatehouse::test
