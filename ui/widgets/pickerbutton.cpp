#include "ui/widgets/pickerbutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionButton>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int edge = 12;
constexpr int gap = 6;
constexpr int arrowRoom = 20;
constexpr int widestValue = 220;

TextKind valueKind(const QString &lead)
{
    return lead.isEmpty() ? TextKind::Medium : TextKind::CardTitle;
}

} // namespace

PickerButton::PickerButton(const QString &lead, const QString &value, QWidget *parent)
    : QPushButton(parent)
    , m_lead(lead)
{
    setAutoDefault(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setValue(value);
}

void PickerButton::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(m_lead.isEmpty() ? value : m_lead + u' ' + value);
    setToolTip(QFontMetrics(fontOf(valueKind(m_lead))).horizontalAdvance(value) > scaled(widestValue)
                   ? value
                   : QString());
    updateGeometry();
    update();
}

int PickerButton::leadWidth() const
{
    return m_lead.isEmpty() ? 0 : QFontMetrics(fontOf(TextKind::Body)).horizontalAdvance(m_lead) + gap;
}

QSize PickerButton::sizeHint() const
{
    const int value = QFontMetrics(fontOf(valueKind(m_lead))).horizontalAdvance(m_value) + 1;
    return {edge + leadWidth() + std::min(value, scaled(widestValue)) + arrowRoom + edge - 2,
            controlHeight()};
}

QSize PickerButton::minimumSizeHint() const
{
    constexpr int narrowest = 72;
    return {std::min(sizeHint().width(), edge + leadWidth() + narrowest), controlHeight()};
}

void PickerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, this);
    const Theme &theme = themeOf(this);
    painter.setPen(theme[isEnabled() ? Role::Text : Role::Faint]);
    painter.setFont(fontOf(TextKind::Body));
    painter.drawText(rect().adjusted(edge, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, m_lead);
    painter.setFont(inkFont(valueKind(m_lead), theme));
    const QRect room = rect().adjusted(edge + leadWidth(), 0, -arrowRoom - 4, 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_value, Qt::ElideRight, room.width()));
    chevron(&painter, {width() - 15.5, height() / 2.0 + 0.5}, theme[isEnabled() ? Role::Muted : Role::Faint]);
}

} // namespace gatehouse

#include "moc_pickerbutton.cpp"
