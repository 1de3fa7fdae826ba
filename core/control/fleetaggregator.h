#pragma once

#include "core/control/fleetview.h"
#include "core/control/gatewaysample.h"
#include "core/control/gatewaystatus.h"

#include <vector>

namespace gatehouse {

/// One gateway as the aggregator sees it.
struct FleetPart
{
    const GatewayStatus *status = nullptr;
    const SampleFollower *samples = nullptr;
};

/// Makes one picture of all gateways. Pure. Those that are neither live nor stale do not count for services.
[[nodiscard]] FleetView aggregate(const std::vector<FleetPart> &parts, WallTime at);

/// Which of two states is the worse one; higher is worse.
[[nodiscard]] int badness(HealthState state);
[[nodiscard]] int badness(BreakerPhase phase);

} // namespace gatehouse
