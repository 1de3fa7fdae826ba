#include "ui/charts/linepainter.h"

#include "ui/charts/plotframe.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace gatehouse {

QList<QPolygonF> linesOf(const std::vector<PlotSample> &samples, const PlotScale &scale)
{
    QList<QPolygonF> lines;
    QPolygonF line;
    for (const PlotSample &sample : samples) {
        if (!std::isnan(sample.value)) {
            line.append({scale.x(sample.at), scale.y(sample.value)});
        } else if (!line.isEmpty()) {
            lines.append(std::exchange(line, {}));
        }
    }
    if (!line.isEmpty()) {
        lines.append(line);
    }
    return lines;
}

void paintWash(QPainter *painter, const Theme &theme, const QPolygonF &line, const PlotScale &scale,
               Role role)
{
    if (line.size() < 2) {
        return;
    }
    // Not antialiased, ten times as fast: the edge hides under the line.
    QPolygonF area = line;
    area << QPointF(line.last().x(), scale.area().bottom())
         << QPointF(line.first().x(), scale.area().bottom());
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.wash(role));
    painter->drawPolygon(area);
}

void paintLine(QPainter *painter, const Theme &theme, QPolygonF line, Role role)
{
    constexpr int few = 160;
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    if (line.size() <= few) {
        painter->setPen(QPen(theme[role], 1.5, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        painter->drawPolyline(line);
        return;
    }
    // Passes of one device pixel, half a pixel apart, look like a wide stroke and cost a tenth of one.
    const double ratio = painter->device()->devicePixelRatioF();
    QPen pen(theme[role], 1, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
    pen.setCosmetic(true);
    painter->setPen(pen);
    for (int pass = 0; pass <= qRound(ratio); ++pass) {
        painter->drawPolyline(line);
        line.translate(0, ratio > 1 ? 0.7 / ratio : 0.5);
    }
}

} // namespace gatehouse
