#pragma once

#include "ui/widgets/paintedbutton.h"

#include <QPointF>

namespace gatehouse {

class Theme;

/// The size of a switch without its text.
QSize toggleSize();

/// Paints a switch whose left edge has its middle at `leftMiddle`.
void paintToggle(QPainter *painter, const Theme &theme, QPointF leftMiddle, bool on, bool enabled);

/// A switch that acts at once, with its text at the right. For a choice that waits for "Save", use a check
/// box.
class Toggle final : public PaintedButton
{
    Q_OBJECT

public:
    explicit Toggle(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse
