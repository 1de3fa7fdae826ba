#include "tests/support/httpprobe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::size_t numberOf(std::string_view text, int base)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, base);
    return number;
}

HttpAnswer headOf(std::string_view text)
{
    HttpAnswer answer;
    answer.status = static_cast<int>(numberOf(text.substr(std::min<std::size_t>(9, text.size()), 3), 10));
    for (std::size_t at = text.find("\r\n"); at != std::string_view::npos && at + 2 < text.size();) {
        const std::size_t end = text.find("\r\n", at + 2);
        const std::string_view line = text.substr(at + 2, end - at - 2);
        if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
            const std::size_t value = line.find_first_not_of(' ', colon + 1);
            answer.headers[lowerCase(std::string{line.substr(0, colon)})] =
                value == std::string_view::npos ? std::string{} : std::string{line.substr(value)};
        }
        at = end;
    }
    return answer;
}

} // namespace

HttpProbe::HttpProbe(std::string address, std::chrono::milliseconds patience)
    : m_address(std::move(address))
{
    const std::size_t colon = m_address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(numberOf(m_address.substr(colon + 1), 10)));
    inet_pton(AF_INET, m_address.substr(0, colon).c_str(), &to.sin_addr);
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval limit{patience.count() / 1'000, (patience.count() % 1'000) * 1'000};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

HttpProbe::~HttpProbe()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool HttpProbe::send(std::string_view bytes)
{
    while (!bytes.empty() && m_socket >= 0) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return m_socket >= 0;
}

bool HttpProbe::receive()
{
    if (m_socket < 0)
        return false;
    std::array<char, 65'536> buffer{};
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    m_in.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::string HttpProbe::readUntil(std::string_view end)
{
    std::size_t at = m_in.find(end);
    while (at == std::string::npos && receive())
        at = m_in.find(end);
    const std::size_t taken = at == std::string::npos ? m_in.size() : at + end.size();
    std::string text = m_in.substr(0, taken);
    m_in.erase(0, taken);
    return text;
}

std::string HttpProbe::readSome()
{
    if (m_in.empty())
        receive();
    return std::exchange(m_in, {});
}

void HttpProbe::endSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

bool HttpProbe::isClosedByServer()
{
    while (receive()) { }
    std::array<char, 1> byte{};
    return m_socket < 0 || ::recv(m_socket, byte.data(), 1, MSG_DONTWAIT) == 0 || errno == ECONNRESET;
}

HttpAnswer HttpProbe::read(std::string_view method)
{
    HttpAnswer answer;
    do {
        const std::string head = readUntil("\r\n\r\n");
        if (!head.ends_with("\r\n\r\n") || !head.starts_with("HTTP/1."))
            return {};
        answer = headOf(head);
    } while (answer.status < 200);
    if (method == "HEAD" || answer.status == 204 || answer.status == 304)
        return answer;
    if (answer.headers.contains("content-length")) {
        const std::size_t length = numberOf(answer.headers["content-length"], 10);
        while (m_in.size() < length && receive()) { }
        answer.body = m_in.substr(0, length);
        m_in.erase(0, length);
    } else if (answer.headers.contains("transfer-encoding")) {
        for (std::size_t length = 1; length > 0;) {
            const std::string line = readUntil("\r\n");
            length = numberOf(line, 16);
            while (m_in.size() < length + 2 && receive()) { }
            answer.body += m_in.substr(0, length);
            m_in.erase(0, length + 2);
        }
    } else {
        while (receive()) { }
        answer.body = std::exchange(m_in, {});
    }
    return answer;
}

HttpAnswer HttpProbe::ask(std::string_view method, std::string_view target, const HttpFields &fields,
                          std::string_view body)
{
    std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", method, target, m_address);
    for (const auto &[name, value] : fields)
        text += fmt::format("{}: {}\r\n", name, value);
    if (!body.empty() || method == "POST" || method == "PUT")
        text += fmt::format("Content-Length: {}\r\n", body.size());
    text += "\r\n";
    // A refusal may come before the body is out, so a failed send does not end the matter.
    send(text.append(body));
    return read(method);
}

HttpAnswer ask(const std::string &address, std::string_view method, std::string_view target,
               const HttpFields &fields, std::string_view body)
{
    HttpProbe probe(address);
    return probe.ask(method, target, fields, body);
}

} // namespace gatehouse::test
