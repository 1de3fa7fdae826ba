#include "ui/charts/timeaxis.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatehouse {

namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

constexpr std::array steps{second,  2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
                           minute,  2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
                           hour,    2 * hour,   3 * hour,   6 * hour,    12 * hour,   day,
                           2 * day, 7 * day,    14 * day,   28 * day};

std::int64_t stepOf(std::int64_t length, int most)
{
    const auto fits = [length, most](std::int64_t step) {
        return length / step < most;
    };
    const auto found = std::find_if(steps.begin(), steps.end(), fits);
    return found == steps.end() ? std::max(steps.back(), length / std::max(1, most)) : *found;
}

QString tr(const char *words)
{
    return QCoreApplication::translate("gatehouse::TimeAxis", words);
}

QString relativeLabel(std::int64_t ago, std::int64_t step, bool first)
{
    if (ago == 0) {
        return tr("now");
    }
    const std::int64_t unit = step < minute ? second : step < hour ? minute : step < day ? hour : day;
    const QString number = QString::number(ago / unit);
    if (!first) {
        return QStringLiteral("−") + number;
    }
    // The unit is said once, at the far end.
    const QString pattern = unit == second ? tr("−%1 s")
        : unit == minute                   ? tr("−%1 min")
        : unit == hour                     ? tr("−%1 h")
                                           : tr("−%1 d");
    return pattern.arg(number);
}

std::vector<TimeTick> relativeTicks(TimeRange range, int most)
{
    const std::int64_t step = stepOf(range.length(), most);
    std::vector<TimeTick> ticks;
    for (std::int64_t ago = range.length() / step * step; ago >= 0; ago -= step) {
        ticks.push_back({range.to - ago, relativeLabel(ago, step, ticks.empty())});
    }
    return ticks;
}

std::vector<TimeTick> clockTicks(TimeRange range, int most, const QTimeZone &zone)
{
    const std::int64_t step = stepOf(range.length(), most);
    // Round in the zone's own time: half past is half past in Kathmandu too.
    const std::int64_t offset = zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(range.from)) * second;
    const std::int64_t first = (range.from + offset + step - 1) / step * step - offset;
    const QString format = step < minute ? QStringLiteral("HH:mm:ss")
        : step < day                     ? QStringLiteral("HH:mm")
                                         : QStringLiteral("d MMM");
    std::vector<TimeTick> ticks;
    for (std::int64_t at = first; at <= range.to; at += step) {
        ticks.push_back({at, QLocale().toString(QDateTime::fromMSecsSinceEpoch(at, zone), format)});
    }
    return ticks;
}

} // namespace

std::vector<TimeTick> timeTicks(TimeRange range, TimeLabels labels, int most, const QTimeZone &zone)
{
    if (range.length() <= 0 || most < 1) {
        return {};
    }
    return labels == TimeLabels::Relative ? relativeTicks(range, most) : clockTicks(range, most, zone);
}

QString clockTime(std::int64_t at, const QTimeZone &zone)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at, zone), QStringLiteral("HH:mm:ss"));
}

double niceTop(double value)
{
    if (!(value > 0) || !std::isfinite(value)) {
        return 4;
    }
    constexpr std::array rounds{1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0};
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double round : rounds) {
        if (value <= round * power * (1 + 1e-9)) {
            return round * power;
        }
    }
    return 10 * power;
}

} // namespace gatehouse
