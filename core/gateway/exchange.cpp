#include "core/gateway/exchange.h"

#include "core/gateway/clientconnection.h"
#include "core/gateway/worker.h"
#include "core/routing/pathnormalizer.h"
#include "core/routing/redirect.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::size_t LongestRequestId = 128;

bool isSaneRequestId(std::string_view text)
{
    const auto sane = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("-_.:+/=").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= LongestRequestId && std::all_of(text.begin(), text.end(), sane);
}

const char *describe(PathFault fault)
{
    switch (fault) {
    case PathFault::None:
        return "The path is well formed.";
    case PathFault::NotAbsolute:
        return "The path does not begin with a slash.";
    case PathFault::BadPercent:
        return "A percent sign in the path is not followed by two hexadecimal digits.";
    case PathFault::EncodedNul:
        return "The path has an encoded NUL.";
    case PathFault::RawCharacter:
        return "The path has a character that must be encoded.";
    case PathFault::EncodedSlash:
        return "The path has an encoded slash.";
    case PathFault::EncodedBackslash:
        return "The path has an encoded backslash.";
    case PathFault::AboveRoot:
        return "The path climbs above its root.";
    }
    return "The path is malformed.";
}

} // namespace

Exchange::Exchange(Worker &worker, ClientConnection &client)
    : m_worker(worker)
    , m_client(client)
    , m_call(worker, *this)
{
}

void Exchange::reset()
{
    m_phase = Phase::Deciding;
    m_route = nullptr;
    m_service = nullptr;
    m_requestId.clear();
    m_identity.clear();
    m_requestSent = false;
    m_sendsBody = false;
    m_replayed = false;
    m_continued = false;
    m_interims = 0;
    m_status = 0;
    m_counted = false;
    m_earlyPayload = 0;
    m_earlyConsumed = 0;
    m_answerFraming = Framing::None;
    m_tryDeadline = SteadyTime::max();
    m_requestDeadline = SteadyTime::max();
    m_began = m_worker.loop().now();
    m_progress = m_began;
    m_snapshot = m_worker.snapshot();
    m_worker.countRequest();
}

void Exchange::refuseHead(Refusal refusal, std::string_view message)
{
    reset();
    m_base = nullptr;
    m_keepAlive = false;
    makeRequestId();
    refuse(refusal, message);
}

void Exchange::begin()
{
    reset();
    const RequestHead &head = m_client.head();
    m_base = m_client.input().data();
    m_keepAlive = head.keepAlive;
    m_requestBody.start(head.framing, head.contentLength);
    takeRequestId();
    if (takeEarlyBody() && checkRequest())
        findRoute();
}

void Exchange::takeRequestId()
{
    const HeadField *const field = m_client.head().find(FieldId::RequestId);
    if (field && isSaneRequestId(field->value.in(m_base)))
        m_requestId = field->value.in(m_base);
    else
        makeRequestId();
}

void Exchange::makeRequestId()
{
    Random &random = m_worker.loop().random();
    static constexpr std::string_view Digits = "0123456789abcdef";
    for (int half = 0; half < 2; ++half) {
        std::uint64_t bits = random.next();
        for (int i = 0; i < 16; ++i, bits >>= 4)
            m_requestId += Digits[bits & 0xFU];
    }
}

/// Takes what has already come of the body off its framing, where it lies.
bool Exchange::takeEarlyBody()
{
    Buffer &input = m_client.input();
    const std::size_t headLength = m_client.head().headLength;
    const BodyReader::Step step = m_requestBody.take(input.data() + headLength, input.size() - headLength);
    m_earlyPayload = step.payload;
    m_earlyConsumed = step.consumed;
    if (!m_requestBody.hasFailed())
        return true;
    m_keepAlive = false;
    refuse(Refusal::BadRequest, describe(m_requestBody.fault()));
    return false;
}

/// What is asked of every request, whatever its route.
bool Exchange::checkRequest()
{
    const RequestHead &head = m_client.head();
    if (head.unknownExpectation) {
        refuse(Refusal::ExpectationFailed, "The only expectation that can be met is 100-continue.");
        return false;
    }
    const HeadField *upgrade = head.upgrade ? head.find(FieldId::Upgrade) : nullptr;
    if (upgrade && equalsIgnoringCase(upgrade->value.in(m_base), "websocket")) {
        m_keepAlive = false;
        refuse(Refusal::NotImplemented, "Connections cannot be upgraded to WebSocket here.");
        return false;
    }
    return true;
}

HeaderList Exchange::headers() const
{
    return {this, m_client.head().fields.size(), [](const void *owner, std::size_t index) {
                const auto *exchange = static_cast<const Exchange *>(owner);
                const HeadField &field = exchange->m_client.head().fields[index];
                return HeaderField{field.name.in(exchange->m_base), field.value.in(exchange->m_base)};
            }};
}

void Exchange::findRoute()
{
    const RequestHead &head = m_client.head();
    const SnapshotListener *const place = listener();
    if (head.form == TargetForm::Asterisk)
        return refuse(Refusal::NoRoute, "No route matches the request.");
    const std::string_view raw = head.path.length == 0 ? std::string_view("/") : head.path.in(m_base);
    const bool keepSlashes = place && place->keepEncodedSlashes;
    const NormalizedPath normalized = normalizePath(raw, keepSlashes, m_pathScratch);
    if (!normalized.isValid())
        return refuse(Refusal::BadRequest, describe(normalized.fault));

    m_path = normalized.path;
    RequestView view;
    view.method = head.methodText.in(m_base);
    view.host = head.authority.in(m_base);
    view.path = m_path;
    view.query = head.query.in(m_base);
    view.headers = headers();
    view.listener = place ? m_client.site().index : RequestView::NoListener;
    const MatchResult match = m_snapshot->table.match(view, m_worker.matchScratch());
    if (match.outcome != MatchOutcome::Found)
        return refuseUnrouted(match);

    m_route = m_snapshot->routes[match.route].get();
    act(match.parameters);
}

void Exchange::refuseUnrouted(const MatchResult &match)
{
    if (match.outcome == MatchOutcome::NoRoute)
        return refuse(Refusal::NoRoute, "No route matches the request.");
    std::string allowed;
    for (const std::string_view method : match.allowed) {
        allowed += allowed.empty() ? "" : ", ";
        allowed += method;
    }
    refuse(Refusal::MethodNotAllowed, "The path is served, but not with this method.", {{"Allow", allowed}});
}

bool Exchange::isTooLarge() const
{
    const std::uint64_t limit = m_route->settings.maxBodySize;
    return limit > 0 && std::max(m_client.head().contentLength, m_requestBody.received()) > limit;
}

void Exchange::act(std::span<const PathParameter> parameters)
{
    // The rewritten path is made first: parameters stand in memory that the next match uses.
    m_upstreamPath = m_route->rewrite.path(m_path, parameters, m_rewriteScratch);
    if (!passesAddressLists() || !authenticate())
        return;
    if (isTooLarge())
        return refuse(Refusal::BodyTooLarge, "The body is larger than the route allows.");
    if (m_route->answer)
        return answer(*m_route->answer);
    if (m_route->redirect)
        return redirect(*m_route->redirect);
    const auto target = m_route->chooser->next();
    if (!target)
        return refuse(Refusal::NoEndpoint, "The route has no service with a weight.");
    m_service = m_route->services[*target].get();
    m_phase = Phase::Calling;
    if (m_requestBody.isDone()) {
        startRequestTime();
        m_client.watch();
    }
    m_call.begin(*m_service);
}

void Exchange::answer(const SnapshotAnswer &answer)
{
    sendOwn(answer.status, answer.fields, answer.body);
}

void Exchange::redirect(const Redirect &redirect)
{
    const RequestHead &head = m_client.head();
    const Fields fields{
        {"Location",
         redirectLocation(redirect, proto(), head.authority.in(m_base), m_path, head.query.in(m_base))}};
    sendOwn(redirect.status, fields, {});
}

void Exchange::refuse(Refusal refusal, std::string_view message, const Fields &fields)
{
    Fields all{{"Content-Type", "application/json"}};
    all.insert(all.end(), fields.begin(), fields.end());
    const std::string_view route = m_route ? m_route->settings.name.view() : std::string_view{};
    sendOwn(statusOf(refusal), all, refusalBody(refusal, message, route, m_requestId));
}

/// Sends an answer of our own. A body that the client has not finished sending is not waited for.
void Exchange::sendOwn(int status, std::span<const std::pair<std::string, std::string>> fields,
                       std::string_view body)
{
    m_status = status;
    countRoute();
    m_keepAlive = m_keepAlive && m_requestBody.isDone() && !m_worker.isDraining() && m_client.mayGoOn();
    OwnAnswer own;
    own.status = status;
    own.fields = fields;
    own.body = body;
    own.date = m_worker.loop().date();
    own.answersHead = m_base && m_client.head().method == Method::Head;
    own.close = !m_keepAlive;
    own.sayKeepAlive = m_keepAlive && m_client.head().minorVersion == 0;
    std::string &scratch = m_worker.loop().scratch();
    scratch.clear();
    appendOwnAnswer(scratch, own);
    finish(m_client.stream().send({scratch}));
}

/// The last of the answer was handed to the client's stream.
void Exchange::finish(Stream::Sent sent)
{
    m_timer.cancel();
    switch (sent) {
    case Stream::Sent::All:
        return complete();
    case Stream::Sent::Partly:
        m_phase = Phase::Draining;
        m_progress = m_worker.loop().now();
        return setTimer();
    case Stream::Sent::Failed:
        m_client.abort();
        return;
    }
}

void Exchange::complete()
{
    m_timer.cancel();
    m_phase = Phase::None;
    m_snapshot.reset();
    const std::size_t consumed = m_base ? m_client.head().headLength + m_earlyConsumed : 0;
    m_client.exchangeDone(consumed, m_keepAlive);
}

void Exchange::countRoute()
{
    if (!m_route || m_counted)
        return;
    m_counted = true;
    const SteadyTime now = m_worker.loop().now();
    m_route->state->record(m_worker.loop().index(), m_status,
                           std::chrono::duration_cast<std::chrono::microseconds>(now - m_began), now);
}

void Exchange::cancel()
{
    // As others count it: the client did not wait for the answer.
    constexpr int ClientLeft = 499;
    if (!isActive())
        return;
    m_timer.cancel();
    m_call.cancel();
    if (m_status == 0)
        m_status = ClientLeft;
    countRoute();
    m_phase = Phase::None;
    m_snapshot.reset();
}

} // namespace gatehouse
