#pragma once

#include <QPointF>

class QColor;
class QPainter;

namespace gatehouse {

/// The sign that goes with a tone, so that state is never colour alone. Painted as paths: few fonts have
/// them.
enum class Glyph {
    None,
    Dot, ///< ● healthy, passed, exact
    Half, ///< ◐ degraded
    Cross, ///< ✕ failing, refused
    Dash, ///< – drained, disabled, waiting
    Ring, ///< ○ dashed: unknown
    Triangle, ///< ▲ warning, approximate, a rise
    Fall, ///< ▼ a fall
    Check, ///< ✓ done
    Plus, ///< + added
    Tilde, ///< ~ changed
};

/// Paints a glyph of `size` pixels around `centre`; 10 beside text of 12 or 13 px, 9 in pills.
void paintGlyph(QPainter *painter, Glyph glyph, QPointF centre, double size, const QColor &colour);

} // namespace gatehouse
