#include "ui/widgets/emptystate.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/rolelabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr int signSide = 40;
constexpr int iconSide = 20;
constexpr int textWidth = 360;

} // namespace

EmptyState::EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_sign(new QWidget)
    , m_column(new QVBoxLayout)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 20, 20, 20);
    outer->addStretch(1);
    outer->addLayout(m_column);
    outer->addStretch(1);
    m_column->setSpacing(8);
    m_sign->setFixedSize(signSide, signSide);
    auto *heading = new RoleLabel(title, TextKind::CardTitle, Role::Text);
    auto *words = new Paragraph(sentence, TextKind::Body, Role::Muted);
    words->setAlignment(Qt::AlignHCenter);
    words->setMaximumWidth(scaled(textWidth));
    m_column->addWidget(m_sign, 0, Qt::AlignHCenter);
    m_column->addWidget(heading, 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(words, 100);
    row->addStretch(1);
    m_column->addLayout(row);
    setAccessibleName(title + QStringLiteral(". ") + sentence);
}

QPushButton *EmptyState::addAction(const QString &text)
{
    auto *button = primaryButton(text);
    m_column->addSpacing(4);
    m_column->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

LinkButton *EmptyState::addLink(const QString &text)
{
    auto *link = new LinkButton(text);
    m_column->addWidget(link, 0, Qt::AlignHCenter);
    return link;
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QRectF sign(m_sign->geometry());
    roundedPanel(&painter, sign, 10, theme[Role::AccentSoft], {});
    QRectF icon(0, 0, iconSide, iconSide);
    icon.moveCenter(sign.center());
    paintIcon(&painter, m_icon, icon, theme[Role::Accent]);
}

} // namespace gatehouse

#include "moc_emptystate.cpp"
