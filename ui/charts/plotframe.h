#pragma once

#include "ui/charts/timeaxis.h"
#include "ui/theme/role.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;
class QSize;

namespace gatehouse {

class Theme;

/// A line that must not be passed, with its word: "limit 10".
struct PlotLimit
{
    double value = 0;
    QString word;

    bool operator==(const PlotLimit &) const = default;
};

/// Something that happened at a time, such as "revision 128".
struct TimeMark
{
    std::int64_t at = 0;
    QString word;

    bool operator==(const TimeMark &) const = default;
};

/// A stretch of time that stands out, such as an open breaker.
struct TimeShade
{
    TimeRange range;
    Role role = Role::Bad;

    bool operator==(const TimeShade &) const = default;
};

/// What stands around the data of a plot: value axis, time axis, limit, marks and shades.
struct PlotFrame
{
    TimeRange range;
    double top = 4; ///< The value at the upper edge; the lower one is 0.
    TimeLabels labels = TimeLabels::Clock;
    std::optional<PlotLimit> limit;
    std::vector<TimeMark> marks;
    std::vector<TimeShade> shades;

    bool operator==(const PlotFrame &) const = default;
};

/// Where data and labels of a plot stand in a widget of a size.
class PlotScale final
{
public:
    PlotScale(const PlotFrame &frame, const QSize &size);

    QRectF area() const { return m_area; }
    double x(std::int64_t at) const;
    double y(double value) const;
    std::int64_t timeAt(double x) const;

private:
    QRectF m_area;
    TimeRange m_range;
    double m_top;
};

/// Grid, labels and shades: what lies behind the data.
void paintPlotBack(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale);

/// Limit and marks: what lies over it.
void paintPlotFront(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale);

} // namespace gatehouse
