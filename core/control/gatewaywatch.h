#pragma once

#include "core/base/clock.h"
#include "core/control/breakerhistory.h"
#include "core/control/figures.h"
#include "core/control/fleetaggregator.h"
#include "core/control/gatewaystatus.h"
#include "core/control/latencymerge.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// What is known of one gateway: takes in what its driver brings, decides what is due, and knows nothing of
/// calls. A pure value of the times that it is given.
class GatewayWatch final
{
public:
    static constexpr std::chrono::seconds SampleEvery{1};
    static constexpr std::chrono::seconds StaleAfter{3};
    static constexpr std::chrono::seconds DriftEvery{30};
    static constexpr std::size_t BreakerChanges = 256;

    GatewayWatch(GatewayTarget target, SteadyTime now);

    const GatewayStatus &status() const { return m_status; }
    void setTarget(GatewayTarget target);

    bool sampleIsDue(SteadyTime now) const { return now >= m_nextSample; }
    bool driftIsDue(SteadyTime now) const;
    bool identityIsDue() const { return m_wantsIdentity; }
    void sampleAsked(SteadyTime now) { m_nextSample = now + SampleEvery; }
    void driftAsked(SteadyTime now) { m_nextDrift = now + DriftEvery; }
    void identityAsked() { m_wantsIdentity = false; }
    /// Everything is due now.
    void hurry(SteadyTime now);

    /// `at` is the moment on the axis of the charts.
    void sampled(const Result<std::shared_ptr<const Telemetry>> &telemetry, SteadyTime now, WallTime at);
    void identified(const Result<GatewayIdentity> &identity, const Capabilities &capabilities);
    void driftChecked(const Result<std::shared_ptr<const LiveConfig>> &live, WallTime at);
    /// Age and staleness; true where the connection's state changed.
    bool age(SteadyTime now);

    /// None where there is nothing newer than three seconds.
    const std::optional<GatewaySample> &sample() const { return m_sample; }

    const Figures &figures() const { return m_figures; }
    const Figures *serviceFigures(const ServiceName &service) const;
    const std::vector<BreakerChange> *breakerHistory(const ServiceName &service) const;

private:
    struct Service
    {
        Figures figures{SeriesLimits{300, 0}};
        LatencyWindow latency;
        std::vector<BreakerChange> breaker; ///< oldest first
    };

    void takeIn(const std::shared_ptr<const Telemetry> &telemetry, SteadyTime now, WallTime at);
    ServiceFigures takeService(const ServiceTelemetry *before, const ServiceTelemetry &now, double seconds,
                               SteadyTime time, WallTime at);
    void chart(Service &service, const ServiceTelemetry &told, const ServiceFigures &figures, WallTime at);
    void noteBreaker(std::vector<BreakerChange> &history, const BreakerTelemetry &breaker, WallTime at);
    void judgeSync();

    GatewayStatus m_status;
    SteadyTime m_nextSample{};
    SteadyTime m_nextDrift{};
    bool m_wantsIdentity = true;
    std::optional<SteadyTime> m_receivedAt;
    std::optional<GatewaySample> m_sample;
    Figures m_figures{SeriesLimits{3'600, 1'440}};
    std::map<ServiceName, Service> m_services;
};

} // namespace gatehouse
