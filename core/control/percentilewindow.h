#pragma once

#include "core/base/clock.h"
#include "core/control/fleetview.h"
#include "core/model/telemetry.h"

#include <deque>
#include <vector>

namespace gatehouse {

/// How many calls took how long, by the upper bound of each bucket in milliseconds; infinity for those above
/// the last. Bounds rise.
using BucketCounts = std::vector<std::pair<double, double>>;

/// Keeps the buckets of one service on one gateway for the last minute, so that what came in that minute can
/// be told from what came before. Counters that became smaller are a restart: what was kept is forgotten.
class PercentileWindow final
{
public:
    void add(SteadyTime at, const LatencyBucketTelemetry &buckets);
    /// The calls of the last minute; empty before two samples.
    BucketCounts recent() const;

private:
    struct Sample
    {
        SteadyTime at;
        LatencyBucketTelemetry buckets;
    };
    std::deque<Sample> m_samples;
};

/// Percentiles over several gateways: the counts are added by bound, then read off, linear within a bucket.
/// All empty where nothing was counted.
[[nodiscard]] Percentiles mergedPercentiles(const std::vector<BucketCounts> &parts);

} // namespace gatehouse
