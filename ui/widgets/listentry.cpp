#include "ui/widgets/listentry.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QPainter>

namespace gatehouse {

ListEntry::ListEntry(const Values &values, QWidget *parent)
    : PaintedButton({}, parent)
    , m_title(new ElidedLabel({}, TextKind::Medium, Role::Text))
    , m_time(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_text(new Paragraph({}, TextKind::Small, Role::Muted))
{
    m_time->setTabular(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(36, 10, 14, 10);
    column->setSpacing(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_title, 1);
    row->addWidget(m_time);
    column->addLayout(row);
    column->addWidget(m_text);
    for (QWidget *child :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_time), static_cast<QWidget *>(m_text)}) {
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setActionable(false);
    setValues(values);
}

void ListEntry::setValues(const Values &values)
{
    m_values = values;
    m_title->setText(values.title);
    m_time->setText(values.time);
    m_text->setText(values.text);
    m_text->setVisible(!values.text.isEmpty());
    setAccessibleName(QStringList{values.title, values.text, values.time}.join(QStringLiteral(", ")));
    update();
}

void ListEntry::setActionable(bool actionable)
{
    m_actionable = actionable;
    setFocusPolicy(actionable ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !actionable);
}

void ListEntry::setLast(bool last)
{
    m_last = last;
    update();
}

QSize ListEntry::sizeHint() const
{
    return layout()->sizeHint();
}

QSize ListEntry::minimumSizeHint() const
{
    return layout()->minimumSize();
}

int ListEntry::heightForWidth(int width) const
{
    return layout()->heightForWidth(width);
}

void ListEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    if (m_actionable && underMouse()) {
        painter.fillRect(rect(), theme[Role::Hover]);
    }
    paintGlyph(&painter, m_values.glyph, {20, m_title->geometry().center().y() + 1.0}, 10,
               theme[ink(m_values.tone)]);
    if (!m_last) {
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme[Role::Line]);
    }
    if (showsFocus(this)) {
        focusRing(&painter, QRectF(rect()).adjusted(2, 1, -2, -2), 5, theme);
    }
}

} // namespace gatehouse

#include "moc_listentry.cpp"
