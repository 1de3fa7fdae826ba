#pragma once

#include "ui/theme/role.h"

#include <QRectF>

#include <span>

class QPainter;

namespace gatehouse {

class Theme;

enum class SparkKind {
    Line, ///< For table rows: one thin line; small noise is kept small.
    Area, ///< For key figures: a line over a wash.
};

/// Paints a trend without axes: values from old to new over the whole width, at most one point per 2.6 px.
/// Fewer than two values paint nothing.
void paintSpark(QPainter *painter, const Theme &theme, const QRectF &rect, std::span<const float> values,
                Role role, SparkKind kind = SparkKind::Line);

} // namespace gatehouse
