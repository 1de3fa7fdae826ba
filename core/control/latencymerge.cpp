#include "core/control/latencymerge.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds Window{60};

bool wentBack(const LatencyBucketTelemetry &before, const LatencyBucketTelemetry &now)
{
    return before.upToMs != now.upToMs || before.count.size() != now.count.size()
        || !std::equal(before.count.begin(), before.count.end(), now.count.begin(),
                       [](std::uint64_t old, std::uint64_t count) { return old <= count; });
}

} // namespace

void LatencyMerge::add(const LatencyBucketTelemetry &buckets)
{
    for (std::size_t i = 0; i < buckets.count.size(); ++i) {
        m_total += buckets.count[i];
        if (i < buckets.upToMs.size())
            m_counts[buckets.upToMs[i]] += buckets.count[i];
        else
            m_above += buckets.count[i];
    }
}

Percentiles LatencyMerge::percentiles() const
{
    return {quantile(0.50), quantile(0.95), quantile(0.99)};
}

std::optional<double> LatencyMerge::quantile(double share) const
{
    if (m_total == 0)
        return std::nullopt;
    const double rank = share * static_cast<double>(m_total);
    double passed = 0;
    double lower = 0;
    for (const auto &[upper, count] : m_counts) {
        const auto calls = static_cast<double>(count);
        if (count > 0 && passed + calls >= rank)
            return lower + (upper - lower) * (rank - passed) / calls;
        passed += calls;
        lower = upper;
    }
    return lower;
}

void LatencyWindow::add(SteadyTime at, const LatencyBucketTelemetry &buckets)
{
    if (!m_entries.empty() && wentBack(m_entries.back().buckets, buckets)) {
        m_entries.clear();
        // Everything was counted since the restart.
        m_entries.push_back({at, {buckets.upToMs, std::vector<std::uint64_t>(buckets.count.size(), 0)}});
    }
    m_entries.push_back({at, buckets});
    while (m_entries.size() > 2 && at - m_entries[1].at >= Window)
        m_entries.pop_front();
}

LatencyBucketTelemetry LatencyWindow::recent() const
{
    if (m_entries.empty())
        return {};
    LatencyBucketTelemetry recent = m_entries.back().buckets;
    if (m_entries.size() == 1) {
        std::fill(recent.count.begin(), recent.count.end(), 0);
        return recent;
    }
    const auto &before = m_entries.front().buckets.count;
    for (std::size_t i = 0; i < recent.count.size(); ++i)
        recent.count[i] -= before[i];
    return recent;
}

} // namespace gatehouse
