#include "core/gateway/upstreamcall.h"

#include "core/gateway/worker.h"

#include <boost/asio/error.hpp>

#include <algorithm>

namespace gatehouse {

namespace {

std::chrono::microseconds between(SteadyTime from, SteadyTime to)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from);
}

} // namespace

UpstreamCall::UpstreamCall(Worker &worker, User &user)
    : m_worker(worker)
    , m_user(user)
{
}

void UpstreamCall::begin(const SnapshotService &service)
{
    m_service = &service;
    m_called = false;
    m_avoid.clear();
    m_record = {};
    m_began = m_worker.loop().now();
    if (askBreaker())
        enterBulkhead();
}

bool UpstreamCall::askBreaker()
{
    if (!m_service->breaker)
        return true;
    const CircuitBreaker::Decision decision = m_service->breaker->tryCall(m_worker.loop().now());
    m_hasPermit = decision.allowed;
    m_permit = decision.permit;
    if (!decision.allowed)
        refuse(ServiceState::Refusal::Breaker, Refusal::CircuitOpen, "The service's circuit breaker is open.",
               decision.retryAfter);
    return decision.allowed;
}

void UpstreamCall::enterBulkhead()
{
    const std::shared_ptr<Bulkhead> &bulkhead = m_service->bulkhead;
    if (!bulkhead)
        return slotTaken();
    switch (bulkhead->enter(*this)) {
    case Bulkhead::Entry::Entered:
        m_hasSlot = true;
        return slotTaken();
    case Bulkhead::Entry::Queued:
        m_phase = Phase::Queued;
        m_queuedIn = bulkhead;
        // A slot that is granted is on its way through the loop's queue even when the call is over by then.
        m_user.retainCall();
        setTimer(bulkhead->maxWait());
        return;
    case Bulkhead::Entry::Rejected:
        return refuse(ServiceState::Refusal::Bulkhead, Refusal::BulkheadFull,
                      "The service takes no more calls now.");
    }
}

/// On whatever thread left the slot.
void UpstreamCall::granted()
{
    m_worker.loop().post([this] { slotGranted(); });
}

void UpstreamCall::slotGranted()
{
    m_worker.loop().refresh();
    if (m_abandoned) {
        m_abandoned = false;
        std::exchange(m_queuedIn, nullptr)->leave();
    } else {
        m_queuedIn.reset();
        m_hasSlot = true;
        m_timer.cancel();
        // The breaker may have opened while the call was waiting.
        tellBreaker({{}, true, false});
        if (askBreaker())
            slotTaken();
    }
    m_user.releaseCall();
}

void UpstreamCall::slotTaken()
{
    if (m_service->bulkhead)
        m_record.queue = between(m_began, m_worker.loop().now());
    pickEndpoint();
}

void UpstreamCall::pickEndpoint()
{
    std::shared_ptr<UpstreamTarget> full;
    while (const auto index = m_service->balancer->pick(m_avoid)) {
        const std::shared_ptr<UpstreamTarget> &target = m_service->targets[*index];
        m_connection = m_worker.pool().takeIdle(*target, *this);
        if (m_connection) {
            m_target = target;
            beginTry();
            return ready();
        }
        m_addressesLeft = target->addressCount();
        if (open(target))
            return;
        if (m_addressesLeft > 0)
            full = target;
        m_avoid.push_back(*index);
    }
    if (!full)
        return refuse(ServiceState::Refusal::NoEndpoint, Refusal::NoEndpoint,
                      "The service has no usable endpoint.");
    m_phase = Phase::Waiting;
    m_target = full;
    m_worker.pool().wait(full, *this);
    setTimer(m_service->settings.timeouts.connect);
}

bool UpstreamCall::open(const std::shared_ptr<UpstreamTarget> &target)
{
    const auto address = target->nextAddress();
    if (!address)
        return false;
    m_connection = m_worker.pool().open(target, *address, *this);
    if (!m_connection)
        return false;
    m_target = target;
    --m_addressesLeft;
    if (m_phase != Phase::Connecting) {
        m_phase = Phase::Connecting;
        m_connectBegan = m_worker.loop().now();
        setTimer(m_service->settings.timeouts.connect);
        beginTry();
    }
    return true;
}

void UpstreamCall::beginTry()
{
    if (m_called)
        return;
    m_called = true;
    m_tryBegan = m_worker.loop().now();
    m_service->state->beginCall(m_worker.loop().index());
    m_target->runtime().beginTry(m_worker.loop().index());
}

void UpstreamCall::upstreamConnected()
{
    m_timer.cancel();
    m_record.connect = between(m_connectBegan, m_worker.loop().now());
    ready();
}

void UpstreamCall::ready()
{
    m_phase = Phase::Ready;
    m_user.callReady();
}

void UpstreamCall::upstreamNotConnected(const boost::system::error_code &error)
{
    dropConnection(false);
    // The name has more than one address, such as ::1 and 127.0.0.1: the others are of the same try.
    if (m_addressesLeft > 0 && open(m_target))
        return;
    notConnected(Refusal::UpstreamError,
                 error == boost::asio::error::connection_refused ? "The service refused the connection."
                                                                 : "The service could not be reached.");
}

void UpstreamCall::notConnected(Refusal refusal, std::string_view message)
{
    m_timer.cancel();
    m_phase = Phase::Connecting;
    m_user.callNotConnected(refusal, message);
}

bool UpstreamCall::reconnect()
{
    const std::shared_ptr<UpstreamTarget> target = m_target;
    const auto address = target->nextAddress();
    if (!address)
        return false;
    // The old one goes first: its place may be the only one.
    dropConnection(false);
    m_phase = Phase::None;
    m_addressesLeft = target->addressCount();
    if (open(target))
        return true;
    m_phase = Phase::Ready;
    return false;
}

void UpstreamCall::connectionFree()
{
    m_phase = Phase::None;
    m_timer.cancel();
    m_avoid.clear();
    pickEndpoint();
}

void UpstreamCall::setTimer(Milliseconds limit)
{
    if (limit.count() > 0)
        m_worker.loop().set(m_timer, m_worker.loop().now() + limit);
}

void UpstreamCall::timerExpired()
{
    switch (m_phase) {
    case Phase::None:
    case Phase::Ready:
        return;
    case Phase::Queued:
        // Where the slot is on its way already, it is not too late.
        if (!m_queuedIn->cancel(*this, true))
            return;
        m_queuedIn.reset();
        m_user.releaseCall();
        return refuse(ServiceState::Refusal::Bulkhead, Refusal::BulkheadFull,
                      "The call waited too long for the service.");
    case Phase::Waiting:
        m_worker.pool().stopWaiting(*m_target, *this);
        return refuse(ServiceState::Refusal::NoEndpoint, Refusal::NoEndpoint,
                      "All connections to the service are in use.");
    case Phase::Connecting:
        dropConnection(false);
        return notConnected(Refusal::UpstreamTimeout, "The service did not take the connection in time.");
    }
}

void UpstreamCall::refuse(ServiceState::Refusal reason, Refusal refusal, std::string_view message,
                          std::optional<Milliseconds> retryAfter)
{
    m_service->state->refuse(m_worker.loop().index(), reason);
    tellBreaker({{}, true, false});
    leave();
    m_user.callRefused(refusal, message, retryAfter);
}

void UpstreamCall::tellBreaker(const Outcome &outcome)
{
    if (!m_hasPermit)
        return;
    m_hasPermit = false;
    CircuitBreaker &breaker = *m_service->breaker;
    CallResult result = CallResult::Success;
    if (outcome.ignored)
        result = CallResult::Ignored;
    else if (outcome.failure && breaker.counts(*outcome.failure))
        result = CallResult::Failure;
    else if (outcome.failure && *outcome.failure != FailureKind::Status5xx)
        result = CallResult::Ignored;
    breaker.record(m_permit, result, m_worker.loop().now());
}

void UpstreamCall::leaveBulkhead()
{
    if (m_hasSlot) {
        m_hasSlot = false;
        m_service->bulkhead->leave();
    }
}

/// Gives back what is held, and is over.
void UpstreamCall::leave()
{
    m_timer.cancel();
    m_phase = Phase::None;
    leaveBulkhead();
    m_target.reset();
}

void UpstreamCall::dropConnection(bool reusable)
{
    UpstreamConnection *const connection = std::exchange(m_connection, nullptr);
    if (!connection)
        return;
    if (reusable)
        m_worker.pool().giveBack(*connection, m_service->settings.timeouts.idle);
    else
        m_worker.pool().discard(*connection);
}

void UpstreamCall::settle(const Outcome &outcome)
{
    tellBreaker(outcome);
    leaveBulkhead();
    if (!m_called)
        return;
    m_called = false;
    Loop &loop = m_worker.loop();
    m_record.failure = outcome.failure;
    std::optional<std::chrono::microseconds> tried;
    if (!outcome.ignored && (!outcome.failure || *outcome.failure == FailureKind::Status5xx)) {
        m_record.total = between(m_began, loop.now());
        tried = between(m_tryBegan, loop.now());
    }
    m_target->runtime().endTry(loop.index(), outcome.failure.has_value(), tried, loop.now());
    m_service->state->endCall(loop.index(), m_record, loop.now());
}

void UpstreamCall::end(const Outcome &outcome)
{
    dropConnection(outcome.reusable);
    settle(outcome);
    leave();
}

void UpstreamCall::cancel()
{
    switch (m_phase) {
    case Phase::None:
        return;
    case Phase::Queued:
        m_abandoned = !m_queuedIn->cancel(*this, false);
        if (!m_abandoned) {
            m_queuedIn.reset();
            m_user.releaseCall();
        }
        break;
    case Phase::Waiting:
        m_worker.pool().stopWaiting(*m_target, *this);
        break;
    case Phase::Connecting:
    case Phase::Ready:
        break;
    }
    end({{}, true, false});
}

void UpstreamCall::noteSent()
{
    m_sentAt = m_worker.loop().now();
}

void UpstreamCall::noteFirstByte()
{
    if (!m_record.firstByte)
        m_record.firstByte = between(m_sentAt, m_worker.loop().now());
}

} // namespace gatehouse
