#pragma once

#include "core/base/clock.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/gatewaysample.h"
#include "core/control/gatewaystatus.h"

#include <QtCore/QObject>

#include <optional>

namespace gatehouse {

class GatewayHub;

/// Watches one gateway: asks once a second for telemetry and every 30 s for drift, never twice at a time, and
/// knows how old what it knows is.
class GatewayWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayWatch)

public:
    GatewayWatch(GatewayMonitor::Target target, GatewayHub &hub, const Clock &clock, QObject *parent);
    ~GatewayWatch() override;

    void setTarget(const GatewayMonitor::Target &target);
    const GatewayMonitor::Target &target() const { return m_target; }
    const GatewayStatus &status() const { return m_status; }
    const SampleFollower &samples() const { return m_samples; }

    /// Asks what it is time to ask, and looks at the age.
    void tick();
    /// Telemetry and drift at the next tick.
    void askNow();
    /// Whether a sample came since the last call.
    bool takeFresh();

Q_SIGNALS:
    void changed();

private:
    void askTelemetry();
    void askDrift();
    void identify();
    void take(const Result<std::shared_ptr<const Telemetry>> &telemetry);
    void takeDrift(const Result<std::shared_ptr<const LiveConfig>> &live);
    void fail(const Error &error);
    void look();

    GatewayMonitor::Target m_target;
    GatewayHub &m_hub;
    const Clock &m_clock;
    GatewayStatus m_status;
    SampleFollower m_samples;
    std::optional<SteadyTime> m_asked;
    std::optional<SteadyTime> m_received;
    std::optional<SteadyTime> m_driftAsked;
    QFuture<Result<std::shared_ptr<const Telemetry>>> m_telemetry;
    QFuture<Result<std::shared_ptr<const LiveConfig>>> m_drift;
    bool m_telemetryPending = false;
    bool m_driftPending = false;
    bool m_identified = false;
    bool m_fresh = false;
};

/// How what runs relates to what was published. Pure.
[[nodiscard]] SyncState syncOf(const GatewayStatus &status, const GatewayMonitor::Target &target);

} // namespace gatehouse
