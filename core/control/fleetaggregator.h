#pragma once

#include "core/control/fleetview.h"
#include "core/control/gatewaystatus.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// What the newest sample of one gateway says, against the one before it.
struct ServiceFigures
{
    Rates rates;
    std::optional<double> retriedPerSecond{};
    std::optional<double> retriedWellPerSecond{};
    std::optional<double> overBudgetPerSecond{};
    std::optional<LatencyBucketTelemetry> recentBuckets{}; ///< of the last 60 s
    std::vector<Rates> endpoints{}; ///< in the order of the telemetry
};
struct RouteFigures
{
    Rates rates;
    std::optional<double> rateLimitedPerSecond{};
};

/// One gateway as it goes into the view of all. The figures stand in the order of the telemetry's lists.
struct GatewaySample
{
    GatewayName gateway;
    std::shared_ptr<const Telemetry> telemetry;
    std::vector<ServiceFigures> services;
    std::vector<RouteFigures> routes;
};

/// Makes the view of services and routes of all gateways; the counts of gateways are the monitor's. A pure
/// function.
[[nodiscard]] FleetView aggregate(const std::vector<GatewaySample> &samples);

} // namespace gatehouse
