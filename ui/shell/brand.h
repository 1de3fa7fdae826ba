#pragma once

#include <QtWidgets/QWidget>

namespace gatehouse {

/// Logo and name at the left end of the top bar.
class Brand final : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse
