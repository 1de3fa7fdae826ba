#pragma once

#include <QPushButton>

namespace gatehouse {

/// A button that shows what is chosen and opens a list to choose another: "Environment **staging** ▾".
class PickerButton final : public QPushButton
{
    Q_OBJECT

public:
    /// `lead` names what is picked, and may be empty.
    PickerButton(const QString &lead, const QString &value, QWidget *parent = nullptr);

    QString value() const { return m_value; }
    void setValue(const QString &value);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int leadWidth() const;

    QString m_lead;
    QString m_value;
};

} // namespace gatehouse
