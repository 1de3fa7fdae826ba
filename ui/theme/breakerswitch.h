#pragma once

class QColor;
class QPainter;
class QRectF;

namespace gatehouse {

/// How the arm of a breaker stands. Absent: this gateway has no breaker to show.
enum class BreakerArm { Closed, HalfOpen, Open, Absent };

/// Paints a breaker as the electrical switch it is: the arm down, dashed half-way, or up. The line runs
/// across the whole width at the middle of `rect`; 22 × 20 px fits a table row.
void paintBreaker(QPainter *painter, BreakerArm arm, const QRectF &rect, const QColor &colour);

} // namespace gatehouse
