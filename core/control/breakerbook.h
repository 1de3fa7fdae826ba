#pragma once

#include "core/control/gatewaymonitor.h"

#include <map>
#include <utility>
#include <vector>

namespace gatehouse {

/// Keeps how the breakers of all gateways changed: 256 changes each.
class BreakerBook final
{
public:
    void take(const GatewayName &gateway, const Telemetry &telemetry);
    void forget(const GatewayName &gateway);
    const std::vector<BreakerChange> &history(const GatewayName &gateway, const ServiceName &service) const;
    /// The worst of the gateways at each time.
    std::vector<BreakerChange> worst(const ServiceName &service) const;

private:
    std::map<std::pair<ServiceName, GatewayName>, std::vector<BreakerChange>> m_changes;
};

} // namespace gatehouse
