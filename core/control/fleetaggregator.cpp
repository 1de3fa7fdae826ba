#include "core/control/fleetaggregator.h"

#include <algorithm>

namespace gatehouse {

namespace {

void addTo(std::optional<double> &sum, std::optional<double> value)
{
    if (value)
        sum = sum.value_or(0) + *value;
}

template <class Value> void raise(std::optional<Value> &highest, const std::optional<Value> &value)
{
    if (value && (!highest || *highest < *value))
        highest = value;
}

// True where this state is a new worst one.
template <class State>
bool addState(std::optional<WorstOf<State>> &worst, State state, const GatewayName &gateway)
{
    if (!worst) {
        worst = WorstOf<State>{state, 1, 1, gateway};
        return true;
    }
    ++worst->of;
    if (badness(state) > badness(worst->state)) {
        worst->state = state;
        worst->count = 1;
        worst->on = gateway;
        return true;
    }
    if (state == worst->state)
        ++worst->count;
    return false;
}

bool isUsable(const EndpointTelemetry &endpoint)
{
    return endpoint.health != EndpointHealthState::Unhealthy
        && endpoint.state.value_or(EndpointState::Active) == EndpointState::Active;
}

void addBreaker(FleetService &service, const BreakerTelemetry &breaker, const GatewayName &gateway)
{
    if (addState(service.breaker, breaker.state, gateway)) {
        service.breakerReason = breaker.reason;
        service.breakerSince = breaker.since;
        service.trialInMs = breaker.trialInMs;
    }
    raise(service.consecutiveFailures, breaker.consecutiveFailures);
    raise(service.failureRate, breaker.failureRate);
}

void addBulkhead(FleetService &service, const BulkheadTelemetry &bulkhead, const GatewayName &gateway)
{
    const int active = bulkhead.activeRequests.value_or(0);
    const double utilization = bulkhead.utilization.value_or(
        bulkhead.maxConcurrent > 0 ? 100.0 * active / bulkhead.maxConcurrent : 0);
    if (!service.bulkhead || service.bulkhead->utilization < utilization)
        service.bulkhead = {gateway, active, bulkhead.maxConcurrent, bulkhead.queued.value_or(0),
                            utilization};
}

// What of a service is still being gathered.
struct Gathering
{
    FleetService service;
    LatencyMerge latency;
    std::vector<LatencyTelemetry> own; ///< percentiles of gateways without buckets
    bool hasEndpoints = false;
};

void addService(Gathering &all, const ServiceTelemetry &told, const ServiceFigures &figures,
                const GatewayName &gateway)
{
    FleetService &service = all.service;
    service.name = told.name;
    service.rates += figures.rates;
    addTo(service.retriedPerSecond, figures.retriedPerSecond);
    addTo(service.retriedWellPerSecond, figures.retriedWellPerSecond);
    addTo(service.overBudgetPerSecond, figures.overBudgetPerSecond);
    if (told.health)
        addState(service.health, *told.health, gateway);
    if (told.breaker)
        addBreaker(service, *told.breaker, gateway);
    if (told.bulkhead)
        addBulkhead(service, *told.bulkhead, gateway);
    if (figures.recentBuckets)
        all.latency.add(*figures.recentBuckets);
    else if (told.latency)
        all.own.push_back(*told.latency);
    if (told.endpoints.empty())
        return;
    const auto usable =
        static_cast<int>(std::count_if(told.endpoints.begin(), told.endpoints.end(), isUsable));
    service.endpoints = std::max(service.endpoints, static_cast<int>(told.endpoints.size()));
    service.healthyEndpoints = all.hasEndpoints ? std::min(service.healthyEndpoints, usable) : usable;
    all.hasEndpoints = true;
}

// Merged buckets; a gateway's own percentiles only where it is the only one that has any.
Percentiles latencyOf(const LatencyMerge &merged, const std::vector<LatencyTelemetry> &own)
{
    if (merged.isEmpty() && own.size() == 1)
        return {own.front().p50, own.front().p95, own.front().p99};
    return merged.percentiles();
}

void addRoute(FleetRoute &route, const RouteTelemetry &told, const RouteFigures &figures)
{
    route.name = told.name;
    route.rates += figures.rates;
    addTo(route.rateLimitedPerSecond, figures.rateLimitedPerSecond);
    if (told.latency) {
        raise(route.latency.p50, told.latency->p50);
        raise(route.latency.p95, told.latency->p95);
        raise(route.latency.p99, told.latency->p99);
    }
}

void count(FleetView &view, const FleetService &service)
{
    view.rates += service.rates;
    view.breakers += service.breaker ? 1 : 0;
    view.openBreakers += service.breaker && isOpen(service.breaker->state) ? 1 : 0;
    view.bulkheads += service.bulkhead ? 1 : 0;
    view.fullBulkheads += service.bulkhead && service.bulkhead->utilization >= FullBulkheadPercent ? 1 : 0;
}

} // namespace

int badness(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Disabled:
        return 0;
    case BreakerPhase::ForcedClosed:
        return 1;
    case BreakerPhase::Closed:
        return 2;
    case BreakerPhase::HalfOpen:
        return 3;
    case BreakerPhase::Open:
        return 4;
    case BreakerPhase::ForcedOpen:
        return 5;
    }
    return 0;
}

int badness(HealthState state)
{
    switch (state) {
    case HealthState::Unknown:
        return 0;
    case HealthState::Healthy:
        return 1;
    case HealthState::Degraded:
        return 2;
    case HealthState::Failing:
        return 3;
    }
    return 0;
}

FleetView aggregate(const std::vector<GatewaySample> &samples)
{
    std::map<ServiceName, Gathering> services;
    std::map<RouteName, FleetRoute> routes;
    LatencyMerge latency;
    std::vector<LatencyTelemetry> none;
    for (const GatewaySample &sample : samples) {
        for (std::size_t i = 0; i < sample.telemetry->services.size(); ++i) {
            const ServiceTelemetry &told = sample.telemetry->services[i];
            addService(services[told.name], told, sample.services[i], sample.gateway);
            if (sample.services[i].recentBuckets)
                latency.add(*sample.services[i].recentBuckets);
        }
        for (std::size_t i = 0; i < sample.telemetry->routes.size(); ++i) {
            const RouteTelemetry &told = sample.telemetry->routes[i];
            addRoute(routes[told.name], told, sample.routes[i]);
        }
    }
    FleetView view;
    view.latency = latency.percentiles();
    for (auto &[name, all] : services) {
        all.service.latency = latencyOf(all.latency, all.own);
        count(view, all.service);
        view.services.push_back(std::move(all.service));
    }
    for (auto &[name, route] : routes)
        view.routes.push_back(std::move(route));
    return view;
}

} // namespace gatehouse
