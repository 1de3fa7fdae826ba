#include "core/control/fleetaggregator.h"

#include <algorithm>
#include <map>

namespace gatehouse {

namespace {

constexpr double FullPercent = 80;

bool isOpen(BreakerPhase phase)
{
    return phase == BreakerPhase::Open || phase == BreakerPhase::ForcedOpen;
}

/// One service on one gateway.
struct Seen
{
    const FleetPart *part;
    const ServiceTelemetry *service;
};

template <class State>
void takeWorst(std::optional<WorstOf<State>> &worst, State state, const GatewayName &gateway)
{
    if (!worst) {
        worst = WorstOf<State>{state, 1, 1, gateway};
        return;
    }
    ++worst->of;
    if (badness(state) > badness(worst->state)) {
        worst->state = state;
        worst->count = 1;
        worst->on = gateway;
    } else if (state == worst->state) {
        ++worst->count;
    }
}

void takeBreaker(FleetService &view, const BreakerTelemetry &breaker, const GatewayName &gateway)
{
    takeWorst(view.breaker, breaker.state, gateway);
    if (view.breaker->on == gateway && view.breaker->state == breaker.state) {
        view.breakerReason = breaker.reason;
        view.breakerSince = breaker.since;
        view.trialInMs = breaker.trialInMs;
    }
    if (breaker.consecutiveFailures)
        view.consecutiveFailures =
            std::max(view.consecutiveFailures.value_or(0), *breaker.consecutiveFailures);
    if (breaker.failureRate)
        view.failureRate = std::max(view.failureRate.value_or(0), *breaker.failureRate);
}

void takeBulkhead(FleetService &view, const BulkheadTelemetry &bulkhead, const GatewayName &gateway)
{
    const int active = bulkhead.activeRequests.value_or(0);
    const double used = bulkhead.utilization.value_or(
        bulkhead.maxConcurrent > 0 ? 100.0 * active / bulkhead.maxConcurrent : 0.0);
    if (view.bulkhead && view.bulkhead->utilization >= used)
        return;
    view.bulkhead =
        FullestBulkhead{gateway, active, bulkhead.maxConcurrent, bulkhead.queued.value_or(0), used};
}

void takeEndpoints(FleetService &view, const ServiceTelemetry &service, bool first)
{
    const auto healthy =
        int(std::count_if(service.endpoints.begin(), service.endpoints.end(), [](const auto &endpoint) {
            return endpoint.health != EndpointHealthState::Unhealthy
                && endpoint.state.value_or(EndpointState::Active) == EndpointState::Active;
        }));
    view.endpoints = std::max(view.endpoints, int(service.endpoints.size()));
    view.healthyEndpoints = first ? healthy : std::min(view.healthyEndpoints, healthy);
}

Percentiles latencyOf(const ServiceName &name, const std::vector<Seen> &seen)
{
    std::vector<BucketCounts> buckets;
    std::vector<const LatencyTelemetry *> told;
    for (const Seen &one : seen) {
        if (one.service->latency)
            told.push_back(&*one.service->latency);
        if (BucketCounts counts = one.part->samples->latencies(name); !counts.empty())
            buckets.push_back(std::move(counts));
    }
    // One gateway's own percentiles are exact; several can only be merged from buckets.
    if (told.size() == 1)
        return {told.front()->p50, told.front()->p95, told.front()->p99};
    return mergedPercentiles(buckets);
}

FleetService serviceView(const ServiceName &name, const std::vector<Seen> &seen)
{
    FleetService view;
    view.name = name;
    std::vector<Rates> rates;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const ServiceTelemetry &service = *seen[i].service;
        const GatewayName &gateway = seen[i].part->status->gateway.name;
        if (service.health)
            takeWorst(view.health, *service.health, gateway);
        if (service.breaker)
            takeBreaker(view, *service.breaker, gateway);
        if (service.bulkhead)
            takeBulkhead(view, *service.bulkhead, gateway);
        takeEndpoints(view, service, i == 0);
        const auto &known = seen[i].part->samples->newest().services;
        if (const auto found = known.find(name); found != known.end())
            rates.push_back(found->second);
    }
    view.rates = sumOf(rates);
    view.latency = latencyOf(name, seen);
    return view;
}

void addServices(FleetView &view, const std::vector<const FleetPart *> &heard)
{
    std::map<ServiceName, std::vector<Seen>> services;
    for (const FleetPart *part : heard)
        for (const ServiceTelemetry &service : part->samples->newest().telemetry->services)
            services[service.name].push_back({part, &service});
    std::vector<BucketCounts> all;
    for (const auto &[name, seen] : services) {
        view.services.push_back(serviceView(name, seen));
        const FleetService &service = view.services.back();
        view.breakers += service.breaker.has_value();
        view.openBreakers += service.breaker && isOpen(service.breaker->state);
        view.bulkheads += service.bulkhead.has_value();
        view.fullBulkheads += service.bulkhead && service.bulkhead->utilization > FullPercent;
        for (const Seen &one : seen)
            all.push_back(one.part->samples->latencies(name));
    }
    view.latency = mergedPercentiles(all);
}

void addRoutes(FleetView &view, const std::vector<const FleetPart *> &heard)
{
    std::map<RouteName, std::pair<FleetRoute, std::vector<Rates>>> routes;
    for (const FleetPart *part : heard) {
        const GatewaySample &sample = part->samples->newest();
        for (const RouteTelemetry &route : sample.telemetry->routes) {
            auto &[merged, rates] = routes[route.name];
            merged.name = route.name;
            if (const auto found = sample.routes.find(route.name); found != sample.routes.end())
                rates.push_back(found->second);
            if (route.latency && route.latency->p99.value_or(0) >= merged.latency.p99.value_or(0))
                merged.latency = {route.latency->p50, route.latency->p95, route.latency->p99};
        }
    }
    for (auto &[name, merged] : routes) {
        merged.first.rates = sumOf(merged.second);
        view.routes.push_back(std::move(merged.first));
    }
}

} // namespace

int badness(HealthState state)
{
    switch (state) {
    case HealthState::Healthy:
        return 0;
    case HealthState::Unknown:
        return 1;
    case HealthState::Degraded:
        return 2;
    case HealthState::Failing:
        return 3;
    }
    return 0;
}

int badness(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Closed:
        return 0;
    case BreakerPhase::Disabled:
        return 1;
    case BreakerPhase::ForcedClosed:
        return 2;
    case BreakerPhase::HalfOpen:
        return 3;
    case BreakerPhase::ForcedOpen:
        return 4;
    case BreakerPhase::Open:
        return 5;
    }
    return 0;
}

FleetView aggregate(const std::vector<FleetPart> &parts, WallTime at)
{
    FleetView view;
    view.at = at;
    std::vector<const FleetPart *> heard;
    std::vector<Rates> rates;
    for (const FleetPart &part : parts) {
        const GatewayStatus &status = *part.status;
        ++view.gateways;
        view.connected += status.connection == ConnectionState::Live;
        view.published += status.gateway.publish;
        view.inSync += status.gateway.publish && status.sync == SyncState::InSync;
        if (status.telemetry && (!view.newestSampleAge || status.age < *view.newestSampleAge))
            view.newestSampleAge = status.age;
        if (!part.samples->newest().telemetry || status.connection == ConnectionState::Unreachable)
            continue;
        heard.push_back(&part);
        // What is stale is still shown, but nothing is known of its rate now.
        if (status.connection == ConnectionState::Live)
            rates.push_back(part.samples->newest().rates);
    }
    view.rates = sumOf(rates);
    addServices(view, heard);
    addRoutes(view, heard);
    return view;
}

} // namespace gatehouse
