#pragma once

#include "core/model/telemetry.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace gatehouse {

/// Latencies in milliseconds.
struct Percentiles
{
    std::optional<double> p50{};
    std::optional<double> p95{};
    std::optional<double> p99{};

    bool operator==(const Percentiles &) const = default;
};

/// Calls by how long they took, of one or several gateways: what percentiles over a fleet are made of. They
/// are never averaged.
class LatencyMerge final
{
public:
    void add(const LatencyBucketTelemetry &buckets);
    bool isEmpty() const { return m_total == 0; }
    /// Within the bucket that holds it, calls are taken as evenly spread (Prometheus, histogram_quantile);
    /// above the highest bound, the bound is all that is known. None where nothing was counted.
    Percentiles percentiles() const;

private:
    std::optional<double> quantile(double share) const;

    std::map<double, std::uint64_t> m_counts; ///< by upper bound
    std::uint64_t m_above = 0; ///< above every bound
    std::uint64_t m_total = 0;
};

/// The buckets of one service on one gateway over the last 60 seconds, out of counters that grow from its
/// start.
class LatencyWindow final
{
public:
    /// Once a sample. A counter that became smaller is a restart: the window begins anew.
    void add(SteadyTime at, const LatencyBucketTelemetry &buckets);
    /// Newest minus the one 60 s before; what was counted since the window began where it is younger.
    LatencyBucketTelemetry recent() const;

private:
    struct Entry
    {
        SteadyTime at{};
        LatencyBucketTelemetry buckets;
    };
    std::deque<Entry> m_entries;
};

} // namespace gatehouse
