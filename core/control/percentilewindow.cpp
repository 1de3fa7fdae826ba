#include "core/control/percentilewindow.h"

#include <cmath>
#include <limits>
#include <map>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds Window{60};
/// One sample kept in so much time: twelve describe a minute well enough.
constexpr std::chrono::seconds Step{5};

bool restarted(const LatencyBucketTelemetry &before, const LatencyBucketTelemetry &now)
{
    if (before.upToMs != now.upToMs || before.count.size() != now.count.size())
        return true;
    for (std::size_t i = 0; i < now.count.size(); ++i)
        if (now.count[i] < before.count[i])
            return true;
    return false;
}

std::optional<double> percentile(const std::map<double, double> &counts, double total, double share)
{
    const double wanted = total * share;
    double below = 0;
    double lower = 0;
    for (const auto &[bound, count] : counts) {
        if (count > 0 && below + count >= wanted) {
            // Above the last bound nothing more is known than that bound.
            if (std::isinf(bound))
                return lower;
            return lower + (bound - lower) * (wanted - below) / count;
        }
        below += count;
        lower = bound;
    }
    return std::nullopt;
}

} // namespace

void PercentileWindow::add(SteadyTime at, const LatencyBucketTelemetry &buckets)
{
    if (!m_samples.empty() && restarted(m_samples.back().buckets, buckets))
        m_samples.clear();
    // The newest is always the last; those before it stand five seconds apart.
    if (m_samples.size() >= 2 && at - m_samples[m_samples.size() - 2].at < Step)
        m_samples.back() = {at, buckets};
    else
        m_samples.push_back({at, buckets});
    while (m_samples.size() > 2 && at - m_samples[1].at >= Window)
        m_samples.pop_front();
}

BucketCounts PercentileWindow::recent() const
{
    BucketCounts counts;
    if (m_samples.size() < 2)
        return counts;
    const LatencyBucketTelemetry &before = m_samples.front().buckets;
    const LatencyBucketTelemetry &now = m_samples.back().buckets;
    for (std::size_t i = 0; i < now.count.size(); ++i) {
        const double bound = i < now.upToMs.size() ? now.upToMs[i] : std::numeric_limits<double>::infinity();
        counts.emplace_back(bound, double(now.count[i] - before.count[i]));
    }
    return counts;
}

Percentiles mergedPercentiles(const std::vector<BucketCounts> &parts)
{
    std::map<double, double> counts;
    double total = 0;
    for (const BucketCounts &part : parts) {
        for (const auto &[bound, count] : part) {
            counts[bound] += count;
            total += count;
        }
    }
    Percentiles merged;
    if (total <= 0)
        return merged;
    merged.p50 = percentile(counts, total, 0.50);
    merged.p95 = percentile(counts, total, 0.95);
    merged.p99 = percentile(counts, total, 0.99);
    return merged;
}

} // namespace gatehouse
