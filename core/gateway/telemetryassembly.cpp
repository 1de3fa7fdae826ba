#include "core/gateway/telemetryassembly.h"

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

using std::chrono::milliseconds;

/// A service without calls for this long, and without a check, has no known health.
constexpr std::chrono::seconds QuietTime{60};

milliseconds offsetBetween(const Clock &clock)
{
    return clock.wallNow().time_since_epoch()
        - std::chrono::floor<milliseconds>(clock.now().time_since_epoch());
}

LatencyTelemetry latencyOf(const LatencyQuantiles &quantiles)
{
    return {quantiles.p50, quantiles.p95, quantiles.p99};
}

RouteTelemetry routeOf(const RouteState &route, SteadyTime now)
{
    const RouteCounts counts = route.counts(now);
    RouteTelemetry telemetry{route.name()};
    telemetry.requests = counts.requests;
    telemetry.status =
        StatusTelemetry{counts.status2xx, counts.status3xx, counts.status4xx, counts.status5xx};
    telemetry.latency = latencyOf(counts.latency);
    return telemetry;
}

EndpointHealthState healthOf(EndpointHealth::State state)
{
    switch (state) {
    case EndpointHealth::State::Unknown:
        return EndpointHealthState::Unknown;
    case EndpointHealth::State::Healthy:
        return EndpointHealthState::Healthy;
    case EndpointHealth::State::Unhealthy:
        return EndpointHealthState::Unhealthy;
    }
    return EndpointHealthState::Unknown;
}

EndpointTelemetry endpointOf(const EndpointRuntime &endpoint, SteadyTime now)
{
    const EndpointCounts counts = endpoint.counts(now);
    const EndpointHealth health = endpoint.health();
    EndpointTelemetry telemetry{toString(endpoint.address())};
    telemetry.state = endpoint.state();
    telemetry.weight = endpoint.weight();
    telemetry.overridden = endpoint.isOverridden();
    telemetry.health = healthOf(health.state);
    telemetry.reason = health.reason;
    if (health.since != WallTime{})
        telemetry.since = health.since;
    telemetry.active = counts.active;
    telemetry.requests = counts.requests;
    telemetry.errors = counts.errors;
    telemetry.latency = latencyOf(counts.latency);
    return telemetry;
}

BulkheadTelemetry bulkheadOf(const Bulkhead &bulkhead)
{
    BulkheadStatus status = bulkhead.status();
    return {
        std::move(status.pool_name), status.max_concurrent, status.available_slots, status.active_requests,
        status.utilization,          status.queued,         status.rejected,        status.highWater};
}

LatencyBucketTelemetry bucketsOf(const LatencyCounts &counts)
{
    LatencyBucketTelemetry buckets;
    for (std::size_t i = 0; i + 1 < counts.size(); ++i)
        buckets.upToMs.push_back(LatencyBuckets::upToMs(i));
    buckets.count.assign(counts.begin(), counts.end());
    return buckets;
}

BreakerPhase phaseOf(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return BreakerPhase::Closed;
    case BreakerState::Open:
        return BreakerPhase::Open;
    case BreakerState::HalfOpen:
        return BreakerPhase::HalfOpen;
    case BreakerState::ForcedOpen:
        return BreakerPhase::ForcedOpen;
    case BreakerState::ForcedClosed:
        return BreakerPhase::ForcedClosed;
    case BreakerState::Disabled:
        return BreakerPhase::Disabled;
    }
    return BreakerPhase::Closed;
}

bool isRefusing(BreakerPhase phase)
{
    return phase == BreakerPhase::Open || phase == BreakerPhase::ForcedOpen;
}

HealthState healthOf(const ServedService &service, const ServiceTelemetry &told, bool isQuiet)
{
    const auto usable = [](const auto &endpoint) {
        return endpoint->isUsable();
    };
    if (std::none_of(service.endpoints.begin(), service.endpoints.end(), usable)
        || (told.breaker && isRefusing(told.breaker->state)))
        return HealthState::Failing;
    const auto unwell = [](const EndpointTelemetry &endpoint) {
        return endpoint.state == EndpointState::Active && endpoint.health == EndpointHealthState::Unhealthy;
    };
    if (std::any_of(told.endpoints.begin(), told.endpoints.end(), unwell)
        || (told.breaker && told.breaker->state == BreakerPhase::HalfOpen))
        return HealthState::Degraded;
    // A check that has not come to a result yet says as little as none.
    const auto isChecked = [](const EndpointTelemetry &endpoint) {
        return endpoint.health != EndpointHealthState::Unknown;
    };
    if (isQuiet && std::none_of(told.endpoints.begin(), told.endpoints.end(), isChecked))
        return HealthState::Unknown;
    return HealthState::Healthy;
}

} // namespace

TelemetryAssembly::TelemetryAssembly(GatewayName gateway, const Clock &clock)
    : m_gateway(std::move(gateway))
    , m_clock(clock)
    , m_offset(offsetBetween(clock))
{
}

WallTime TelemetryAssembly::wallOf(SteadyTime time) const
{
    return WallTime{std::chrono::floor<milliseconds>(time.time_since_epoch()) + m_offset};
}

BreakerTelemetry TelemetryAssembly::breakerOf(const CircuitBreaker &breaker, SteadyTime now) const
{
    const BreakerStatus status = breaker.status(now);
    BreakerTelemetry telemetry;
    telemetry.state = phaseOf(status.state);
    telemetry.since = wallOf(status.since);
    telemetry.reason = word(status.reason);
    telemetry.consecutiveFailures = status.consecutiveFailures;
    if (status.untilTrial)
        telemetry.trialInMs = status.untilTrial->count();
    return telemetry;
}

ServiceTelemetry TelemetryAssembly::serviceOf(const ServedService &service, SteadyTime now) const
{
    const ServiceCounts counts = service.state->counts(now);
    ServiceTelemetry telemetry{service.name};
    telemetry.requests = counts.requests;
    telemetry.active = counts.active;
    telemetry.errors = ErrorTelemetry{counts.errors.connect, counts.errors.reset, counts.errors.timeout,
                                      counts.errors.status5xx};
    telemetry.refused =
        RefusalTelemetry{counts.refusedByBreaker, counts.refusedByBulkhead, counts.refusedNoEndpoint};
    telemetry.latency = latencyOf(counts.latency);
    telemetry.latencyBuckets = bucketsOf(counts.buckets);
    telemetry.phases = PhaseTelemetry{counts.phases.queue, counts.phases.connect, counts.phases.firstByte,
                                      counts.phases.total};
    if (service.breaker)
        telemetry.breaker = breakerOf(*service.breaker, now);
    if (service.bulkhead)
        telemetry.bulkhead = bulkheadOf(*service.bulkhead);
    for (const std::shared_ptr<const EndpointRuntime> &endpoint : service.endpoints)
        telemetry.endpoints.push_back(endpointOf(*endpoint, now));
    const bool isQuiet = counts.active == 0 && (!counts.lastCall || now - *counts.lastCall >= QuietTime);
    telemetry.health = healthOf(service, telemetry, isQuiet);
    return telemetry;
}

Telemetry TelemetryAssembly::assemble(const ServedRevision &served, const PlaneTotals &totals)
{
    // Times of changes stay the same from one snapshot to the next: the clocks' distance is taken anew only
    // where the wall clock was set.
    if (const milliseconds offset = offsetBetween(m_clock);
        std::chrono::abs(offset - m_offset) > milliseconds{1'000})
        m_offset = offset;
    const SteadyTime now = m_clock.now();
    Telemetry telemetry{m_gateway};
    telemetry.revision = served.revision;
    telemetry.hash = served.hash;
    telemetry.takenAt = m_clock.wallNow();
    const std::chrono::duration<double> uptime = now - totals.startedAt;
    telemetry.uptimeSeconds = std::floor(uptime.count() * 1'000) / 1'000;
    telemetry.requests = totals.requests;
    telemetry.activeConnections = totals.activeConnections;
    telemetry.routes.reserve(served.routes.size());
    for (const std::shared_ptr<const RouteState> &route : served.routes)
        telemetry.routes.push_back(routeOf(*route, now));
    for (const ServedService &service : served.services)
        telemetry.services.push_back(serviceOf(service, now));
    return telemetry;
}

} // namespace gatehouse
