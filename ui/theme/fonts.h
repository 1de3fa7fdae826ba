#pragma once

#include <QFont>

class QWidget;

namespace gatehouse {

class Theme;

/// The few sizes and weights of text there are. Pixel sizes at scale 1 stand beside them.
enum class TextKind {
    Body, ///< 13
    Medium, ///< 13 medium
    Small, ///< 12
    SmallMedium, ///< 12 medium
    CardTitle, ///< 13 semibold
    PageTitle, ///< 18 semibold
    Figure, ///< 24 semibold
    Mono, ///< 12 monospace: paths, addresses, hashes, code
    MonoStrong, ///< 11 monospace semibold: HTTP methods
    Tiny, ///< 11: axes, key caps
    Section, ///< 11 medium: headings of the navigation
};

/// Sets the application's fonts: Inter where it is installed, else the system's own. Call once after the
/// application object exists. `scale` enlarges all text and the controls around it; screen scaling comes on
/// top.
void setFonts(double scale = 1.0);

/// The scale that setFonts() was called with.
double textScale();

/// The font of a kind, for measuring and painting.
QFont fontOf(TextKind kind);

/// The font to paint a kind with. On dark surfaces medium text looks one weight too heavy: it is measured
/// with fontOf() and painted in regular, so nothing moves when the scheme changes.
QFont inkFont(TextKind kind, const Theme &theme);

/// The font of a push button's text: its widget's own in medium weight.
QFont buttonFont(const QWidget *button);

/// The height of buttons, fields and header rows: 30 px at scale 1.
int controlHeight();

/// A length of the design that grows with the text, in pixels.
int scaled(int pixels);

} // namespace gatehouse
