#pragma once

#include <QString>

#include <cstdint>
#include <vector>

class QTimeZone;

namespace gatehouse {

/// The part of time that a plot shows, in milliseconds since the epoch.
struct TimeRange
{
    std::int64_t from = 0;
    std::int64_t to = 1;

    std::int64_t length() const { return to - from; }
    bool operator==(const TimeRange &) const = default;
};

enum class TimeLabels {
    Clock, ///< "18:02"
    Relative, ///< "−5 min", "−4", … "now"
};

struct TimeTick
{
    std::int64_t at = 0;
    QString label;

    bool operator==(const TimeTick &) const = default;
};

/// At most `most` labelled times at round distances. Clock times are those of `zone`.
std::vector<TimeTick> timeTicks(TimeRange range, TimeLabels labels, int most, const QTimeZone &zone);

/// A time as one reads it, with seconds: "18:02:41".
QString clockTime(std::int64_t at, const QTimeZone &zone);

/// The least round number that is not less than `value`, and divides into four: the top of a value axis.
double niceTop(double value);

} // namespace gatehouse
