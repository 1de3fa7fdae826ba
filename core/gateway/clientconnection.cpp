#include "core/gateway/clientconnection.h"

#include "core/gateway/worker.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

/// How long a connection may stay without a request.
constexpr auto IdleLimit = 60s;
/// How long a head may take from its first byte on.
constexpr auto HeadLimit = 30s;
/// After so long without a request the buffer is given back.
constexpr auto LongRest = 5s;
/// How long, and how much, is read and dropped behind the last answer, so that the client gets to read it.
constexpr auto LingerLimit = 2s;
constexpr std::size_t LingerBytes = 1024 * 1024;
/// Requests that one client has sent ahead are served so many at a time, then the others have their turn.
constexpr int RequestsATurn = 8;

Refusal refusalFor(HttpFault fault)
{
    switch (statusFor(fault)) {
    case 414:
        return Refusal::TargetTooLong;
    case 431:
        return Refusal::HeadTooLarge;
    case 501:
        return Refusal::NotImplemented;
    case 505:
        return Refusal::VersionNotSupported;
    default:
        return Refusal::BadRequest;
    }
}

} // namespace

ClientConnection::ClientConnection(Worker &worker)
    : m_worker(worker)
    , m_stream(worker.loop(), *this)
    , m_exchange(worker, *this)
{
}

void ClientConnection::start(std::shared_ptr<ListenerSite> site, const TcpEndpoint &peer)
{
    m_site = std::move(site);
    m_peer = peer.address();
    if (m_peer.is_v6() && m_peer.to_v6().is_v4_mapped())
        m_peer = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, m_peer.to_v6());
    m_peerText = m_peer.to_string();
    m_parser.reset();
    m_stream.accepted();
    m_worker.opened(*this);
    expectRequest();
}

void ClientConnection::release()
{
    if (--m_references > 0)
        return;
    m_input.release();
    m_body.release();
    m_site.reset();
    m_worker.recycle(*this);
}

void ClientConnection::expectRequest()
{
    m_state = State::Idle;
    m_deadline = m_worker.loop().now() + IdleLimit;
    m_worker.loop().set(m_timer, m_worker.loop().now() + LongRest);
    readInput();
}

void ClientConnection::readInput()
{
    if (m_stream.isReading())
        return;
    if (!m_input) {
        m_input = m_worker.loop().buffers().small();
    } else if (m_input.isEmpty()) {
        m_input.clear();
    } else if (m_input.spaceSize() == 0 && m_state == State::Head) {
        if (m_input.size() == m_input.capacity()) {
            Buffer larger = m_worker.loop().buffers().large();
            larger.append(m_input.content());
            m_input = std::move(larger);
        }
        m_input.compact();
    }
    if (m_input.spaceSize() == 0)
        return;
    m_reading = Reading::Input;
    m_stream.read(m_input.space(), m_input.spaceSize());
}

void ClientConnection::readBody(std::size_t limit)
{
    if (m_stream.isReading())
        return;
    if (!m_body)
        m_body = m_worker.loop().buffers().large();
    m_body.clear();
    m_reading = Reading::Body;
    m_stream.read(m_body.space(), std::min(limit, m_body.spaceSize()));
}

void ClientConnection::watch()
{
    readInput();
}

void ClientConnection::streamRead(std::size_t bytes)
{
    switch (std::exchange(m_reading, Reading::Nothing)) {
    case Reading::Body:
        m_body.commit(bytes);
        if (m_state == State::Exchange)
            m_exchange.clientRead();
        else
            lingered(bytes);
        return;
    case Reading::Input:
        m_input.commit(bytes);
        if (m_state == State::Lingering)
            return lingered(bytes);
        if (m_state == State::Exchange)
            return readInput();
        return processInput();
    case Reading::Nothing:
        return;
    }
}

void ClientConnection::processInput()
{
    m_processing = true;
    for (int served = 0; m_state == State::Idle || m_state == State::Head; ++served) {
        if (m_input.isEmpty()) {
            expectRequest();
            break;
        }
        if (served == RequestsATurn) {
            retain();
            m_worker.loop().post([this] {
                m_worker.loop().refresh();
                if (m_state == State::Idle || m_state == State::Head)
                    processInput();
                release();
            });
            break;
        }
        if (!parseOne())
            break;
    }
    m_processing = false;
}

/// Takes one request off the input. False: there is none yet, or none will come.
bool ClientConnection::parseOne()
{
    switch (m_parser.parse(m_input.content())) {
    case ParseStatus::NeedMore:
        if (m_state == State::Idle) {
            m_state = State::Head;
            m_deadline = m_worker.loop().now() + HeadLimit;
            m_worker.loop().set(m_timer, m_deadline);
        }
        readInput();
        return false;
    case ParseStatus::Failed:
        m_state = State::Exchange;
        m_exchange.refuseHead(refusalFor(m_parser.fault()), describe(m_parser.fault()));
        return false;
    case ParseStatus::Done:
        break;
    }
    m_state = State::Exchange;
    m_exchange.begin();
    return true;
}

void ClientConnection::exchangeDone(std::size_t consumed, bool keepAlive)
{
    m_input.consume(consumed);
    if (!keepAlive)
        return linger();
    m_state = State::Idle;
    m_parser.reset();
    if (!m_body.isEmpty() && !m_stream.isReading()) {
        // What came behind a chunked body is the next request; nothing can stand in the input then.
        m_input = std::move(m_body);
    }
    if (!m_stream.isReading())
        m_body.release();
    if (m_processing)
        return;
    processInput();
}

/// The last answer is sent. Closing now, with bytes unread, would make the client's system drop that answer;
/// so what still comes is read for a while.
void ClientConnection::linger()
{
    const bool clientCloses = m_parser.head().headLength > 0 && !m_parser.head().keepAlive;
    if (clientCloses && m_input.isEmpty())
        return close();
    m_state = State::Lingering;
    m_lingered = 0;
    m_input.consume(m_input.size());
    m_stream.finishSending();
    m_deadline = m_worker.loop().now() + LingerLimit;
    m_worker.loop().set(m_timer, m_deadline);
    lingered(0);
}

void ClientConnection::lingered(std::size_t bytes)
{
    m_lingered += bytes;
    if (m_lingered > LingerBytes)
        return close();
    m_input.consume(m_input.size());
    m_body.clear();
    readInput();
}

void ClientConnection::timerExpired()
{
    const SteadyTime now = m_worker.loop().now();
    if (m_state == State::Exchange || m_state == State::Closed)
        return;
    if (now >= m_deadline)
        return close();
    // Idle for a while: goes on in streamReadCancelled().
    if (m_state == State::Idle && m_input)
        m_stream.cancelRead();
    m_worker.loop().set(m_timer, m_deadline);
}

void ClientConnection::streamReadCancelled()
{
    m_reading = Reading::Nothing;
    if (m_state != State::Idle)
        return readInput();
    m_input.release();
    m_stream.waitReadable();
}

void ClientConnection::streamReadable()
{
    readInput();
}

void ClientConnection::streamEnded(StreamEnd)
{
    if (m_state == State::Exchange)
        abort();
    else
        close();
}

void ClientConnection::streamDrained()
{
    if (m_state == State::Exchange)
        m_exchange.clientDrained();
}

void ClientConnection::streamNotSent()
{
    abort();
}

void ClientConnection::abort()
{
    if (m_state == State::Closed)
        return;
    m_exchange.cancel();
    m_stream.reset();
    close();
}

void ClientConnection::close()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_timer.cancel();
    m_stream.close();
    m_worker.closed(*this);
}

bool ClientConnection::mayGoOn() const
{
    return m_site->index != ListenerSite::Gone;
}

void ClientConnection::closeIfIdle()
{
    if (m_state != State::Idle || !m_input.isEmpty())
        return;
    // A request that has arrived but was not read yet is still served.
    boost::system::error_code error;
    if (m_stream.socket().available(error) == 0 || error)
        close();
}

} // namespace gatehouse
