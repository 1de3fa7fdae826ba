#include "ui/theme/breakerswitch.h"

#include <QColor>
#include <QPainter>

namespace gatehouse {

namespace {

QPen armPen(const QColor &colour, bool dashed)
{
    QPen pen(colour, 1.5, Qt::SolidLine, dashed ? Qt::FlatCap : Qt::RoundCap);
    if (dashed) {
        pen.setDashPattern({1.6, 1.2});
    }
    return pen;
}

QLineF armLine(BreakerArm arm, double from, double to, double y)
{
    switch (arm) {
    case BreakerArm::Closed:
        return {from, y, to, y};
    case BreakerArm::HalfOpen:
        return {from + 1, y, to, y - 4.2};
    case BreakerArm::Open:
        return {from, y, to - 1, y - 7};
    case BreakerArm::Absent:
        return {from + 3, y, to - 2, y};
    }
    return {};
}

} // namespace

void paintBreaker(QPainter *painter, BreakerArm arm, const QRectF &rect, const QColor &colour)
{
    constexpr double contact = 1.9;
    const bool level = arm == BreakerArm::Closed || arm == BreakerArm::Absent;
    // A raised arm needs room above the line.
    const double y = rect.center().y() + (level ? 0 : 2);
    const double hinge = rect.left() + rect.width() * 0.3;
    const double stop = rect.left() + rect.width() * 0.68;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(armPen(colour, false));
    painter->drawLine(QLineF(rect.left(), y, hinge, y));
    painter->drawLine(QLineF(stop, y, rect.right(), y));
    painter->setPen(armPen(colour, arm == BreakerArm::HalfOpen || arm == BreakerArm::Absent));
    painter->drawLine(armLine(arm, hinge, stop, y));
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawEllipse(QPointF(hinge, y), contact, contact);
    painter->drawEllipse(QPointF(stop, y), contact, contact);
    painter->restore();
}

} // namespace gatehouse
