#include "core/control/seriesbook.h"

#include <limits>

namespace gatehouse {

namespace {

constexpr SeriesLimits HourAndDay{3'600, 1'440};
constexpr SeriesLimits FiveMinutes{300, 0};

template <class Number> std::optional<double> real(const std::optional<Number> &number)
{
    return number ? std::optional<double>(double(*number)) : std::nullopt;
}

} // namespace

void SeriesBook::put(Scope scope, const std::string &first, const std::string &second, Figure figure,
                     WallTime at, std::optional<double> value)
{
    Key key{scope, first, second, figure};
    auto found = m_series.find(key);
    if (found == m_series.end()) {
        if (!value)
            return;
        const bool brief = scope == Scope::Route || scope == Scope::Endpoint;
        found = m_series.emplace(std::move(key), Series(brief ? FiveMinutes : HourAndDay)).first;
    }
    found->second.append(at, value ? float(*value) : std::numeric_limits<float>::quiet_NaN());
}

const Series &SeriesBook::get(Scope scope, const std::string &first, const std::string &second,
                              Figure figure) const
{
    static const Series none;
    const auto found = m_series.find(Key{scope, first, second, figure});
    return found == m_series.end() ? none : found->second;
}

void SeriesBook::append(const FleetView &fleet)
{
    const auto add = [&](Figure figure, std::optional<double> value) {
        put(Scope::Fleet, {}, {}, figure, fleet.at, value);
    };
    const bool heard = fleet.connected > 0;
    const auto count = [heard](int number) {
        return heard ? std::optional<double>(number) : std::nullopt;
    };
    add(Figure::RequestsPerSecond, fleet.rates.requestsPerSecond);
    add(Figure::ErrorPercent, fleet.rates.errorPercent);
    add(Figure::FailedPerSecond,
        fleet.rates.requestsPerSecond ? std::optional(fleet.rates.failedPerSecond) : std::nullopt);
    add(Figure::LatencyP50, fleet.latency.p50);
    add(Figure::LatencyP95, fleet.latency.p95);
    add(Figure::LatencyP99, fleet.latency.p99);
    add(Figure::OpenBreakers, count(fleet.openBreakers));
    add(Figure::FullBulkheads, count(fleet.fullBulkheads));
    add(Figure::GatewaysInSync, double(fleet.inSync));
    for (const FleetService &service : fleet.services)
        putService(service, fleet.at);
    for (const FleetRoute &route : fleet.routes) {
        const bool known = !get(Scope::Route, route.name.str(), {}, Figure::RequestsPerSecond).isEmpty();
        if (!known && route.rates.requestsPerSecond.value_or(0) <= 0)
            continue;
        put(Scope::Route, route.name.str(), {}, Figure::RequestsPerSecond, fleet.at,
            route.rates.requestsPerSecond);
        put(Scope::Route, route.name.str(), {}, Figure::ErrorPercent, fleet.at, route.rates.errorPercent);
        put(Scope::Route, route.name.str(), {}, Figure::LatencyP99, fleet.at, route.latency.p99);
    }
}

void SeriesBook::putService(const FleetService &service, WallTime at)
{
    const std::string &name = service.name.str();
    const auto add = [&](Figure figure, std::optional<double> value) {
        put(Scope::Service, name, {}, figure, at, value);
    };
    const auto rated = [&service](double rate) {
        return service.rates.requestsPerSecond ? std::optional(rate) : std::nullopt;
    };
    add(Figure::RequestsPerSecond, service.rates.requestsPerSecond);
    add(Figure::ErrorPercent, service.rates.errorPercent);
    add(Figure::BrokenPerSecond, rated(service.rates.brokenPerSecond));
    add(Figure::CrowdedPerSecond, rated(service.rates.crowdedPerSecond));
    add(Figure::FailedPerSecond, rated(service.rates.failedPerSecond));
    add(Figure::LatencyP50, service.latency.p50);
    add(Figure::LatencyP95, service.latency.p95);
    add(Figure::LatencyP99, service.latency.p99);
    if (service.bulkhead) {
        add(Figure::BulkheadActive, double(service.bulkhead->active));
        add(Figure::BulkheadQueued, double(service.bulkhead->queued));
    }
    add(Figure::FailureRate, service.failureRate);
}

void SeriesBook::append(const GatewayName &gateway, const GatewaySample &sample, WallTime at)
{
    put(Scope::Gateway, gateway.str(), {}, Figure::RequestsPerSecond, at, sample.rates.requestsPerSecond);
    put(Scope::Gateway, gateway.str(), {}, Figure::ErrorPercent, at, sample.rates.errorPercent);
    for (const ServiceTelemetry &service : sample.telemetry->services)
        putServiceOf(gateway.str(), service, sample, at);
    for (const auto &[endpoint, rate] : sample.endpoints)
        put(Scope::Endpoint, endpoint.first.str(), endpoint.second, Figure::RequestsPerSecond, at, rate);
}

void SeriesBook::putServiceOf(const std::string &gateway, const ServiceTelemetry &service,
                              const GatewaySample &sample, WallTime at)
{
    const auto add = [&](Figure figure, std::optional<double> value) {
        put(Scope::ServiceOnGateway, gateway, service.name.str(), figure, at, value);
    };
    if (const auto found = sample.services.find(service.name); found != sample.services.end()) {
        const Rates &rates = found->second;
        const bool told = rates.requestsPerSecond.has_value();
        add(Figure::RequestsPerSecond, rates.requestsPerSecond);
        add(Figure::ErrorPercent, rates.errorPercent);
        add(Figure::BrokenPerSecond, told ? std::optional(rates.brokenPerSecond) : std::nullopt);
        add(Figure::CrowdedPerSecond, told ? std::optional(rates.crowdedPerSecond) : std::nullopt);
        add(Figure::FailedPerSecond, told ? std::optional(rates.failedPerSecond) : std::nullopt);
    }
    if (const auto found = sample.retried.find(service.name); found != sample.retried.end())
        add(Figure::RetriedPerSecond, found->second);
    if (service.latency) {
        add(Figure::LatencyP50, service.latency->p50);
        add(Figure::LatencyP95, service.latency->p95);
        add(Figure::LatencyP99, service.latency->p99);
    }
    if (service.bulkhead) {
        add(Figure::BulkheadActive, real(service.bulkhead->activeRequests));
        add(Figure::BulkheadQueued, real(service.bulkhead->queued));
    }
    if (service.breaker)
        add(Figure::FailureRate, service.breaker->failureRate);
}

void SeriesBook::forget(const GatewayName &gateway)
{
    std::erase_if(m_series, [&gateway](const auto &entry) {
        const auto &[scope, first, second, figure] = entry.first;
        return (scope == Scope::Gateway || scope == Scope::ServiceOnGateway) && first == gateway.str();
    });
}

const Series &SeriesBook::fleet(Figure figure) const
{
    return get(Scope::Fleet, {}, {}, figure);
}

const Series &SeriesBook::gateway(const GatewayName &gateway, Figure figure) const
{
    return get(Scope::Gateway, gateway.str(), {}, figure);
}

const Series &SeriesBook::service(const ServiceName &service, Figure figure) const
{
    return get(Scope::Service, service.str(), {}, figure);
}

const Series &SeriesBook::service(const GatewayName &gateway, const ServiceName &service, Figure figure) const
{
    return get(Scope::ServiceOnGateway, gateway.str(), service.str(), figure);
}

const Series &SeriesBook::route(const RouteName &route, Figure figure) const
{
    return get(Scope::Route, route.str(), {}, figure);
}

const Series &SeriesBook::endpoint(const ServiceName &service, const std::string &address,
                                   Figure figure) const
{
    return get(Scope::Endpoint, service.str(), address, figure);
}

} // namespace gatehouse
