#pragma once

#include <QWidget>

namespace gatehouse {

/// A line of one pixel across a card.
class Rule final : public QWidget
{
    Q_OBJECT

public:
    explicit Rule(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse
