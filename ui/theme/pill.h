#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

class QString;

namespace gatehouse {

class Theme;

/// The height of a pill in pixels.
int pillHeight();

/// The width of a pill in pixels.
int pillWidth(Glyph glyph, const QString &text);

/// Paints glyph and word on the soft fill of a tone, starting at the left, centred on `leftMiddle`. Kept as a
/// pixmap by word, tone, scheme and pixel ratio.
void paintPill(QPainter *painter, const Theme &theme, QPointF leftMiddle, Glyph glyph, const QString &text,
               Tone tone);

} // namespace gatehouse
