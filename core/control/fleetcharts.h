#pragma once

#include "core/control/figures.h"
#include "core/control/fleetaggregator.h"
#include "core/control/fleetview.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

/// The rolling series over all gateways. What no gateway told of for an hour is forgotten.
class FleetCharts final
{
public:
    /// Once a second.
    void append(const FleetView &view, const std::vector<GatewaySample> &samples);

    const Series &fleet(Figure figure) const { return m_fleet.series(figure); }
    const Series &service(const ServiceName &name, Figure figure) const;
    const Series &route(const RouteName &name, Figure figure) const;
    const Series &endpoint(const ServiceName &service, const std::string &address, Figure figure) const;

private:
    using EndpointKey = std::pair<ServiceName, std::string>;

    void forget(WallTime now);
    void appendService(const FleetService &service, WallTime at);
    void appendEndpoints(const std::vector<GatewaySample> &samples, WallTime at);

    Series m_empty;
    WallTime m_forgotAt{};
    Figures m_fleet{SeriesLimits{3'600, 1'440}};
    std::map<ServiceName, Figures> m_services;
    std::map<RouteName, Figures> m_routes;
    std::map<EndpointKey, Figures> m_endpoints;
};

} // namespace gatehouse
