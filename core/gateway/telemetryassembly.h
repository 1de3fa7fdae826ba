#pragma once

#include "core/base/clock.h"
#include "core/gateway/dataplane.h"
#include "core/model/telemetry.h"

#include <chrono>
#include <cstdint>

namespace gatehouse {

/// What the data plane counts as a whole, beside what it serves.
struct PlaneTotals
{
    std::uint64_t requests = 0;
    std::uint64_t activeConnections = 0;
    SteadyTime startedAt{};
};

/// Puts the gateway's counters and states into the form in which they are told (model.md, "Telemetry"). Reads
/// only; one thread at a time.
class TelemetryAssembly final
{
public:
    TelemetryAssembly(GatewayName gateway, const Clock &clock);

    [[nodiscard]] Telemetry assemble(const ServedRevision &served, const PlaneTotals &totals);

private:
    WallTime wallOf(SteadyTime time) const;
    ServiceTelemetry serviceOf(const ServedService &service, SteadyTime now) const;
    BreakerTelemetry breakerOf(const CircuitBreaker &breaker, SteadyTime now) const;

    GatewayName m_gateway;
    const Clock &m_clock;
    std::chrono::milliseconds m_offset; ///< from the steady to the wall clock
};

} // namespace gatehouse
