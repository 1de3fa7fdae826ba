#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"
#include "core/control/gatewaystatus.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// Merged over several gateways from their buckets, never from their percentiles. In milliseconds.
struct Percentiles
{
    std::optional<double> p50{};
    std::optional<double> p95{};
    std::optional<double> p99{};

    bool operator==(const Percentiles &) const = default;
};

/// Differences of counters between two samples of one gateway. A counter that became smaller, or an uptime
/// that did, is a restart: the rate is then counted from its start.
struct Rates
{
    std::optional<double> requestsPerSecond{}; ///< none before two samples
    std::optional<double> errorPercent{}; ///< failed or refused calls, of all; none where there were no calls
    double brokenPerSecond = 0; ///< refused by an open breaker
    double crowdedPerSecond = 0; ///< refused by a full bulkhead
    double failedPerSecond = 0; ///< all other failures

    bool operator==(const Rates &) const = default;
};

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

/// One service over all gateways that are live or stale.
struct FleetService
{
    ServiceName name;
    std::optional<WorstOf<HealthState>> health{};
    std::optional<WorstOf<BreakerPhase>> breaker{};
    std::string breakerReason{}; ///< of the worst
    std::optional<WallTime> breakerSince{};
    std::optional<std::int64_t> trialInMs{}; ///< of the worst, where it is open
    std::optional<int> consecutiveFailures{}; ///< highest
    std::optional<double> failureRate{}; ///< highest, percent
    std::optional<FullestBulkhead> bulkhead{};
    Rates rates;
    Percentiles latency;
    int endpoints = 0; ///< of the gateway that knows most
    int healthyEndpoints = 0; ///< lowest over the gateways

    bool operator==(const FleetService &) const = default;
};

struct FleetRoute
{
    RouteName name;
    Rates rates;
    Percentiles latency; ///< the worst gateway's: routes have no buckets
    double rateLimitedPerSecond = 0;

    bool operator==(const FleetRoute &) const = default;
};

/// All gateways of the environment at one moment: what Overview shows. A pure value, made by FleetAggregator.
struct FleetView
{
    WallTime at{};
    int gateways = 0;
    int connected = 0; ///< live
    int inSync = 0; ///< of those that are published to
    int published = 0; ///< those that are published to
    Rates rates;
    Percentiles latency;
    int breakers = 0; ///< services with a breaker on any gateway
    int openBreakers = 0; ///< services whose breaker is open on any gateway
    int bulkheads = 0;
    int fullBulkheads = 0; ///< above 80 % on any gateway
    std::vector<FleetService> services{}; ///< by name
    std::vector<FleetRoute> routes{}; ///< by name
    std::optional<std::chrono::milliseconds> newestSampleAge{};

    bool operator==(const FleetView &) const = default;
};

} // namespace gatehouse
