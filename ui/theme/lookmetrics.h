#pragma once

#include <QStyle>

#include <optional>

namespace gatehouse {

// LookStyle's measures. Nothing leaves the answer to Fusion.
std::optional<int> lookMetric(QStyle::PixelMetric metric, const QWidget *widget);
std::optional<int> lookHint(QStyle::StyleHint hint);
std::optional<QSize> lookSize(QStyle::ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget);
std::optional<QRect> lookSubControl(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                                    QStyle::SubControl part);

} // namespace gatehouse
