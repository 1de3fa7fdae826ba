#include "core/control/gatewaywatch.h"

#include <algorithm>

namespace gatehouse {

namespace {

// The entry of the same name, at the same place most of the time.
template <class Told> const Told *sameIn(const std::vector<Told> &list, std::size_t index, const Told &wanted)
{
    if (index < list.size() && list[index].name == wanted.name)
        return &list[index];
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Told &entry) { return entry.name == wanted.name; });
    return found == list.end() ? nullptr : &*found;
}

const EndpointTelemetry *sameEndpoint(const std::vector<EndpointTelemetry> &list, std::size_t index,
                                      const EndpointTelemetry &wanted)
{
    if (index < list.size() && list[index].address == wanted.address)
        return &list[index];
    const auto found = std::find_if(list.begin(), list.end(), [&](const EndpointTelemetry &entry) {
        return entry.address == wanted.address;
    });
    return found == list.end() ? nullptr : &*found;
}

// By the gateway's own clock, which its counters grow by.
double secondsBetween(const Telemetry &before, const Telemetry &now)
{
    return std::chrono::duration<double>(now.takenAt - before.takenAt).count();
}

bool wasRestarted(const Telemetry &before, const Telemetry &now)
{
    return before.uptimeSeconds && now.uptimeSeconds && *now.uptimeSeconds < *before.uptimeSeconds;
}

} // namespace

GatewayWatch::GatewayWatch(GatewayTarget target, SteadyTime now)
    : m_nextSample(now)
    , m_nextDrift(now)
{
    m_status.target = std::move(target);
    judgeSync();
}

void GatewayWatch::setTarget(GatewayTarget target)
{
    m_status.target = std::move(target);
    judgeSync();
}

bool GatewayWatch::driftIsDue(SteadyTime now) const
{
    return m_status.connection == ConnectionState::Live && now >= m_nextDrift;
}

void GatewayWatch::hurry(SteadyTime now)
{
    m_nextSample = now;
    m_nextDrift = now;
    m_wantsIdentity = true;
}

void GatewayWatch::sampled(const Result<std::shared_ptr<const Telemetry>> &telemetry, SteadyTime now,
                           WallTime at)
{
    if (telemetry) {
        takeIn(*telemetry, now, at);
        return;
    }
    m_status.error = telemetry.error();
    // Silence makes a gateway stale; what was said before stays shown with its age.
    const bool silent = telemetry.error().kind == ErrorKind::Timeout && m_receivedAt;
    if (!silent) {
        m_status.connection = ConnectionState::Unreachable;
        m_sample.reset();
    }
    judgeSync();
}

void GatewayWatch::takeIn(const std::shared_ptr<const Telemetry> &telemetry, SteadyTime now, WallTime at)
{
    const auto before = m_status.telemetry;
    if (m_status.connection == ConnectionState::Stale || m_status.connection == ConnectionState::Unreachable
        || (before && wasRestarted(*before, *telemetry)))
        m_wantsIdentity = true;
    if (before && before->hash != telemetry->hash)
        m_nextDrift = now;
    m_status.connection = ConnectionState::Live;
    m_status.error.reset();
    m_status.telemetry = telemetry;
    m_status.age = std::chrono::milliseconds{0};
    m_receivedAt = now;

    const double seconds = before ? secondsBetween(*before, *telemetry) : 0;
    GatewaySample sample{m_status.target.gateway.name, telemetry, {}, {}};
    Rates all;
    LatencyMerge latency;
    for (std::size_t i = 0; i < telemetry->services.size(); ++i) {
        const ServiceTelemetry &told = telemetry->services[i];
        const ServiceTelemetry *old = before ? sameIn(before->services, i, told) : nullptr;
        sample.services.push_back(takeService(old, told, seconds, now, at));
        all += sample.services.back().rates;
        if (sample.services.back().recentBuckets)
            latency.add(*sample.services.back().recentBuckets);
    }
    for (std::size_t i = 0; i < telemetry->routes.size(); ++i) {
        const RouteTelemetry &told = telemetry->routes[i];
        const RouteTelemetry *old = before ? sameIn(before->routes, i, told) : nullptr;
        RouteFigures figures;
        if (old) {
            figures.rates = routeRates(*old, told, seconds);
            figures.rateLimitedPerSecond = rateOf(old->rateLimited, told.rateLimited, seconds);
        }
        sample.routes.push_back(figures);
    }
    m_sample = std::move(sample);
    m_figures.append(Figure::RequestsPerSecond, at, all.requestsPerSecond);
    m_figures.append(Figure::ErrorPercent, at, all.errorPercent());
    const Percentiles percentiles = latency.percentiles();
    m_figures.append(Figure::LatencyP50, at, percentiles.p50);
    m_figures.append(Figure::LatencyP95, at, percentiles.p95);
    m_figures.append(Figure::LatencyP99, at, percentiles.p99);
    judgeSync();
}

ServiceFigures GatewayWatch::takeService(const ServiceTelemetry *before, const ServiceTelemetry &now,
                                         double seconds, SteadyTime time, WallTime at)
{
    Service &service = m_services[now.name];
    ServiceFigures figures;
    if (before) {
        figures.rates = serviceRates(*before, now, seconds);
        if (before->retries && now.retries) {
            figures.retriedPerSecond = rateOf(before->retries->retried, now.retries->retried, seconds);
            figures.retriedWellPerSecond =
                rateOf(before->retries->succeededAfterRetry, now.retries->succeededAfterRetry, seconds);
            figures.overBudgetPerSecond =
                rateOf(before->retries->refusedByBudget, now.retries->refusedByBudget, seconds);
        }
    }
    for (std::size_t i = 0; i < now.endpoints.size(); ++i) {
        const EndpointTelemetry *old =
            before ? sameEndpoint(before->endpoints, i, now.endpoints[i]) : nullptr;
        figures.endpoints.push_back(old ? endpointRates(*old, now.endpoints[i], seconds) : Rates{});
    }
    if (now.latencyBuckets) {
        service.latency.add(time, *now.latencyBuckets);
        figures.recentBuckets = service.latency.recent();
    }
    if (now.breaker)
        noteBreaker(service.breaker, *now.breaker, at);
    chart(service, now, figures, at);
    return figures;
}

void GatewayWatch::chart(Service &service, const ServiceTelemetry &told, const ServiceFigures &figures,
                         WallTime at)
{
    Figures &charts = service.figures;
    charts.append(Figure::RequestsPerSecond, at, figures.rates.requestsPerSecond);
    charts.append(Figure::ErrorPercent, at, figures.rates.errorPercent());
    if (told.latency) {
        charts.append(Figure::LatencyP50, at, told.latency->p50);
        charts.append(Figure::LatencyP95, at, told.latency->p95);
        charts.append(Figure::LatencyP99, at, told.latency->p99);
    }
    if (told.bulkhead) {
        charts.append(Figure::BulkheadActive, at, told.bulkhead->activeRequests);
        charts.append(Figure::BulkheadQueued, at, told.bulkhead->queued);
    }
    if (told.breaker)
        charts.append(Figure::FailureRate, at, told.breaker->failureRate);
}

void GatewayWatch::noteBreaker(std::vector<BreakerChange> &history, const BreakerTelemetry &breaker,
                               WallTime at)
{
    // `since` tells a breaker that opened again between two samples from one that stayed open.
    const bool same = !history.empty() && history.back().phase == breaker.state
        && (!breaker.since || history.back().since == *breaker.since);
    if (same)
        return;
    history.push_back({breaker.since.value_or(at), breaker.state, breaker.reason});
    if (history.size() > BreakerChanges)
        history.erase(history.begin());
}

void GatewayWatch::identified(const Result<GatewayIdentity> &identity, const Capabilities &capabilities)
{
    if (!identity)
        return; // the next sample says what is wrong
    m_status.identity = *identity;
    m_status.capabilities = capabilities;
    judgeSync();
}

void GatewayWatch::driftChecked(const Result<std::shared_ptr<const LiveConfig>> &live, WallTime at)
{
    if (!live) {
        m_status.driftError = live.error();
        return;
    }
    m_status.driftError.reset();
    m_status.drift = (*live)->drift;
    m_status.driftCheckedAt = at;
    m_status.identity = (*live)->identity;
    judgeSync();
}

bool GatewayWatch::age(SteadyTime now)
{
    if (!m_receivedAt)
        return false;
    const auto silence = now - *m_receivedAt;
    m_status.age = std::chrono::duration_cast<std::chrono::milliseconds>(silence);
    if (silence < StaleAfter || m_status.connection != ConnectionState::Live)
        return false;
    m_status.connection = ConnectionState::Stale;
    m_sample.reset();
    return true;
}

void GatewayWatch::judgeSync()
{
    const GatewayTarget &target = m_status.target;
    m_status.hash = m_status.telemetry && !m_status.telemetry->hash.empty() ? m_status.telemetry->hash
        : m_status.identity                                                 ? m_status.identity->hash
                                                                            : std::string();
    const auto known = target.known.find(m_status.hash);
    m_status.acknowledged = known == target.known.end() ? std::nullopt : std::optional(known->second);
    m_status.nativeRevision = m_status.telemetry && m_status.telemetry->revision
        ? m_status.telemetry->revision
        : m_status.identity ? m_status.identity->revision
                            : std::nullopt;
    const bool drifted = m_status.drift && m_status.drift->kind != DriftKind::None
        && m_status.drift->kind != DriftKind::Unmanaged;
    if (!target.gateway.publish)
        m_status.sync = SyncState::ObservedOnly;
    else if (!m_status.telemetry && !m_status.identity)
        m_status.sync = SyncState::Unknown;
    else if (target.desiredHash.empty())
        m_status.sync = known == target.known.end() ? SyncState::Unmanaged
            : drifted                               ? SyncState::ChangedOutside
                                                    : SyncState::InSync;
    else if (drifted || (m_status.hash != target.desiredHash && known == target.known.end()))
        m_status.sync = SyncState::ChangedOutside;
    else
        m_status.sync = m_status.hash == target.desiredHash ? SyncState::InSync : SyncState::Behind;
}

const Figures *GatewayWatch::serviceFigures(const ServiceName &service) const
{
    const auto found = m_services.find(service);
    return found == m_services.end() ? nullptr : &found->second.figures;
}

const std::vector<BreakerChange> *GatewayWatch::breakerHistory(const ServiceName &service) const
{
    const auto found = m_services.find(service);
    return found == m_services.end() ? nullptr : &found->second.breaker;
}

} // namespace gatehouse
