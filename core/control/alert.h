#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"

#include <optional>
#include <string>

namespace gatehouse {

/// What deserves a look at the fleet.
enum class AlertKind {
    BreakerOpened, ///< `reason` is the gateway's
    BulkheadSaturated, ///< at 80 % of its limit or more: `value` of `limit`
    EndpointUnhealthy, ///< `reason` is the check's
    GatewayUnreachable, ///< `reason` is the error's message
    GatewayStale, ///< no sample for three seconds
    GatewayDrifted, ///< changed outside; `reason` is the first detail
};

/// What an alert is about; there is at most one open alert for each.
struct AlertKey
{
    AlertKind kind = AlertKind::BreakerOpened;
    GatewayName gateway;
    ServiceName service{}; ///< empty where it is about the gateway
    std::string endpoint{}; ///< for EndpointUnhealthy

    bool operator==(const AlertKey &) const = default;
    auto operator<=>(const AlertKey &) const = default;
};

/// One thing that began, and perhaps ended. Words are made in ui/.
struct Alert
{
    AlertKey about;
    std::string reason{}; ///< as the gateway says it; empty where it says none
    int value = 0; ///< the highest while it was open
    int limit = 0;
    WallTime since{}; ///< the gateway's own time where it tells one
    std::optional<WallTime> ended{}; ///< unset: still so

    bool operator==(const Alert &) const = default;
};

} // namespace gatehouse
