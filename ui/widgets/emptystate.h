#pragma once

#include "ui/theme/icon.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace gatehouse {

class LinkButton;

/// What a page or a panel shows while there is nothing: what would be here, and how to get it.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent = nullptr);

    /// The way out. Connect clicked() of what is returned.
    QPushButton *addAction(const QString &text);
    /// A second way.
    LinkButton *addLink(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    QWidget *m_sign;
    QVBoxLayout *m_column;
};

} // namespace gatehouse
