#include "core/gateway/exchange.h"

#include "core/gateway/clientconnection.h"
#include "core/gateway/forwardhead.h"
#include "core/gateway/worker.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

/// Bodies up to this size go out in one piece with their head: copying them costs less than a second piece.
constexpr std::size_t CopiedWithHead = 8 * 1024;
constexpr unsigned MostInterims = 16;

/// What goes out behind a piece of a chunked body.
std::string_view chunkEnd(std::string_view payload, bool isLast)
{
    if (payload.empty())
        return isLast ? ChunkLine::Last : std::string_view{};
    return isLast ? ChunkLine::EndAndLast : ChunkLine::End;
}

} // namespace

void Exchange::retainCall()
{
    m_client.retain();
}

void Exchange::releaseCall()
{
    m_client.release();
}

void Exchange::callRefused(Refusal refusal, std::string_view message, std::optional<Milliseconds> retryAfter)
{
    if (!retryAfter)
        return refuse(refusal, message);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*retryAfter).count();
    refuse(refusal, message, {{"Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1))}});
}

void Exchange::callNotConnected(Refusal refusal, std::string_view message)
{
    failed(refusal, FailureKind::Connect, message);
}

void Exchange::callReady()
{
    const SteadyTime now = m_worker.loop().now();
    m_progress = now;
    if (const auto limit = m_service->settings.timeouts.perTry; limit && limit->count() > 0)
        m_tryDeadline = now + *limit;
    setTimer();
    switch (sendHead()) {
    case Stream::Sent::Failed:
        return callNotSent();
    case Stream::Sent::Partly:
        m_sendsBody = true;
        break;
    case Stream::Sent::All:
        m_sendsBody = true;
        sendBody();
        break;
    }
    if (m_phase != Phase::Calling)
        return;
    m_call.connection().read();
}

/// Sends the head with what has already come of the body.
Stream::Sent Exchange::sendHead()
{
    const RequestHead &head = m_client.head();
    const std::string &host = m_route->rewrite.host();
    std::string &scratch = m_worker.loop().scratch();
    scratch.clear();
    appendRequestHead(scratch,
                      {head, m_base, m_upstreamPath,
                       host.empty() ? head.authority.in(m_base) : std::string_view(host), m_client.peerText(),
                       proto(), m_worker.gateway(), m_requestId, m_route->requestChanges, m_identity});
    const std::string_view payload{m_base + head.headLength, m_earlyPayload};
    std::string_view behind;
    if (head.framing == Framing::Chunked) {
        if (!payload.empty())
            scratch += ChunkLine(payload.size()).text();
        behind = chunkEnd(payload, m_requestBody.isDone());
    }
    Stream &stream = m_call.connection().stream();
    if (payload.size() > CopiedWithHead)
        return stream.send({scratch, payload, behind});
    scratch += payload;
    scratch += behind;
    return stream.send({scratch});
}

/// The upstream takes more of the request: whatever has been handed over so far is gone.
void Exchange::sendBody()
{
    if (m_requestSent || !m_sendsBody)
        return;
    if (m_requestBody.isDone())
        return requestSent();
    if (m_client.head().expectsContinue && !m_continued && m_requestBody.received() == 0) {
        m_continued = true;
        if (m_client.stream().send({"HTTP/1.1 100 Continue\r\n\r\n"}) == Stream::Sent::Failed)
            return m_client.abort();
    }
    m_client.readBody(m_requestBody.readable(BufferPool::Large));
}

void Exchange::requestSent()
{
    m_requestSent = true;
    m_sendsBody = false;
    m_call.noteSent();
    m_client.watch();
}

void Exchange::clientRead()
{
    Buffer &body = m_client.body();
    m_progress = m_worker.loop().now();
    if (!m_sendsBody) {
        // The upstream has answered, or failed, without waiting for the rest.
        body.clear();
        return;
    }
    const BodyReader::Step step = m_requestBody.take(body.data(), body.size());
    if (m_requestBody.hasFailed())
        return spoilt(Refusal::BadRequest, describe(m_requestBody.fault()));
    if (isTooLarge())
        return spoilt(Refusal::BodyTooLarge, "The body is larger than the route allows.");
    const std::string_view payload{body.data(), step.payload};
    Stream &stream = m_call.connection().stream();
    Stream::Sent sent = Stream::Sent::All;
    if (m_client.head().framing != Framing::Chunked)
        sent = stream.send({payload});
    else if (!payload.empty())
        sent = stream.send({ChunkLine(payload.size()).text(), payload,
                            m_requestBody.isDone() ? ChunkLine::EndAndLast : ChunkLine::End});
    else if (m_requestBody.isDone())
        sent = stream.send({ChunkLine::Last});
    body.consume(step.consumed);
    if (m_requestBody.isDone())
        startRequestTime();
    if (sent == Stream::Sent::Failed)
        return callNotSent();
    if (sent == Stream::Sent::All)
        sendBody();
}

void Exchange::callDrained()
{
    m_progress = m_worker.loop().now();
    sendBody();
}

void Exchange::callNotSent()
{
    // The upstream may have answered before it closed: what it said is read, what it did not take is dropped.
    m_sendsBody = false;
    if (m_status == 0 && !sendAgain())
        m_call.connection().read();
}

/// A connection that was kept from an earlier request may be closed by the upstream just when it is used
/// again. What may be repeated without harm, and is still here as a whole, goes once over a fresh one.
bool Exchange::sendAgain()
{
    UpstreamConnection &connection = m_call.connection();
    const bool untouched = connection.input().isEmpty() && !connection.parser().hasBegun();
    if (m_replayed || !connection.isReused() || !untouched || !m_client.head().isIdempotent()
        || !m_requestBody.isDone() || m_requestBody.received() != m_earlyPayload)
        return false;
    m_replayed = true;
    m_requestSent = false;
    m_sendsBody = false;
    if (!m_call.reconnect())
        failed(Refusal::UpstreamError, FailureKind::Reset, "The service closed the connection.");
    return true;
}

/// The service did not do its part.
void Exchange::failed(Refusal refusal, FailureKind kind, std::string_view message)
{
    m_sendsBody = false;
    m_call.end({kind, false, false});
    if (m_status != 0)
        return m_client.abort();
    refuse(refusal, message);
}

/// The client did not do its part.
void Exchange::spoilt(Refusal refusal, std::string_view message)
{
    m_sendsBody = false;
    m_keepAlive = false;
    m_call.end({{}, true, false});
    if (m_status != 0)
        return m_client.abort();
    refuse(refusal, message);
}

void Exchange::callEnded(StreamEnd end)
{
    if (m_status == 0) {
        if (!sendAgain())
            failed(Refusal::UpstreamError, FailureKind::Reset,
                   "The service closed the connection without an answer.");
        return;
    }
    if (end != StreamEnd::Closed || !m_answerBody.endsByClose())
        return failed(Refusal::UpstreamError, FailureKind::Reset, {});
    settleAnswer();
    answerSent(m_answerFraming == Framing::Chunked ? m_client.stream().send({ChunkLine::Last})
                                                   : Stream::Sent::All);
}

void Exchange::callRead()
{
    m_progress = m_worker.loop().now();
    if (m_status == 0)
        readAnswerHead();
    else
        relayAnswer();
}

void Exchange::readAnswerHead()
{
    UpstreamConnection &connection = m_call.connection();
    while (true) {
        const bool toHead = m_client.head().method == Method::Head;
        switch (connection.parser().parse(connection.input().content(), toHead)) {
        case ParseStatus::NeedMore:
            if (connection.input().spaceSize() == 0)
                connection.makeRoom();
            return connection.read();
        case ParseStatus::Failed:
            return failed(Refusal::UpstreamError, FailureKind::Reset, "The service's answer is malformed.");
        case ParseStatus::Done:
            break;
        }
        if (connection.parser().head().status >= 200)
            return startAnswer();
        if (!passInterim())
            return;
    }
}

/// An interim answer is passed on (RFC 9110, 15.2), but for 100, which the client was told by us.
bool Exchange::passInterim()
{
    UpstreamConnection &connection = m_call.connection();
    const ResponseHead &head = connection.parser().head();
    if (head.status == 101 || ++m_interims > MostInterims) {
        failed(Refusal::UpstreamError, FailureKind::Reset, "The service's answer is malformed.");
        return false;
    }
    if (head.status != 100 && m_client.head().minorVersion == 1 && !m_client.stream().isSending()) {
        static const HeaderChanges None;
        std::string &scratch = m_worker.loop().scratch();
        scratch.clear();
        appendResponseHead(scratch,
                           {head, connection.input().data(), None, Framing::None, false, false, false, {}});
        if (m_client.stream().send({scratch}) == Stream::Sent::Failed) {
            m_client.abort();
            return false;
        }
    }
    connection.input().consume(head.headLength);
    connection.parser().reset();
    return true;
}

void Exchange::startAnswer()
{
    UpstreamConnection &connection = m_call.connection();
    const ResponseHead &head = connection.parser().head();
    const RequestHead &request = m_client.head();
    m_call.noteFirstByte();
    m_status = head.status;
    m_phase = Phase::Answering;
    m_answerBody.start(head.framing, head.contentLength);
    m_answerFraming = head.framing;
    if (head.framing == Framing::Chunked || head.framing == Framing::UntilClose)
        m_answerFraming = request.minorVersion == 0 ? Framing::UntilClose : Framing::Chunked;
    m_keepAlive = m_keepAlive && m_requestSent && m_answerFraming != Framing::UntilClose
        && !m_worker.isDraining() && m_client.mayGoOn();
    // Only an answer without a body tells a length that is not its own.
    const bool told = head.find(FieldId::ContentLength) != nullptr;
    const bool keepLength = told && head.framing == Framing::None && head.status != 204;
    std::string &scratch = m_worker.loop().scratch();
    scratch.clear();
    appendResponseHead(scratch,
                       {head, connection.input().data(), m_route->responseChanges, m_answerFraming,
                        keepLength, !m_keepAlive, m_keepAlive && request.minorVersion == 0,
                        m_worker.loop().date()});
    connection.input().consume(head.headLength);
    sendAnswer(scratch);
}

void Exchange::relayAnswer()
{
    std::string &scratch = m_worker.loop().scratch();
    scratch.clear();
    sendAnswer(scratch);
}

/// Sends `head` and what stands of the answer's body in the upstream's input.
void Exchange::sendAnswer(std::string &head)
{
    Buffer &input = m_call.connection().input();
    const BodyReader::Step step = m_answerBody.take(input.data(), input.size());
    if (m_answerBody.isDone())
        settleAnswer();
    const std::string_view payload{input.data(), step.payload};
    std::string_view behind;
    if (m_answerFraming == Framing::Chunked) {
        if (!payload.empty())
            head += ChunkLine(payload.size()).text();
        behind = chunkEnd(payload, m_answerBody.isDone());
    }
    Stream::Sent sent = Stream::Sent::All;
    if (payload.size() > CopiedWithHead) {
        sent = m_client.stream().send({head, payload, behind});
    } else {
        head += payload;
        head += behind;
        if (!head.empty())
            sent = m_client.stream().send({head});
    }
    input.consume(step.consumed);
    answerSent(sent);
}

/// All of the answer is here: what is counted is counted before the client can know.
void Exchange::settleAnswer()
{
    m_sendsBody = false;
    m_call.settle({m_status >= 500 ? std::optional(FailureKind::Status5xx) : std::nullopt, false, false});
    countRoute();
}

/// A piece of the answer was handed to the client: what comes next.
void Exchange::answerSent(Stream::Sent sent)
{
    if (sent == Stream::Sent::Failed)
        return m_client.abort();
    if (m_answerBody.hasFailed())
        return failed(Refusal::UpstreamError, FailureKind::Reset, {});
    if (!m_answerBody.isDone()) {
        if (sent == Stream::Sent::All)
            m_call.connection().readLarge();
        return;
    }
    UpstreamConnection &connection = m_call.connection();
    const bool reusable =
        m_requestSent && connection.parser().head().keepAlive && connection.input().isEmpty();
    m_call.end({{}, false, reusable});
    finish(sent);
}

void Exchange::clientDrained()
{
    m_progress = m_worker.loop().now();
    if (m_phase == Phase::Draining)
        complete();
    else if (m_phase == Phase::Answering)
        m_call.connection().readLarge();
}

} // namespace gatehouse
