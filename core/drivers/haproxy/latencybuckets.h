#pragma once

#include "core/base/clock.h"
#include "core/model/telemetry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace gatehouse::haproxy {

/// HAProxy 2.6 has no percentiles. A service's backend counts its answers by how long they took to begin, and
/// these are the bounds in milliseconds; one more counter takes what is above the last.
inline constexpr std::array<int, 13> LatencyBounds{1,   2,   5,    10,   20,   50,   100,
                                                   200, 500, 1000, 2000, 5000, 10000};
inline constexpr std::size_t LatencyCounters = LatencyBounds.size() + 1;

/// Turns growing counters into the percentiles of the last minute, as far as it was looked at. Within a
/// bucket answers are taken to lie evenly.
class LatencyWindow final
{
public:
    /// `counts` has LatencyCounters entries that never fall.
    void add(SteadyTime now, std::vector<std::uint64_t> counts);
    /// Empty where nothing was answered.
    LatencyTelemetry latency() const;
    LatencyBucketTelemetry buckets() const;

private:
    struct Sample
    {
        SteadyTime at;
        std::vector<std::uint64_t> counts;
    };
    std::deque<Sample>
        m_samples; ///< oldest first; the first is at least a minute old, or the first there was
};

} // namespace gatehouse::haproxy
