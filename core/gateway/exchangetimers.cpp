#include "core/gateway/exchange.h"

#include "core/gateway/clientconnection.h"
#include "core/gateway/worker.h"

#include <algorithm>

namespace gatehouse {

/// The request's time runs from its last byte (0: no limit).
void Exchange::startRequestTime()
{
    const Milliseconds limit = m_route->settings.timeout.value_or(m_service->settings.timeouts.request);
    if (limit.count() == 0)
        return;
    m_requestDeadline = m_worker.loop().now() + limit;
    setTimer();
}

/// One timer for all deadlines. That of idleness moves with every byte; it is looked at when the timer comes.
void Exchange::setTimer()
{
    SteadyTime next = std::min(m_requestDeadline, m_tryDeadline);
    const Milliseconds idle = m_service ? m_service->settings.timeouts.idle : Timeouts{}.idle;
    if (idle.count() > 0)
        next = std::min(next, m_progress + idle);
    if (next != SteadyTime::max())
        m_worker.loop().set(m_timer, next);
}

void Exchange::timerExpired()
{
    const SteadyTime now = m_worker.loop().now();
    if (m_phase == Phase::None)
        return;
    if (now >= m_requestDeadline || now >= m_tryDeadline)
        return tooLate();
    const Milliseconds idle = m_service ? m_service->settings.timeouts.idle : Timeouts{}.idle;
    if (idle.count() > 0 && now >= m_progress + idle && (m_phase == Phase::Draining || m_call.isReady()))
        return stalled();
    setTimer();
}

void Exchange::tooLate()
{
    // The client's taking of the last bytes is part of the request's time, but no fault of the service.
    if (m_phase == Phase::Draining)
        return m_client.abort();
    if (m_call.isReady())
        return failed(Refusal::UpstreamTimeout, FailureKind::Timeout, "The service did not answer in time.");
    m_call.cancel();
    refuse(Refusal::UpstreamTimeout, "The service could not be asked in time.");
}

/// Nothing has moved for too long: whose turn was it?
void Exchange::stalled()
{
    const bool clientStalls = m_phase == Phase::Draining || m_client.stream().isSending();
    if (clientStalls) {
        m_call.cancel();
        return m_client.abort();
    }
    const bool upstreamTakes = m_call.isReady() && !m_call.connection().stream().isSending();
    if (m_sendsBody && upstreamTakes)
        return spoilt(Refusal::RequestTimeout, "The rest of the request did not come in time.");
    failed(Refusal::UpstreamTimeout, FailureKind::Timeout, "The service did not answer in time.");
}

} // namespace gatehouse
