#include "ui/widgets/navrail.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/rolelabel.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>

namespace gatehouse {

NavRail::NavRail(const std::vector<NavItem> &items, QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_column->setContentsMargins(8, 16, 9, 8);
    m_column->setSpacing(0);
    for (const NavItem &item : items) {
        if (!item.section.isEmpty()) {
            if (!m_buttons.empty()) {
                m_column->addSpacing(10);
            }
            auto *heading = new RoleLabel(item.section, TextKind::Section, Role::Muted);
            heading->setFixedHeight(scaled(30));
            heading->setContentsMargins(10, 0, 0, 0);
            m_column->addWidget(heading);
            m_wordy.push_back(heading);
        }
        auto *button = new NavButton(item.icon, item.text);
        m_column->addWidget(button);
        m_group->addButton(button, int(m_buttons.size()));
        m_buttons.push_back(button);
    }
    m_column->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, &NavRail::chosen);
    applyWidth();
}

void NavRail::setCollapsed(bool collapsed)
{
    if (collapsed == m_collapsed) {
        return;
    }
    m_collapsed = collapsed;
    for (NavButton *button : m_buttons) {
        button->setCollapsed(collapsed);
    }
    for (QWidget *widget : m_wordy) {
        widget->setVisible(!collapsed);
    }
    applyWidth();
}

void NavRail::applyWidth()
{
    constexpr int collapsed = 57;
    setFixedWidth(m_collapsed ? collapsed : scaled(200));
}

void NavRail::select(int page)
{
    if (QAbstractButton *button = m_group->button(page)) {
        button->setChecked(true);
    }
}

int NavRail::current() const
{
    return m_group->checkedId();
}

void NavRail::addAtBottom(QWidget *widget)
{
    m_column->addWidget(widget);
    m_wordy.push_back(widget);
    widget->setVisible(!m_collapsed);
}

void NavRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme[Role::Surface]);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme[Role::Line]);
}

} // namespace gatehouse

#include "moc_navrail.cpp"
