#pragma once

#include <QPointF>
#include <QSize>

class QPainter;
class QString;

namespace gatehouse {

class Theme;

/// The size of a painted key, such as "Ctrl K".
QSize keyCapSize(const QString &keys);

/// Paints a shortcut as a key whose left edge has its middle at `leftMiddle`.
void paintKeyCap(QPainter *painter, const Theme &theme, QPointF leftMiddle, const QString &keys);

} // namespace gatehouse
