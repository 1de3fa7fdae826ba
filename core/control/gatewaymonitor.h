#pragma once

#include "core/base/clock.h"
#include "core/control/alert.h"
#include "core/control/fleetview.h"
#include "core/control/gatewaystatus.h"
#include "core/control/series.h"
#include "core/model/telemetry.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

class GatewayHub;

/// What is drawn over time for one service, route or gateway, or for all of them together.
enum class Figure {
    RequestsPerSecond,
    ErrorPercent,
    BrokenPerSecond, ///< refused by an open breaker
    CrowdedPerSecond, ///< refused by a full bulkhead
    FailedPerSecond, ///< other failures
    LatencyP50,
    LatencyP95,
    LatencyP99,
    BulkheadActive,
    BulkheadQueued,
    FailureRate, ///< percent, the breaker's own window
    RetriedPerSecond,
    OpenBreakers, ///< only of the fleet
    FullBulkheads, ///< only of the fleet
    GatewaysInSync, ///< only of the fleet
};

/// One state of a breaker from `since` until the next one.
struct BreakerChange
{
    WallTime since{};
    BreakerPhase phase{};
    std::string reason; ///< the gateway's words; empty where it has none

    bool operator==(const BreakerChange &) const = default;
};

/// Watches all gateways of the environment: one snapshot a gateway a second, drift every 30 seconds. A call
/// that is still under way is never doubled, so a slow or dead gateway delays nobody; three seconds of
/// silence make it stale; it is asked on and recovers by itself. On the GUI thread; all values are those of
/// the last tick.
///
/// Charts: services, gateways and the fleet keep one hour by the second and one day by the minute, routes
/// five minutes by the second.
class GatewayMonitor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayMonitor)

public:
    /// Hub and clock outlive the monitor. Nothing is asked before start().
    GatewayMonitor(GatewayHub &hub, const Clock &clock, QObject *parent = nullptr);
    ~GatewayMonitor() override;

    /// What each gateway should run, as the workspace's revisions say.
    struct Target
    {
        Gateway gateway;
        std::optional<RevisionNumber> desired{};
        std::string desiredHash{};
        std::vector<std::string>
            earlierHashes{}; ///< of this workspace's earlier revisions: "behind", not "outside"
        bool operator==(const Target &) const = default;
    };
    /// Those that stay keep their samples.
    void setTargets(const std::vector<Target> &targets);
    /// Ticks by itself, four times a second. Tests step the clock and call tick() instead.
    void start();
    void stop();
    /// Asks whom it is time to ask, and tells what became stale.
    void tick();
    /// Asks for telemetry and drift of one gateway now.
    void checkNow(const GatewayName &gateway);

    /// In the order of the targets.
    const std::vector<GatewayStatus> &gateways() const;
    const GatewayStatus *gateway(const GatewayName &name) const;
    const FleetView &fleet() const;
    /// Newest first, open and ended; at most 500.
    const std::vector<Alert> &alerts() const;

    /// Empty series where there is nothing. Valid until the next tick. A figure that the gateways cannot tell
    /// has only gaps.
    const Series &fleetSeries(Figure figure) const;
    const Series &gatewaySeries(const GatewayName &gateway, Figure figure) const;
    /// Over all gateways: rates added, percentiles merged, bulkheads those of the fullest gateway.
    const Series &serviceSeries(const ServiceName &service, Figure figure) const;
    const Series &serviceSeries(const GatewayName &gateway, const ServiceName &service, Figure figure) const;
    const Series &routeSeries(const RouteName &route, Figure figure) const;
    const Series &endpointSeries(const ServiceName &service, const std::string &address, Figure figure) const;
    /// Oldest first, at most 256.
    const std::vector<BreakerChange> &breakerHistory(const GatewayName &gateway,
                                                     const ServiceName &service) const;
    /// The worst of the gateways at each time, oldest first.
    std::vector<BreakerChange> breakerHistory(const ServiceName &service) const;

Q_SIGNALS:
    /// At most once a tick: a gateway's status changed (not only its age).
    void gatewayChanged(const gatehouse::GatewayName &gateway);
    /// Targets came or went.
    void gatewaysChanged();
    /// Once a tick with at least one new sample, or where a state changed: fleet(), ages and series are new.
    void sampled();
    void alertsChanged();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
