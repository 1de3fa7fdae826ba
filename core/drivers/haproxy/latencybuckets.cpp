#include "core/drivers/haproxy/latencybuckets.h"

#include <numeric>
#include <optional>

namespace gatehouse::haproxy {

namespace {

constexpr std::chrono::seconds Window{60};

std::optional<double> quantile(const std::vector<std::uint64_t> &counts, double share)
{
    const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    if (total == 0)
        return std::nullopt;
    const double rank = share * static_cast<double>(total);
    double before = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto here = static_cast<double>(counts[i]);
        const double lower = i == 0 ? 0 : LatencyBounds[i - 1];
        if (here > 0 && before + here >= rank) {
            const double upper = i < LatencyBounds.size() ? LatencyBounds[i] : lower;
            return lower + (upper - lower) * (rank - before) / here;
        }
        before += here;
    }
    return LatencyBounds.back();
}

} // namespace

void LatencyWindow::add(SteadyTime now, std::vector<std::uint64_t> counts)
{
    counts.resize(LatencyCounters);
    m_samples.push_back({now, std::move(counts)});
    while (m_samples.size() > 2 && now - m_samples[1].at >= Window)
        m_samples.pop_front();
}

LatencyTelemetry LatencyWindow::latency() const
{
    if (m_samples.empty())
        return {};
    std::vector<std::uint64_t> counts = m_samples.back().counts;
    if (m_samples.size() > 1) {
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] -= m_samples.front().counts[i];
    }
    return {quantile(counts, 0.50), quantile(counts, 0.95), quantile(counts, 0.99)};
}

LatencyBucketTelemetry LatencyWindow::buckets() const
{
    LatencyBucketTelemetry buckets;
    buckets.upToMs.assign(LatencyBounds.begin(), LatencyBounds.end());
    if (!m_samples.empty())
        buckets.count = m_samples.back().counts;
    return buckets;
}

} // namespace gatehouse::haproxy
