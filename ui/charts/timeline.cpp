#include "ui/charts/timeline.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTimeZone>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr int laneHeight = 24;
constexpr int barHeight = 14;
constexpr int lineHeight = 4;

Role roleOf(Timeline::Band band)
{
    switch (band) {
    case Timeline::Band::Closed:
        return Role::Ok;
    case Timeline::Band::HalfOpen:
        return Role::Warning;
    case Timeline::Band::Open:
        return Role::Bad;
    case Timeline::Band::Unknown:
        return Role::Idle;
    }
    return Role::Idle;
}

QString wordOf(Timeline::Band band)
{
    switch (band) {
    case Timeline::Band::Closed:
        return Timeline::tr("Closed");
    case Timeline::Band::HalfOpen:
        return Timeline::tr("Half-open");
    case Timeline::Band::Open:
        return Timeline::tr("Open");
    case Timeline::Band::Unknown:
        return Timeline::tr("Unknown");
    }
    return {};
}

} // namespace

Timeline::Timeline(const QString &name, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Timeline::setLanes(std::vector<Lane> lanes)
{
    const bool resized = lanes.size() != m_lanes.size();
    m_lanes = std::move(lanes);
    setAccessibleDescription(describe());
    if (resized) {
        updateGeometry();
    }
    update();
}

void Timeline::setRange(TimeRange range)
{
    m_range = range;
    update();
}

void Timeline::setLabelWidth(int pixels)
{
    m_labelWidth = pixels;
    update();
}

void Timeline::setRightMargin(int pixels)
{
    m_rightMargin = pixels;
    update();
}

QSize Timeline::sizeHint() const
{
    return {scaled(300), int(m_lanes.size()) * scaled(laneHeight)};
}

QSize Timeline::minimumSizeHint() const
{
    return {m_labelWidth + scaled(100), sizeHint().height()};
}

QString Timeline::describe() const
{
    QStringList words;
    for (const Lane &lane : m_lanes) {
        if (!lane.spans.empty()) {
            words.append(lane.name + u' ' + wordOf(lane.spans.back().band));
        }
    }
    return words.join(QStringLiteral(", "));
}

double Timeline::x(std::int64_t at) const
{
    const double width = this->width() - m_labelWidth - m_rightMargin;
    const double share = double(at - m_range.from) / double(std::max<std::int64_t>(1, m_range.length()));
    return m_labelWidth + width * std::clamp(share, 0.0, 1.0);
}

void Timeline::paintSpan(QPainter *painter, const Span &span, int top) const
{
    if (span.band == Band::Unknown || span.range.to <= m_range.from || span.range.from >= m_range.to) {
        return;
    }
    // A pixel between neighbours, and never less than can be seen.
    constexpr double least = 2;
    const double left = std::round(x(span.range.from)) + (span.range.from > m_range.from ? 1 : 0);
    const double right = std::max(left + least, std::round(x(span.range.to)));
    const bool closed = span.band == Band::Closed;
    const int height = closed ? lineHeight : barHeight;
    QColor colour = themeOf(this)[roleOf(span.band)];
    if (closed) {
        colour.setAlphaF(0.55F);
    }
    const double y = top + (scaled(laneHeight) - height) / 2.0;
    roundedPanel(painter, QRectF(left, y, right - left, height), 2, colour, {});
}

void Timeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QFont font = fontOf(TextKind::Body);
    constexpr int gap = 12;
    int top = 0;
    for (const Lane &lane : m_lanes) {
        if (m_labelWidth > gap) {
            drawCellText(&painter, QRectF(0, top, m_labelWidth - gap, scaled(laneHeight)), lane.name, font,
                         theme[Role::Muted]);
        }
        for (const Span &span : lane.spans) {
            paintSpan(&painter, span, top);
        }
        top += scaled(laneHeight);
    }
}

bool Timeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto row = size_t(help->pos().y() / scaled(laneHeight));
    if (row < m_lanes.size()) {
        for (const Span &span : m_lanes[row].spans) {
            if (help->pos().x() >= x(span.range.from) && help->pos().x() <= x(span.range.to)) {
                const QTimeZone zone = QTimeZone::systemTimeZone();
                QToolTip::showText(help->globalPos(),
                                   tr("%1, %2 to %3")
                                       .arg(wordOf(span.band), clockTime(span.range.from, zone),
                                            clockTime(span.range.to, zone)),
                                   this);
                return true;
            }
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace gatehouse

#include "moc_timeline.cpp"
