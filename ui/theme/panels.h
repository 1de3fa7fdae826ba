#pragma once

#include <QColor>
#include <QRectF>

class QPainter;
class QWidget;

namespace gatehouse {

class Theme;

/// A rounded rectangle with a line of one pixel inside its edge: as crisp at 1.25 as at 1 and 2. An invalid
/// colour leaves fill or line out.
void roundedPanel(QPainter *painter, const QRectF &rect, double radius, const QColor &fill,
                  const QColor &line);

/// The accent ring of two pixels inside `rect` that shows the keyboard focus.
void focusRing(QPainter *painter, const QRectF &rect, double radius, const Theme &theme);

/// Whether a painted widget has to show its focus: it has it, and the keyboard is in use.
bool showsFocus(const QWidget *widget);

enum class Towards { Down, Up, Right };

/// The small arrow of pickers, sorted headers and folded rows.
void chevron(QPainter *painter, QPointF centre, const QColor &colour, Towards towards = Towards::Down);

/// The tick of check boxes and checked menu rows.
void checkMark(QPainter *painter, const QRectF &box, const QColor &colour);

} // namespace gatehouse
