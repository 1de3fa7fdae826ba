#pragma once

#include "core/control/series.h"

#include <array>
#include <memory>
#include <optional>

namespace gatehouse {

/// What is drawn over time for one service, route, endpoint or gateway, or for all of them together.
enum class Figure {
    RequestsPerSecond,
    ErrorPercent,
    BrokenPerSecond, ///< refused by an open breaker
    CrowdedPerSecond, ///< refused by a full bulkhead
    FailedPerSecond, ///< other failures
    LatencyP50, ///< milliseconds
    LatencyP95,
    LatencyP99,
    BulkheadActive,
    BulkheadQueued,
    FailureRate, ///< percent, the breaker's own window
    RetriedPerSecond,
    RetriedWellPerSecond, ///< of them: succeeded after a retry
    OverBudgetPerSecond, ///< retries that the budget refused
    OpenBreakers, ///< only of the fleet
    FullBulkheads, ///< only of the fleet
    GatewaysInSync, ///< only of the fleet
};
inline constexpr std::size_t FigureCount = 17;

/// The series of one object, one a figure; none is made before its figure had a value.
class Figures final
{
public:
    explicit Figures(SeriesLimits limits);

    /// No value is a gap.
    void append(Figure figure, WallTime at, std::optional<double> value);
    /// An empty one where the figure never had a value.
    const Series &series(Figure figure) const;
    /// When any figure had a value last.
    WallTime newest() const { return m_newest; }

private:
    SeriesLimits m_limits;
    Series m_empty;
    WallTime m_newest{};
    std::array<std::unique_ptr<Series>, FigureCount> m_series;
};

} // namespace gatehouse
