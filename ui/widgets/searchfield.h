#pragma once

#include <QLineEdit>

namespace gatehouse {

/// A field to search or filter with: a lens at the left, the shortcut that leads here at the right while it
/// is empty. Escape empties it.
class SearchField final : public QLineEdit
{
    Q_OBJECT

public:
    /// `keyCap` is shown only ("Ctrl K"): the shortcut itself belongs to who owns the field.
    explicit SearchField(const QString &placeholder, const QString &keyCap = {}, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_keyCap;
};

} // namespace gatehouse
