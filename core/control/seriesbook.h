#pragma once

#include "core/control/fleetview.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/gatewaysample.h"

#include <map>
#include <string>
#include <tuple>

namespace gatehouse {

/// All rolling series of a fleet. A series is made when it first has a value; routes without traffic have
/// none.
class SeriesBook final
{
public:
    /// One tick of the whole fleet.
    void append(const FleetView &fleet);
    /// One new sample of one gateway.
    void append(const GatewayName &gateway, const GatewaySample &sample, WallTime at);
    void forget(const GatewayName &gateway);

    const Series &fleet(Figure figure) const;
    const Series &gateway(const GatewayName &gateway, Figure figure) const;
    const Series &service(const ServiceName &service, Figure figure) const;
    const Series &service(const GatewayName &gateway, const ServiceName &service, Figure figure) const;
    const Series &route(const RouteName &route, Figure figure) const;
    const Series &endpoint(const ServiceName &service, const std::string &address, Figure figure) const;

private:
    enum class Scope { Fleet, Gateway, Service, ServiceOnGateway, Route, Endpoint };
    using Key = std::tuple<Scope, std::string, std::string, Figure>;

    void put(Scope scope, const std::string &first, const std::string &second, Figure figure, WallTime at,
             std::optional<double> value);
    const Series &get(Scope scope, const std::string &first, const std::string &second, Figure figure) const;
    void putService(const FleetService &service, WallTime at);
    void putServiceOf(const std::string &gateway, const ServiceTelemetry &service,
                      const GatewaySample &sample, WallTime at);

    std::map<Key, Series> m_series;
};

} // namespace gatehouse
