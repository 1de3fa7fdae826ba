#include "core/gateway/smallconnection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace gatehouse {

namespace {

constexpr std::size_t ReadSize = 32 * 1024;
/// A client that goes on sending behind a refusal is listened to for this long, so that it can read the
/// answer.
constexpr std::chrono::milliseconds LingerTime{2'000};

std::string dateNow()
{
    const std::time_t now = std::time(nullptr);
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
}

const char *codeFor(int status)
{
    switch (status) {
    case 414:
        return "uri_too_long";
    case 431:
        return "headers_too_large";
    case 501:
        return "not_implemented";
    case 505:
        return "version_not_supported";
    }
    return "bad_request";
}

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

SmallConnection::SmallConnection(std::shared_ptr<const Shared> shared, Socket socket)
    : m_shared(std::move(shared))
    , m_socket(std::move(socket))
    , m_timer(m_socket.get_executor())
    , m_parser(m_shared->limits.head)
{
}

void SmallConnection::start()
{
    boost::system::error_code ignored;
    m_socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    arm(m_shared->limits.progress);
    read();
}

void SmallConnection::close()
{
    if (m_closed)
        return;
    m_closed = true;
    m_exchange.store(0);
    boost::system::error_code ignored;
    m_timer.cancel();
    m_socket.close(ignored);
    m_shared->gone(this);
}

void SmallConnection::arm(std::chrono::milliseconds limit)
{
    m_timer.expires_after(limit);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code code) {
        // A timer that was set anew while its old end was already queued is not over.
        if (!code && self->m_timer.expiry() <= std::chrono::steady_clock::now())
            self->close();
    });
}

void SmallConnection::read()
{
    if (m_reading || m_closed)
        return;
    m_reading = true;
    m_buffer.resize(ReadSize);
    m_socket.async_read_some(boost::asio::buffer(m_buffer),
                             [self = shared_from_this()](auto code, std::size_t count) {
                                 self->m_in.append(self->m_buffer.data(), count);
                                 self->onRead(code, count);
                             });
}

void SmallConnection::onRead(boost::system::error_code code, std::size_t count)
{
    m_reading = false;
    if (m_closed)
        return;
    if (code || count == 0) {
        // A client may end its side and still wait for the answer; one that reads a stream is gone.
        m_keepAlive = false;
        const bool waits =
            code == boost::asio::error::eof && m_state == State::Answering && (!m_answered || m_ended);
        if (!waits)
            close();
        return;
    }
    process();
}

void SmallConnection::process()
{
    switch (m_state) {
    case State::Head:
        processHead();
        break;
    case State::Body:
        processBody();
        break;
    case State::Answering:
        watchForEnd();
        break;
    case State::Lingering:
        m_in.clear();
        read();
        break;
    }
}

void SmallConnection::watchForEnd()
{
    // While a request is being answered the client is only watched for its end; what it sends ahead is
    // bounded.
    if (m_in.size() < ReadSize)
        read();
}

void SmallConnection::processHead()
{
    switch (m_parser.parse(m_in)) {
    case ParseStatus::NeedMore:
        if (!m_headBegun && !m_in.empty()) {
            m_headBegun = true; // the time for a head is not given anew with each byte
            arm(m_shared->limits.progress);
        }
        read();
        return;
    case ParseStatus::Failed: {
        const int status = statusFor(m_parser.fault());
        refuse(errorResponse(status, codeFor(status), describe(m_parser.fault())));
        return;
    }
    case ParseStatus::Done:
        admit(m_parser.head());
        return;
    }
}

void SmallConnection::admit(const RequestHead &head)
{
    const char *bytes = m_in.data();
    m_request = {};
    m_request.method = head.methodText.in(bytes);
    m_request.path = head.path.in(bytes);
    m_request.query = head.query.in(bytes);
    if (m_request.path.empty())
        m_request.path = "/";
    for (const HeadField &field : head.fields)
        m_request.headers.emplace_back(field.name.in(bytes), field.value.in(bytes));
    m_keepAlive = head.keepAlive;
    m_isHead = head.method == Method::Head;
    m_http10 = head.minorVersion == 0;
    m_chunkedBody = head.framing == Framing::Chunked;
    m_bodyLeft = head.framing == Framing::Length ? head.contentLength : 0;
    const bool expectsContinue = head.expectsContinue;
    m_in.erase(0, head.headLength);
    m_parser.reset();
    m_headBegun = false;

    const std::variant<std::uint64_t, WebResponse> verdict = m_shared->admit(m_request);
    if (const auto *refusal = std::get_if<WebResponse>(&verdict)) {
        refuse(*refusal);
        return;
    }
    m_bodyLimit = std::get<std::uint64_t>(verdict);
    if (m_bodyLeft > m_bodyLimit) {
        refuse(errorResponse(413, "body_too_large",
                             fmt::format("a body of at most {} bytes is taken here", m_bodyLimit)));
        return;
    }
    if (!m_chunkedBody && m_bodyLeft == 0) {
        dispatch();
        return;
    }
    m_state = State::Body;
    m_chunks.reset();
    arm(m_shared->limits.progress);
    if (expectsContinue && m_in.empty())
        queue("HTTP/1.1 100 Continue\r\n\r\n");
    processBody();
}

void SmallConnection::processBody()
{
    arm(m_shared->limits.progress);
    if (m_chunkedBody) {
        takeChunks();
        return;
    }
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, m_in.size()));
    m_request.body.append(m_in, 0, taken);
    m_in.erase(0, taken);
    m_bodyLeft -= taken;
    if (m_bodyLeft == 0)
        dispatch();
    else
        read();
}

void SmallConnection::takeChunks()
{
    const ChunkDecoder::Step step = m_chunks.decode(m_in.data(), m_in.size());
    m_request.body.append(m_in, 0, step.payload);
    m_in.erase(0, step.consumed);
    if (m_chunks.hasFailed())
        refuse(errorResponse(400, "bad_request", describe(m_chunks.fault())));
    else if (m_request.body.size() > m_bodyLimit)
        refuse(errorResponse(413, "body_too_large",
                             fmt::format("a body of at most {} bytes is taken here", m_bodyLimit)));
    else if (m_chunks.isDone())
        dispatch();
    else
        read();
}

void SmallConnection::dispatch()
{
    m_state = State::Answering;
    m_timer.cancel();
    m_answered = false;
    m_ended = false;
    m_exchange.store(++m_sequence);
    watchForEnd();
    m_shared->handle(
        std::make_shared<SmallExchange>(weak_from_this(), m_shared->loop, std::move(m_request), m_sequence));
}

void SmallConnection::refuse(const WebResponse &response)
{
    // What the client still sends belongs to the refused message, so there is no next one.
    m_keepAlive = false;
    m_state = State::Answering;
    m_answered = true;
    m_ended = true;
    std::string bytes = headText(response, response.body.size());
    if (!m_isHead)
        bytes += response.body;
    queue(std::move(bytes));
}

std::string SmallConnection::headText(const WebResponse &response, std::optional<std::uint64_t> length)
{
    std::string text = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                                   reasonPhrase(response.status), dateNow());
    for (const auto &[name, value] : response.headers) {
        if (isToken(name) && isFieldValue(value))
            text += fmt::format("{}: {}\r\n", name, value);
    }
    m_chunkedAnswer = false;
    if (length && !hasNoBody(response.status)) {
        text += fmt::format("Content-Length: {}\r\n", *length);
    } else if (!length && m_http10) {
        m_keepAlive = false;
    } else if (!length) {
        m_chunkedAnswer = true;
        text += "Transfer-Encoding: chunked\r\n";
    }
    text +=
        m_keepAlive ? (m_http10 ? "Connection: keep-alive\r\n\r\n" : "\r\n") : "Connection: close\r\n\r\n";
    return text;
}

void SmallConnection::respond(std::uint64_t exchange, const WebResponse &response)
{
    if (!isCurrent(exchange) || m_answered)
        return;
    m_answered = true;
    m_ended = true;
    std::string bytes = headText(response, response.body.size());
    if (!m_isHead && !hasNoBody(response.status))
        bytes += response.body;
    queue(std::move(bytes));
}

void SmallConnection::begin(std::uint64_t exchange, const WebResponse &head,
                            std::optional<std::uint64_t> length)
{
    if (!isCurrent(exchange) || m_answered)
        return;
    m_answered = true;
    queue(headText(head, length));
}

void SmallConnection::write(std::uint64_t exchange, std::string piece)
{
    if (!isCurrent(exchange) || !m_answered || m_ended || piece.empty() || m_isHead)
        return;
    if (m_chunkedAnswer)
        piece = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    queue(std::move(piece));
}

void SmallConnection::end(std::uint64_t exchange)
{
    if (!isCurrent(exchange) || !m_answered || m_ended)
        return;
    m_ended = true;
    if (m_chunkedAnswer && !m_isHead)
        queue("0\r\n\r\n");
    else if (m_out.empty())
        finishAnswer();
}

void SmallConnection::abort(std::uint64_t exchange)
{
    if (isCurrent(exchange) && !m_ended)
        close();
}

void SmallConnection::queue(std::string bytes)
{
    m_backlog += bytes.size();
    m_out.push_back(std::move(bytes));
    // A whole answer may be large; a stream whose reader does not keep up is cut off.
    if (!m_ended && m_backlog > m_shared->limits.backlog) {
        close();
        return;
    }
    if (m_out.size() == 1)
        flush();
}

void SmallConnection::flush()
{
    arm(m_shared->limits.progress);
    boost::asio::async_write(
        m_socket, boost::asio::buffer(m_out.front()),
        // A slow but steady reader of a large answer is no stalled one: the timer starts anew with each
        // piece.
        [self = shared_from_this()](boost::system::error_code code, std::size_t) -> std::size_t {
            if (code)
                return 0;
            self->arm(self->m_shared->limits.progress);
            return ReadSize;
        },
        [self = shared_from_this()](boost::system::error_code code, std::size_t) { self->onWritten(code); });
}

void SmallConnection::onWritten(boost::system::error_code code)
{
    if (m_closed)
        return;
    if (code) {
        close();
        return;
    }
    m_backlog -= m_out.front().size();
    m_out.pop_front();
    if (!m_out.empty()) {
        flush();
        return;
    }
    if (m_state == State::Body)
        return; // that was the 100 Continue; the body's own timer runs
    if (m_ended)
        finishAnswer();
    else
        m_timer.cancel(); // a stream may rest
}

void SmallConnection::finishAnswer()
{
    m_exchange.store(0);
    m_isHead = false;
    if (!m_keepAlive) {
        linger();
        return;
    }
    m_state = State::Head;
    arm(m_shared->limits.idle);
    processHead();
}

void SmallConnection::linger()
{
    m_state = State::Lingering;
    boost::system::error_code ignored;
    m_socket.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    arm(LingerTime);
    m_in.clear();
    read();
}

} // namespace gatehouse
