#pragma once

#include "core/base/clock.h"
#include "core/control/alert.h"
#include "core/control/breakerhistory.h"
#include "core/control/figures.h"
#include "core/control/fleetview.h"
#include "core/control/gatewaystatus.h"
#include "core/control/series.h"

#include <QtCore/QObject>

#include <memory>
#include <string>
#include <vector>

namespace gatehouse {

class GatewayHub;
class WorkspaceSession;

/// Watches all gateways of the environment: one snapshot a gateway a second, drift every 30 seconds. A call
/// that is still under way is never doubled, so a slow or dead gateway delays nobody; three seconds of
/// silence make it stale; it is asked on and recovers by itself. On the GUI thread; all values are those of
/// the last tick.
///
/// Charts: the fleet, its gateways and services keep one hour by the second and one day by the minute;
/// routes, endpoints and the services of one gateway keep five minutes by the second. Their axis is this
/// machine's clock.
class GatewayMonitor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayMonitor)

public:
    /// Hub and clock outlive the monitor. Nothing is asked before start().
    GatewayMonitor(GatewayHub &hub, const Clock &clock, QObject *parent = nullptr);
    ~GatewayMonitor() override;

    /// Those that stay keep their samples. The hub gets the same gateways.
    void setTargets(const std::vector<GatewayTarget> &targets);
    /// Sets the targets whenever the session's gateways, environment or revisions change.
    void follow(WorkspaceSession &session);
    /// Ticks by itself, five times a second. Tests step the clock and call tick() instead.
    void start();
    void stop();
    /// Asks whom it is time to ask, and tells what became stale.
    void tick();
    /// Asks one gateway for everything now.
    void checkNow(const GatewayName &gateway);

    /// In the order of the targets.
    const std::vector<GatewayStatus> &gateways() const;
    /// Null where there is none.
    const GatewayStatus *gateway(const GatewayName &name) const;
    const FleetView &fleet() const;
    /// Newest first, open and ended; at most 500.
    const std::vector<Alert> &alerts() const;

    /// Empty where there is nothing. Good until the next tick.
    const Series &fleetSeries(Figure figure) const;
    const Series &gatewaySeries(const GatewayName &gateway, Figure figure) const;
    /// Over all gateways: rates added, percentiles merged, bulkheads those of the fullest gateway.
    const Series &serviceSeries(const ServiceName &service, Figure figure) const;
    const Series &serviceSeries(const GatewayName &gateway, const ServiceName &service, Figure figure) const;
    const Series &routeSeries(const RouteName &route, Figure figure) const;
    /// RequestsPerSecond (tries) and FailedPerSecond, added over all gateways.
    const Series &endpointSeries(const ServiceName &service, const std::string &address, Figure figure) const;
    /// Oldest first, at most 256.
    std::vector<BreakerChange> breakerHistory(const GatewayName &gateway, const ServiceName &service) const;
    /// The worst of the gateways at each time, oldest first.
    std::vector<BreakerChange> breakerHistory(const ServiceName &service) const;

Q_SIGNALS:
    /// Its connection, identity or sync became another (not only its age).
    void gatewayChanged(const gatehouse::GatewayName &gateway);
    /// Targets came, went or changed.
    void gatewaysChanged();
    /// Ages, fleet() and series are new: once a second, and when a state changed.
    void sampled();
    void alertsChanged();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
