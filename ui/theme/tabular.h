#pragma once

#include <Qt>

class QColor;
class QFont;
class QPainter;
class QRectF;
class QString;

namespace gatehouse {

/// Draws one line with all digits equally wide, whatever the font, so that columns line up and live figures
/// do not jump. Vertically centred; `align` takes the horizontal flags. Faster than QPainter::drawText().
void drawTabular(QPainter *painter, const QRectF &rect, const QString &text, Qt::Alignment align,
                 const QFont &font, const QColor &colour);

/// The width that drawTabular() takes, in pixels.
double tabularWidth(const QString &text, const QFont &font);

/// The sum of the advances without kerning: answers "does it surely fit" a hundred times faster than shaping.
double unshapedWidth(const QString &text, const QFont &font);

/// Draws one line at the left, elided at the right only where it must be. `font` should prefer no shaping.
void drawCellText(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font,
                  const QColor &colour);

} // namespace gatehouse
