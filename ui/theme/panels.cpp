#include "ui/theme/panels.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QWidget>

#include <array>

namespace gatehouse {

namespace {

QPen roundPen(const QColor &colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

} // namespace

void roundedPanel(QPainter *painter, const QRectF &rect, double radius, const QColor &fill,
                  const QColor &line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = line.isValid() ? 0.5 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter->restore();
}

void focusRing(QPainter *painter, const QRectF &rect, double radius, const Theme &theme)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme[Role::Accent], 2));
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter->restore();
}

bool showsFocus(const QWidget *widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void chevron(QPainter *painter, QPointF centre, const QColor &colour, Towards towards)
{
    constexpr double reach = 3.5;
    constexpr double depth = 1.75;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(roundPen(colour, 1.4));
    painter->setBrush(Qt::NoBrush);
    painter->translate(centre);
    if (towards == Towards::Up) {
        painter->rotate(180);
    } else if (towards == Towards::Right) {
        painter->rotate(-90);
    }
    const std::array<QPointF, 3> points{QPointF(-reach, -depth), QPointF(0, depth), QPointF(reach, -depth)};
    painter->drawPolyline(points.data(), int(points.size()));
    painter->restore();
}

void checkMark(QPainter *painter, const QRectF &box, const QColor &colour)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.x() + box.width() * x, box.y() + box.height() * y);
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(roundPen(colour, 1.8));
    painter->setBrush(Qt::NoBrush);
    const std::array<QPointF, 3> points{at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.32)};
    painter->drawPolyline(points.data(), int(points.size()));
    painter->restore();
}

} // namespace gatehouse
