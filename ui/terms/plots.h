#pragma once

#include "core/control/gatewaymonitor.h"
#include "core/control/series.h"
#include "ui/charts/plotseries.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeline.h"
#include "ui/widgets/cellrole.h"

#include <chrono>
#include <vector>

namespace gatehouse {

// From telemetry's series to what plots and sparklines draw.

/// The samples at or after `from`.
[[nodiscard]] PlotSeries plotSeries(const Series &series, WallTime from);
/// The same over long ranges: the means of whole minutes.
[[nodiscard]] PlotSeries minuteSeries(const Series &series, WallTime from);
/// At most `points` values of equal parts of the time since `from`, for a sparkline. Null where nothing is
/// known.
[[nodiscard]] SparkSeries sparkSeries(const Series &series, WallTime from, WallTime to, int points);
[[nodiscard]] TimeRange rangeUntil(WallTime to, std::chrono::milliseconds length);
/// The breaker's changes as spans until `to`.
[[nodiscard]] std::vector<Timeline::Span> breakerSpans(const std::vector<BreakerChange> &changes,
                                                       TimeRange range);

} // namespace gatehouse
