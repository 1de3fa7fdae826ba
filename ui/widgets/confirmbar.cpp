#include "ui/widgets/confirmbar.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace gatehouse {

ConfirmBar::ConfirmBar(QWidget *parent)
    : QFrame(parent)
    , m_question(new Paragraph({}, TextKind::Body, Role::Text))
    , m_keep(plainButton({}))
    , m_destroy(dangerButton({}))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 10, 8);
    row->setSpacing(8);
    row->addWidget(m_question, 1, Qt::AlignVCenter);
    row->addWidget(m_keep);
    row->addWidget(m_destroy);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
    connect(m_keep, &QPushButton::clicked, this, &ConfirmBar::decline);
    connect(m_destroy, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT confirmed();
    });
}

void ConfirmBar::ask(const QString &question, const QString &action, const QString &keep)
{
    m_question->setText(question);
    m_destroy->setText(action);
    m_keep->setText(keep);
    for (QPushButton *button : {m_keep, m_destroy}) {
        button->setAccessibleDescription(question);
    }
    setAccessibleName(question);
    show();
    m_keep->setFocus(Qt::OtherFocusReason);
}

void ConfirmBar::decline()
{
    hide();
    Q_EMIT declined();
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        decline();
        return;
    }
    QFrame::keyPressEvent(event);
}

void ConfirmBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 6, theme[Role::BadSoft], {});
}

} // namespace gatehouse

#include "moc_confirmbar.cpp"
