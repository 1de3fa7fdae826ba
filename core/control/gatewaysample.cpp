#include "core/control/gatewaysample.h"

#include <unordered_map>

namespace gatehouse {

namespace {

template <class Named, class Key>
std::unordered_map<Key, const Named *> byName(const std::vector<Named> &list, Key Named::*name)
{
    std::unordered_map<Key, const Named *> map;
    map.reserve(list.size());
    for (const Named &one : list)
        map.emplace(one.*name, &one);
    return map;
}

template <class Map, class Key> auto find(const Map &map, const Key &key) -> typename Map::mapped_type
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

void addEndpoints(GatewaySample &sample, const ServiceTelemetry *before, const ServiceTelemetry &now)
{
    for (const EndpointTelemetry &endpoint : now.endpoints) {
        std::optional<std::uint64_t> earlier;
        if (before)
            for (const EndpointTelemetry &old : before->endpoints)
                if (old.address == endpoint.address)
                    earlier = old.requests;
        sample.endpoints[{now.name, endpoint.address}] = perSecond(earlier, endpoint.requests, sample.span);
    }
}

} // namespace

void SampleFollower::take(std::shared_ptr<const Telemetry> telemetry, SteadyTime received)
{
    const std::shared_ptr<const Telemetry> before = m_newest.telemetry;
    GatewaySample sample;
    sample.telemetry = std::move(telemetry);
    const Telemetry &now = *sample.telemetry;
    for (const ServiceTelemetry &service : now.services)
        if (service.latencyBuckets)
            m_windows[service.name].add(received, *service.latencyBuckets);
    if (before) {
        sample.span = spanBetween(*before, now);
        const auto oldServices = byName(before->services, &ServiceTelemetry::name);
        const auto oldRoutes = byName(before->routes, &RouteTelemetry::name);
        std::vector<Rates> all;
        for (const ServiceTelemetry &service : now.services) {
            const ServiceTelemetry *old = find(oldServices, service.name);
            const Rates rates = ratesOf(old, service, sample.span);
            sample.services[service.name] = rates;
            sample.retried[service.name] = retriedPerSecond(old, service, sample.span);
            addEndpoints(sample, old, service);
            all.push_back(rates);
        }
        for (const RouteTelemetry &route : now.routes)
            sample.routes[route.name] = ratesOf(find(oldRoutes, route.name), route, sample.span);
        sample.rates = sumOf(all);
        // The gateway's own count holds answers that no service gave.
        sample.rates.requestsPerSecond = now.requests ? perSecond(before->requests, now.requests, sample.span)
                                                      : sample.rates.requestsPerSecond;
    }
    m_newest = std::move(sample);
}

BucketCounts SampleFollower::latencies(const ServiceName &service) const
{
    const auto found = m_windows.find(service);
    return found == m_windows.end() ? BucketCounts() : found->second.recent();
}

} // namespace gatehouse
