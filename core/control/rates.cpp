#include "core/control/rates.h"

#include <algorithm>
#include <cstdint>

namespace gatehouse {

namespace {

void addTo(std::optional<double> &sum, std::optional<double> value)
{
    if (value)
        sum = sum.value_or(0) + *value;
}

} // namespace

std::optional<double> rateOf(std::optional<std::uint64_t> before, std::optional<std::uint64_t> now,
                             double seconds)
{
    if (!before || !now || seconds <= 0)
        return std::nullopt;
    const std::uint64_t grown = *now >= *before ? *now - *before : *now;
    return static_cast<double>(grown) / seconds;
}

std::optional<double> Rates::errorPercent() const
{
    if (!requestsPerSecond || (!failedPerSecond && !brokenPerSecond && !crowdedPerSecond))
        return std::nullopt;
    const double bad =
        failedPerSecond.value_or(0) + brokenPerSecond.value_or(0) + crowdedPerSecond.value_or(0);
    if (*requestsPerSecond <= 0)
        return std::nullopt;
    return std::min(100.0, 100 * bad / *requestsPerSecond);
}

Rates &Rates::operator+=(const Rates &other)
{
    addTo(requestsPerSecond, other.requestsPerSecond);
    addTo(brokenPerSecond, other.brokenPerSecond);
    addTo(crowdedPerSecond, other.crowdedPerSecond);
    addTo(failedPerSecond, other.failedPerSecond);
    return *this;
}

Rates serviceRates(const ServiceTelemetry &before, const ServiceTelemetry &now, double seconds)
{
    Rates rates;
    rates.requestsPerSecond = rateOf(before.requests, now.requests, seconds);
    if (before.errors && now.errors) {
        for (const auto counter : {&ErrorTelemetry::connect, &ErrorTelemetry::reset, &ErrorTelemetry::timeout,
                                   &ErrorTelemetry::status5xx})
            addTo(rates.failedPerSecond, rateOf((*before.errors).*counter, (*now.errors).*counter, seconds));
    }
    if (before.refused && now.refused) {
        rates.brokenPerSecond = rateOf(before.refused->breaker, now.refused->breaker, seconds);
        rates.crowdedPerSecond = rateOf(before.refused->bulkhead, now.refused->bulkhead, seconds);
        const auto homeless = rateOf(before.refused->noEndpoint, now.refused->noEndpoint, seconds);
        addTo(rates.failedPerSecond, homeless);
        // Refused calls are not part of the service's requests, but they were called.
        if (rates.requestsPerSecond) {
            for (const auto refused : {rates.brokenPerSecond, rates.crowdedPerSecond, homeless})
                addTo(rates.requestsPerSecond, refused);
        }
    }
    return rates;
}

Rates routeRates(const RouteTelemetry &before, const RouteTelemetry &now, double seconds)
{
    Rates rates;
    rates.requestsPerSecond = rateOf(before.requests, now.requests, seconds);
    if (before.status && now.status)
        rates.failedPerSecond = rateOf(before.status->status5xx, now.status->status5xx, seconds);
    return rates;
}

Rates endpointRates(const EndpointTelemetry &before, const EndpointTelemetry &now, double seconds)
{
    return {
        rateOf(before.requests, now.requests, seconds), {}, {}, rateOf(before.errors, now.errors, seconds)};
}

} // namespace gatehouse
