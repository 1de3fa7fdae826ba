#include "ui/widgets/card.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/rule.h"

#include <QBoxLayout>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int padding = 14;
constexpr int headerHeight = 39;

} // namespace

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_outer(new QVBoxLayout(this))
    , m_body(new QVBoxLayout)
{
    // The line is one pixel; at the bottom, tables must not touch the round corners.
    m_outer->setContentsMargins(1, 1, 1, 7);
    m_outer->setSpacing(0);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    m_outer->addLayout(m_body, 1);
    if (!title.isEmpty()) {
        setTitle(title);
    }
}

void Card::needHeader()
{
    if (m_header) {
        return;
    }
    m_header = new QWidget;
    m_header->setFixedHeight(scaled(headerHeight));
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(padding, 0, padding, 0);
    row->setSpacing(8);
    m_start = new QHBoxLayout;
    m_end = new QHBoxLayout;
    for (QHBoxLayout *part : {m_start, m_end}) {
        part->setContentsMargins(0, 0, 0, 0);
        part->setSpacing(8);
    }
    row->addLayout(m_start, 1);
    row->addLayout(m_end);
    m_title = new RoleLabel({}, TextKind::CardTitle, Role::Text);
    m_count = new RoleLabel({}, TextKind::Body, Role::Muted);
    m_note = new ElidedLabel({}, TextKind::Small, Role::Muted);
    m_start->addWidget(m_title);
    m_start->addWidget(m_count);
    m_start->addStretch(1);
    m_end->addWidget(m_note);
    for (QWidget *part :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_count), static_cast<QWidget *>(m_note)}) {
        part->hide();
    }
    m_outer->insertWidget(0, m_header);
    m_outer->insertWidget(1, new Rule);
}

void Card::setTitle(const QString &title)
{
    needHeader();
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setCount(const QString &count)
{
    needHeader();
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void Card::setNote(const QString &note)
{
    needHeader();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void Card::addToHeader(QWidget *widget, int stretch)
{
    needHeader();
    m_start->insertWidget(m_start->count() - 1, widget, stretch);
}

void Card::addAtEnd(QWidget *widget)
{
    needHeader();
    m_end->addWidget(widget);
}

void Card::addPadded(QWidget *widget, int stretch)
{
    auto *box = new QVBoxLayout;
    box->setContentsMargins(padding, padding - 2, padding, padding - 7);
    box->addWidget(widget, stretch);
    m_body->addLayout(box, stretch);
}

void Card::addRule()
{
    m_body->addWidget(new Rule);
}

void Card::addSection(const QString &heading, const QString &remark)
{
    addRule();
    auto *row = new QHBoxLayout;
    row->setContentsMargins(padding, 10, padding, 6);
    row->setSpacing(10);
    row->addWidget(new RoleLabel(heading, TextKind::CardTitle, Role::Text));
    row->addWidget(new ElidedLabel(remark, TextKind::Small, Role::Muted), 1);
    m_body->addLayout(row);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 8, theme[Role::Surface], theme[Role::Line]);
}

} // namespace gatehouse

#include "moc_card.cpp"
