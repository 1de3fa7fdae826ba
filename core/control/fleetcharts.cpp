#include "core/control/fleetcharts.h"

namespace gatehouse {

namespace {

constexpr SeriesLimits Long{3'600, 1'440};
constexpr SeriesLimits Short{300, 0};

template <class Map, class Key>
const Series &find(const Map &map, const Key &key, Figure figure, const Series &empty)
{
    const auto found = map.find(key);
    return found == map.end() ? empty : found->second.series(figure);
}

void append(Figures &figures, WallTime at, const Rates &rates)
{
    figures.append(Figure::RequestsPerSecond, at, rates.requestsPerSecond);
    figures.append(Figure::ErrorPercent, at, rates.errorPercent());
    figures.append(Figure::BrokenPerSecond, at, rates.brokenPerSecond);
    figures.append(Figure::CrowdedPerSecond, at, rates.crowdedPerSecond);
    figures.append(Figure::FailedPerSecond, at, rates.failedPerSecond);
}

void append(Figures &figures, WallTime at, const Percentiles &latency)
{
    figures.append(Figure::LatencyP50, at, latency.p50);
    figures.append(Figure::LatencyP95, at, latency.p95);
    figures.append(Figure::LatencyP99, at, latency.p99);
}

} // namespace

void FleetCharts::append(const FleetView &view, const std::vector<GatewaySample> &samples)
{
    gatehouse::append(m_fleet, view.at, view.rates);
    gatehouse::append(m_fleet, view.at, view.latency);
    const bool knows = view.connected > 0;
    m_fleet.append(Figure::OpenBreakers, view.at,
                   knows ? std::optional<double>(view.openBreakers) : std::nullopt);
    m_fleet.append(Figure::FullBulkheads, view.at,
                   knows ? std::optional<double>(view.fullBulkheads) : std::nullopt);
    m_fleet.append(Figure::GatewaysInSync, view.at, view.inSync);
    for (const FleetService &service : view.services)
        appendService(service, view.at);
    for (const FleetRoute &route : view.routes) {
        Figures &figures = m_routes.try_emplace(route.name, Short).first->second;
        figures.append(Figure::RequestsPerSecond, view.at, route.rates.requestsPerSecond);
        figures.append(Figure::ErrorPercent, view.at, route.rates.errorPercent());
        figures.append(Figure::LatencyP99, view.at, route.latency.p99);
    }
    appendEndpoints(samples, view.at);
    if (view.at - m_forgotAt >= std::chrono::minutes{1})
        forget(view.at);
}

void FleetCharts::forget(WallTime now)
{
    m_forgotAt = now;
    const auto isOld = [now](const auto &entry) {
        return now - entry.second.newest() > std::chrono::hours{1};
    };
    std::erase_if(m_services, isOld);
    std::erase_if(m_routes, isOld);
    std::erase_if(m_endpoints, isOld);
}

void FleetCharts::appendService(const FleetService &service, WallTime at)
{
    Figures &figures = m_services.try_emplace(service.name, Long).first->second;
    gatehouse::append(figures, at, service.rates);
    gatehouse::append(figures, at, service.latency);
    if (service.bulkhead) {
        figures.append(Figure::BulkheadActive, at, service.bulkhead->active);
        figures.append(Figure::BulkheadQueued, at, service.bulkhead->queued);
    }
    figures.append(Figure::FailureRate, at, service.failureRate);
    figures.append(Figure::RetriedPerSecond, at, service.retriedPerSecond);
    figures.append(Figure::RetriedWellPerSecond, at, service.retriedWellPerSecond);
    figures.append(Figure::OverBudgetPerSecond, at, service.overBudgetPerSecond);
}

void FleetCharts::appendEndpoints(const std::vector<GatewaySample> &samples, WallTime at)
{
    std::map<EndpointKey, Rates> all;
    for (const GatewaySample &sample : samples) {
        for (std::size_t i = 0; i < sample.telemetry->services.size(); ++i) {
            const ServiceTelemetry &service = sample.telemetry->services[i];
            for (std::size_t k = 0; k < service.endpoints.size(); ++k)
                all[{service.name, service.endpoints[k].address}] += sample.services[i].endpoints[k];
        }
    }
    for (const auto &[key, rates] : all) {
        Figures &figures = m_endpoints.try_emplace(key, Short).first->second;
        figures.append(Figure::RequestsPerSecond, at, rates.requestsPerSecond);
        figures.append(Figure::FailedPerSecond, at, rates.failedPerSecond);
    }
}

const Series &FleetCharts::service(const ServiceName &name, Figure figure) const
{
    return find(m_services, name, figure, m_empty);
}

const Series &FleetCharts::route(const RouteName &name, Figure figure) const
{
    return find(m_routes, name, figure, m_empty);
}

const Series &FleetCharts::endpoint(const ServiceName &service, const std::string &address,
                                    Figure figure) const
{
    return find(m_endpoints, EndpointKey{service, address}, figure, m_empty);
}

} // namespace gatehouse
