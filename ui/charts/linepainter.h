#pragma once

#include "ui/charts/plotseries.h"
#include "ui/theme/role.h"

#include <QList>
#include <QPolygonF>

class QPainter;

namespace gatehouse {

class PlotScale;
class Theme;

/// Splits samples where nothing is known, and places them.
QList<QPolygonF> linesOf(const std::vector<PlotSample> &samples, const PlotScale &scale);

/// Fills below a line down to the plot's floor.
void paintWash(QPainter *painter, const Theme &theme, const QPolygonF &line, const PlotScale &scale,
               Role role);

/// Strokes a line as cheaply as its length asks for.
void paintLine(QPainter *painter, const Theme &theme, QPolygonF line, Role role);

} // namespace gatehouse
