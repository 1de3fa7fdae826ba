#pragma once

#include "core/control/alert.h"
#include "core/control/gatewaystatus.h"

#include <cstddef>
#include <map>
#include <vector>

namespace gatehouse {

/// Opens an alert when something begins and ends it when it is over. What a gateway does not tell, because it
/// is stale or cannot be reached, stays as it was told last.
class AlertBook final
{
public:
    static constexpr std::size_t Limit = 500;
    /// A full bulkhead is let off below this, in percent, so that one at the limit makes one alert and not
    /// hundreds.
    static constexpr double CalmPercent = 70;

    /// Takes in how things stand; true where an alert came, changed or ended.
    bool look(const std::vector<GatewayStatus> &gateways, WallTime now);
    /// Newest first, open and ended.
    const std::vector<Alert> &alerts() const { return m_alerts; }

private:
    using Standing = std::map<AlertKey, Alert>;

    void addServices(const GatewayStatus &gateway, WallTime now, Standing &standing) const;
    bool isOpen(const AlertKey &key) const;

    std::vector<Alert> m_alerts;
};

} // namespace gatehouse
