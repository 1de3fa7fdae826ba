#include "core/control/samplerates.h"

#include <algorithm>

namespace gatehouse {

namespace {

std::uint64_t growth(std::optional<std::uint64_t> before, std::optional<std::uint64_t> now, SampleSpan span)
{
    const std::uint64_t value = now.value_or(0);
    const std::uint64_t earlier = span.restarted ? 0 : before.value_or(0);
    // Smaller without a restart: this object was made anew.
    return value >= earlier ? value - earlier : value;
}

template <class Block, class Field>
std::optional<std::uint64_t> field(const std::optional<Block> &block, Field member)
{
    return block ? (*block).*member : std::nullopt;
}

template <class Block, class Field>
std::uint64_t blockGrowth(const std::optional<Block> *before, const std::optional<Block> &now, Field member,
                          SampleSpan span)
{
    return growth(before ? field(*before, member) : std::nullopt, field(now, member), span);
}

} // namespace

SampleSpan spanBetween(const Telemetry &before, const Telemetry &now)
{
    SampleSpan span;
    span.seconds = double((now.takenAt - before.takenAt).count()) / 1000.0;
    span.restarted = (now.uptimeSeconds && before.uptimeSeconds && *now.uptimeSeconds < *before.uptimeSeconds)
        || (now.requests && before.requests && *now.requests < *before.requests);
    if (span.restarted && now.uptimeSeconds)
        span.seconds = *now.uptimeSeconds;
    span.seconds = std::max(span.seconds, 0.0);
    return span;
}

std::optional<double> perSecond(std::optional<std::uint64_t> before, std::optional<std::uint64_t> now,
                                SampleSpan span)
{
    if (!now || span.seconds <= 0)
        return std::nullopt;
    return double(growth(before, now, span)) / span.seconds;
}

Rates ratesOf(const ServiceTelemetry *before, const ServiceTelemetry &now, SampleSpan span)
{
    Rates rates;
    if (span.seconds <= 0 || !now.requests)
        return rates;
    const auto *errors = before ? &before->errors : nullptr;
    const auto *refused = before ? &before->refused : nullptr;
    const auto calls = growth(before ? before->requests : std::nullopt, now.requests, span);
    const auto failed = blockGrowth(errors, now.errors, &ErrorTelemetry::connect, span)
        + blockGrowth(errors, now.errors, &ErrorTelemetry::reset, span)
        + blockGrowth(errors, now.errors, &ErrorTelemetry::timeout, span)
        + blockGrowth(errors, now.errors, &ErrorTelemetry::status5xx, span);
    const auto broken = blockGrowth(refused, now.refused, &RefusalTelemetry::breaker, span);
    const auto crowded = blockGrowth(refused, now.refused, &RefusalTelemetry::bulkhead, span);
    const auto homeless = blockGrowth(refused, now.refused, &RefusalTelemetry::noEndpoint, span);
    const double all = double(calls + broken + crowded + homeless);
    rates.requestsPerSecond = all / span.seconds;
    rates.brokenPerSecond = double(broken) / span.seconds;
    rates.crowdedPerSecond = double(crowded) / span.seconds;
    rates.failedPerSecond = double(failed + homeless) / span.seconds;
    if (all > 0)
        rates.errorPercent = std::min(100.0, 100.0 * double(failed + broken + crowded + homeless) / all);
    return rates;
}

Rates ratesOf(const RouteTelemetry *before, const RouteTelemetry &now, SampleSpan span)
{
    Rates rates;
    if (span.seconds <= 0 || !now.requests)
        return rates;
    const auto calls = growth(before ? before->requests : std::nullopt, now.requests, span);
    const auto failed =
        blockGrowth(before ? &before->status : nullptr, now.status, &StatusTelemetry::status5xx, span);
    rates.requestsPerSecond = double(calls) / span.seconds;
    rates.failedPerSecond = double(failed) / span.seconds;
    if (calls > 0)
        rates.errorPercent = std::min(100.0, 100.0 * double(failed) / double(calls));
    return rates;
}

std::optional<double> retriedPerSecond(const ServiceTelemetry *before, const ServiceTelemetry &now,
                                       SampleSpan span)
{
    if (!now.retries)
        return std::nullopt;
    return perSecond(before && before->retries ? before->retries->retried : std::nullopt,
                     now.retries->retried, span);
}

Rates sumOf(const std::vector<Rates> &parts)
{
    Rates sum;
    double errors = 0;
    double calls = 0;
    bool told = false;
    for (const Rates &part : parts) {
        if (!part.requestsPerSecond)
            continue;
        sum.requestsPerSecond = sum.requestsPerSecond.value_or(0) + *part.requestsPerSecond;
        sum.brokenPerSecond += part.brokenPerSecond;
        sum.crowdedPerSecond += part.crowdedPerSecond;
        sum.failedPerSecond += part.failedPerSecond;
        if (part.errorPercent) {
            told = true;
            errors += *part.errorPercent * *part.requestsPerSecond;
            calls += *part.requestsPerSecond;
        }
    }
    if (told)
        sum.errorPercent = calls > 0 ? errors / calls : 0.0;
    return sum;
}

} // namespace gatehouse
