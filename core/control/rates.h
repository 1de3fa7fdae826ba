#pragma once

#include "core/model/telemetry.h"

#include <optional>

namespace gatehouse {

/// Differences of counters between two samples, a second. A counter that became smaller is a restart: it is
/// then counted from the start. What the gateway does not count is empty.
struct Rates
{
    std::optional<double> requestsPerSecond{}; ///< none before two samples
    std::optional<double> brokenPerSecond{}; ///< refused by an open breaker
    std::optional<double> crowdedPerSecond{}; ///< refused by a full bulkhead
    std::optional<double> failedPerSecond{}; ///< all other calls that failed or were refused

    bool operator==(const Rates &) const = default;

    /// Failed or refused calls of all calls, in percent; none where there were none.
    std::optional<double> errorPercent() const;
    /// Of several gateways.
    Rates &operator+=(const Rates &other);
};

/// `seconds` > 0 lie between the two samples. Calls are those that reached the service and those that were
/// refused before.
[[nodiscard]] Rates serviceRates(const ServiceTelemetry &before, const ServiceTelemetry &now, double seconds);
/// Failed are the answers from 500 on.
[[nodiscard]] Rates routeRates(const RouteTelemetry &before, const RouteTelemetry &now, double seconds);
[[nodiscard]] Rates endpointRates(const EndpointTelemetry &before, const EndpointTelemetry &now,
                                  double seconds);
/// One counter; none where either sample does not have it.
[[nodiscard]] std::optional<double> rateOf(std::optional<std::uint64_t> before,
                                           std::optional<std::uint64_t> now, double seconds);

} // namespace gatehouse
