#pragma once

#include "core/control/fleetview.h"
#include "core/model/telemetry.h"

#include <cstdint>
#include <optional>

namespace gatehouse {

/// The part of time between two samples of one gateway, by its own clock, and whether it was restarted
/// between them.
struct SampleSpan
{
    double seconds = 0; ///< 0: nothing can be said
    bool restarted = false; ///< then counters are taken as they are, from its start
};

[[nodiscard]] SampleSpan spanBetween(const Telemetry &before, const Telemetry &now);

/// Rates of one service between two samples; `before` is null where it was not there.
[[nodiscard]] Rates ratesOf(const ServiceTelemetry *before, const ServiceTelemetry &now, SampleSpan span);
/// Of one route: failures are answers from 500 on.
[[nodiscard]] Rates ratesOf(const RouteTelemetry *before, const RouteTelemetry &now, SampleSpan span);
/// Retries in a second between two samples; none where the make does not tell.
[[nodiscard]] std::optional<double> retriedPerSecond(const ServiceTelemetry *before,
                                                     const ServiceTelemetry &now, SampleSpan span);
/// Of a plain counter.
[[nodiscard]] std::optional<double> perSecond(std::optional<std::uint64_t> before,
                                              std::optional<std::uint64_t> now, SampleSpan span);
/// Rates of several gateways together: added, the share of errors weighed by the calls.
[[nodiscard]] Rates sumOf(const std::vector<Rates> &parts);

} // namespace gatehouse
