#pragma once

#include "ui/theme/breakerswitch.h"
#include "ui/theme/theme.h"

#include <QPointF>

class QPainter;

namespace gatehouse {

/// The colour of a breaker's switch.
Role breakerInk(BreakerArm arm);

/// Draws the switch of a row, 24 × 20 px, from a pixmap that is kept; `leftMiddle` is the middle of its left
/// edge.
void drawBreakerMark(QPainter *painter, const Theme &theme, QPointF leftMiddle, BreakerArm arm);

} // namespace gatehouse
