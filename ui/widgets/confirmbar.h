#pragma once

#include <QFrame>

class QPushButton;

namespace gatehouse {

class Paragraph;

/// Asks in place before something is destroyed, and names it: "Delete route stock-any? 2 hosts lose it."
/// Hidden until ask(); Escape means no, and the safe button has the focus.
class ConfirmBar final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfirmBar)

public:
    explicit ConfirmBar(QWidget *parent = nullptr);

    /// `action` is the destroying button's text, such as "Delete stock-any"; `keep` the other's.
    void ask(const QString &question, const QString &action, const QString &keep = tr("Keep"));

Q_SIGNALS:
    void confirmed();
    void declined();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void decline();

    Paragraph *m_question;
    QPushButton *m_keep;
    QPushButton *m_destroy;
};

} // namespace gatehouse
