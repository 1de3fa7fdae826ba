#pragma once

#include "core/control/fleetview.h"
#include "core/control/percentilewindow.h"
#include "core/control/samplerates.h"
#include "core/model/telemetry.h"

#include <map>
#include <memory>

namespace gatehouse {

/// What was worked out from the newest two samples of one gateway.
struct GatewaySample
{
    std::shared_ptr<const Telemetry> telemetry{}; ///< the newest; none before the first
    SampleSpan span{};
    Rates rates{}; ///< of the gateway: its requests, and the failures of its services
    std::map<ServiceName, Rates> services{};
    std::map<ServiceName, std::optional<double>> retried{};
    std::map<RouteName, Rates> routes{};
    std::map<std::pair<ServiceName, std::string>, std::optional<double>> endpoints{}; ///< tries a second
};

/// Follows the samples of one gateway.
class SampleFollower final
{
public:
    /// A newer sample; `received` by our own clock.
    void take(std::shared_ptr<const Telemetry> telemetry, SteadyTime received);
    const GatewaySample &newest() const { return m_newest; }
    /// The latencies of the last minute by bucket; empty where the gateway tells none.
    BucketCounts latencies(const ServiceName &service) const;

private:
    GatewaySample m_newest;
    std::map<ServiceName, PercentileWindow> m_windows;
};

} // namespace gatehouse
