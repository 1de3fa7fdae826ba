#pragma once

#include <QAbstractButton>

namespace gatehouse {

/// The base of the buttons that paint themselves: hover, Return as well as the space key, an accessible name.
class PaintedButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PaintedButton(const QString &text, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace gatehouse
