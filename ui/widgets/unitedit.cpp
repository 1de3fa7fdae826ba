#include "ui/widgets/unitedit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace gatehouse {

namespace {

constexpr int edge = 11;

} // namespace

UnitEdit::UnitEdit(const QString &unit, const QString &value, QWidget *parent)
    : QLineEdit(value, parent)
{
    setUnit(unit);
}

void UnitEdit::setUnit(const QString &unit)
{
    m_unit = unit;
    const int width = fontMetrics().horizontalAdvance(unit);
    setTextMargins(0, 0, width + 8, 0);
    setMinimumWidth(width + scaled(56));
    setAccessibleDescription(unit);
    update();
}

QSize UnitEdit::sizeHint() const
{
    return {scaled(120), QLineEdit::sizeHint().height()};
}

void UnitEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setPen(themeOf(this)[isEnabled() ? Role::Muted : Role::Faint]);
    painter.drawText(rect().adjusted(0, 0, -edge, 0), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                     m_unit);
}

} // namespace gatehouse

#include "moc_unitedit.cpp"
