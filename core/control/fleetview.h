#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"
#include "core/control/latencymerge.h"
#include "core/control/rates.h"
#include "core/model/telemetry.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// The worst state over the gateways, and on how many: "open on 1 of 3". Gateways without the block do not
/// count.
template <class State> struct WorstOf
{
    State state{};
    int count = 0; ///< gateways in this state
    int of = 0; ///< gateways that tell one
    GatewayName on{}; ///< the first of them

    bool operator==(const WorstOf &) const = default;
};

/// One bulkhead of one gateway, the fullest of the fleet.
struct FullestBulkhead
{
    GatewayName gateway;
    int active = 0;
    int limit = 0;
    int queued = 0;
    double utilization = 0; ///< percent

    bool operator==(const FullestBulkhead &) const = default;
};

/// One service over all gateways that are live.
struct FleetService
{
    ServiceName name;
    std::optional<WorstOf<HealthState>> health{};
    std::optional<WorstOf<BreakerPhase>> breaker{};
    std::string breakerReason{}; ///< of the worst
    std::optional<WallTime> breakerSince{}; ///< of the worst
    std::optional<std::int64_t> trialInMs{}; ///< of the worst, where it is open
    std::optional<int> consecutiveFailures{}; ///< highest
    std::optional<double> failureRate{}; ///< highest, percent
    std::optional<FullestBulkhead> bulkhead{};
    Rates rates; ///< added
    Percentiles latency; ///< merged
    std::optional<double> retriedPerSecond{};
    std::optional<double> retriedWellPerSecond{}; ///< succeeded after a retry
    std::optional<double> overBudgetPerSecond{};
    int endpoints = 0; ///< of the gateway that knows most
    int healthyEndpoints = 0; ///< those that can be used, on the gateway where they are fewest

    bool operator==(const FleetService &) const = default;
};

struct FleetRoute
{
    RouteName name;
    Rates rates; ///< added
    Percentiles latency; ///< the highest of the gateways: routes have no buckets to merge
    std::optional<double> rateLimitedPerSecond{};

    bool operator==(const FleetRoute &) const = default;
};

/// All gateways of the environment at one moment: what Overview shows. A pure value.
struct FleetView
{
    WallTime at{};
    int gateways = 0;
    int connected = 0; ///< live
    int published = 0; ///< those that are published to
    int inSync = 0; ///< of those
    Rates rates; ///< of all services
    Percentiles latency;
    int breakers = 0; ///< services with a breaker on any gateway
    int openBreakers = 0; ///< services whose breaker is open on any gateway
    int bulkheads = 0; ///< services with a bulkhead on any gateway
    int fullBulkheads = 0; ///< at 80 % or more on any gateway
    std::vector<FleetService> services{}; ///< by name
    std::vector<FleetRoute> routes{}; ///< by name
    std::optional<std::chrono::milliseconds> newestSampleAge{}; ///< none before the first sample

    bool operator==(const FleetView &) const = default;
};

/// From 80 % on a bulkhead is called full.
inline constexpr double FullBulkheadPercent = 80;
/// An open breaker and a forced open one let nobody through.
[[nodiscard]] constexpr bool isOpen(BreakerPhase phase)
{
    return phase == BreakerPhase::Open || phase == BreakerPhase::ForcedOpen;
}
/// For the worst of several: disabled and forced closed are no trouble, half-open is some, open is most.
[[nodiscard]] int badness(BreakerPhase phase);
[[nodiscard]] int badness(HealthState state);

} // namespace gatehouse
