#include "ui/charts/plotframe.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr int intervals = 4;
constexpr double topRoom = 10;
constexpr double rightRoom = 8;
constexpr double labelGap = 6;

QString valueLabel(double value)
{
    constexpr double thousand = 1000;
    if (value >= thousand * thousand) {
        return QLocale().toString(value / thousand / thousand, 'g', 4) + QStringLiteral(" M");
    }
    return QLocale().toString(value, value < thousand ? 'g' : 'f', value < thousand ? 6 : 0);
}

double labelWidth(double top)
{
    const QFont font = fontOf(TextKind::Tiny);
    double widest = tabularWidth(QStringLiteral("00"), font);
    for (int i = 0; i <= intervals; ++i) {
        widest = std::max(widest, tabularWidth(valueLabel(top * i / intervals), font));
    }
    return std::ceil(widest);
}

void paintValues(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale)
{
    const QFont font = fontOf(TextKind::Tiny);
    const QRectF area = scale.area();
    for (int i = 0; i <= intervals; ++i) {
        const double value = frame.top * i / intervals;
        const double y = std::round(scale.y(value));
        painter->fillRect(QRectF(area.left(), y, area.width(), 1), theme[i == 0 ? Role::Line : Role::Grid]);
        drawTabular(painter, QRectF(0, y - 8, area.left() - labelGap, 16), valueLabel(value), Qt::AlignRight,
                    font, theme[Role::Muted]);
    }
}

void paintTimes(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale)
{
    const QFont font = fontOf(TextKind::Tiny);
    const QRectF area = scale.area();
    constexpr double roomOfLabel = 70;
    const int most = std::clamp(int(area.width() / roomOfLabel), 2, 7);
    double taken = -labelGap;
    for (const TimeTick &tick : timeTicks(frame.range, frame.labels, most, QTimeZone::systemTimeZone())) {
        const double width = tabularWidth(tick.label, font);
        double left = scale.x(tick.at) - width / 2;
        // At the edges labels stand inside the plot.
        left = std::min(std::max(left, area.left()), area.right() - width);
        if (left < taken + labelGap) {
            continue;
        }
        drawTabular(painter, QRectF(left, area.bottom() + 5, width + 1, 16), tick.label, Qt::AlignLeft, font,
                    theme[Role::Muted]);
        taken = left + width;
    }
}

void paintLimit(QPainter *painter, const Theme &theme, const PlotLimit &limit, const PlotScale &scale)
{
    const QRectF area = scale.area();
    const double y = std::round(scale.y(limit.value));
    QPen dashes(theme[Role::Bad], 1, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({5, 4});
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(dashes);
    painter->drawLine(QPointF(area.left(), y + 0.5), QPointF(area.right(), y + 0.5));
    painter->setFont(fontOf(TextKind::Tiny));
    const double above = y - area.top() >= 14 || y < 16 ? y - 17 : y + 1;
    painter->drawText(QRectF(area.left(), std::max(0.0, above), area.width(), 16),
                      Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, limit.word);
}

void paintMark(QPainter *painter, const Theme &theme, const TimeMark &mark, const PlotScale &scale)
{
    const QRectF area = scale.area();
    const double x = std::round(scale.x(mark.at));
    QPen dots(theme[Role::Accent], 1, Qt::CustomDashLine, Qt::FlatCap);
    dots.setDashPattern({2, 3});
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(dots);
    painter->drawLine(QPointF(x + 0.5, area.top() - 4), QPointF(x + 0.5, area.bottom()));
    painter->setFont(fontOf(TextKind::Tiny));
    const double width = QFontMetricsF(painter->font()).horizontalAdvance(mark.word);
    const bool fitsRight = x + 5 + width <= area.right();
    const double left = fitsRight ? x + 5 : x - 5 - width;
    painter->drawText(QRectF(left, area.top() - 6, width + 1, 16), Qt::AlignVCenter | Qt::TextSingleLine,
                      mark.word);
}

} // namespace

PlotScale::PlotScale(const PlotFrame &frame, const QSize &size)
    : m_range(frame.range)
    , m_top(frame.top > 0 ? frame.top : 1)
{
    const double left = labelWidth(m_top) + labelGap;
    const double bottomRoom = scaled(24);
    // The height divides by the intervals, so that grid lines fall on whole pixels.
    const double height = std::max(
        double(intervals), std::floor((size.height() - topRoom - bottomRoom) / intervals) * intervals);
    m_area = QRectF(left, topRoom, std::max(1.0, size.width() - left - rightRoom), height);
}

double PlotScale::x(std::int64_t at) const
{
    const double length = double(std::max<std::int64_t>(1, m_range.length()));
    return m_area.left() + m_area.width() * double(at - m_range.from) / length;
}

double PlotScale::y(double value) const
{
    return m_area.bottom() - m_area.height() * value / m_top;
}

std::int64_t PlotScale::timeAt(double x) const
{
    const double share = std::clamp((x - m_area.left()) / m_area.width(), 0.0, 1.0);
    return m_range.from + std::int64_t(share * double(m_range.length()));
}

void paintPlotBack(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale)
{
    for (const TimeShade &shade : frame.shades) {
        const QRectF area = scale.area();
        const double left = std::max(area.left(), scale.x(shade.range.from));
        const double right = std::min(area.right(), scale.x(shade.range.to));
        if (right > left) {
            painter->fillRect(QRectF(left, area.top(), right - left, area.height()), theme.wash(shade.role));
        }
    }
    paintValues(painter, theme, frame, scale);
    paintTimes(painter, theme, frame, scale);
}

void paintPlotFront(QPainter *painter, const Theme &theme, const PlotFrame &frame, const PlotScale &scale)
{
    for (const TimeMark &mark : frame.marks) {
        if (mark.at >= frame.range.from && mark.at <= frame.range.to) {
            paintMark(painter, theme, mark, scale);
        }
    }
    if (frame.limit && frame.limit->value <= frame.top) {
        paintLimit(painter, theme, *frame.limit, scale);
    }
}

} // namespace gatehouse
