#pragma once

#include "ui/widgets/paintedbutton.h"

namespace gatehouse {

/// A button that reads as a link; underlined under the pointer.
class LinkButton final : public PaintedButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse
