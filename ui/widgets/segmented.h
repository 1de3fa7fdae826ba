#pragma once

#include <QFrame>

class QAbstractButton;
class QButtonGroup;

namespace gatehouse {

/// A choice of one among a few, side by side. One tab stop; the arrow keys move the choice.
class Segmented final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Segmented)

public:
    /// `name` is what a screen reader calls the choice.
    Segmented(const QString &name, const QStringList &items, QWidget *parent = nullptr);

    int current() const;
    /// Does not emit.
    void setCurrent(int item);
    QAbstractButton *button(int item) const;

Q_SIGNALS:
    /// The user chose.
    void chosen(int item);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
};

} // namespace gatehouse
