#pragma once

#include "core/control/alert.h"
#include "core/control/gatewaystatus.h"

#include <vector>

namespace gatehouse {

/// Keeps what began and ended over the fleet. Conditions are told anew each tick; the book finds what is new
/// and what is over.
class AlertBook final
{
public:
    /// True where the list is another one.
    bool update(const std::vector<GatewayStatus> &gateways, WallTime at);
    /// Newest first, at most 500.
    const std::vector<Alert> &alerts() const { return m_alerts; }

private:
    std::vector<Alert> m_alerts;
};

/// What is wrong now, as open alerts; `at` where the gateway tells no time. Pure.
[[nodiscard]] std::vector<Alert> conditions(const std::vector<GatewayStatus> &gateways, WallTime at);

} // namespace gatehouse
