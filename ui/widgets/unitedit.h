#pragma once

#include <QLineEdit>

namespace gatehouse {

/// A field for a number with its unit inside it, at the right.
class UnitEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit UnitEdit(const QString &unit, const QString &value = {}, QWidget *parent = nullptr);

    QString unit() const { return m_unit; }
    void setUnit(const QString &unit);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_unit;
};

} // namespace gatehouse
