#include "ui/widgets/errorstate.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/textpanel.h"

#include <QBoxLayout>
#include <QPushButton>

namespace gatehouse {

ErrorState::ErrorState(const QString &retry, QWidget *parent)
    : QWidget(parent)
    , m_sentence(new Paragraph({}, TextKind::Body, Role::Bad))
    , m_retry(plainButton(retry))
    , m_more(new LinkButton(tr("Details")))
    , m_details(new TextPanel(tr("Details of the error")))
{
    m_sentence->setGlyph(Glyph::Cross);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_retry);
    row->addWidget(m_more);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(10);
    column->addWidget(m_sentence);
    column->addLayout(row);
    column->addWidget(m_details, 1);
    column->addStretch(0);
    m_details->setMaximumHeight(220);
    m_details->hide();
    connect(m_retry, &QPushButton::clicked, this, &ErrorState::retried);
    connect(m_more, &LinkButton::clicked, this, &ErrorState::toggleDetails);
}

void ErrorState::set(const QString &sentence, const QString &details)
{
    m_sentence->setText(sentence);
    m_details->setText(details);
    m_more->setVisible(!details.isEmpty());
    if (details.isEmpty()) {
        m_details->hide();
    }
    setAccessibleName(sentence);
}

void ErrorState::toggleDetails()
{
    const bool show = m_details->isHidden();
    m_details->setVisible(show);
    m_more->setText(show ? tr("Hide details") : tr("Details"));
    m_more->updateGeometry();
}

} // namespace gatehouse

#include "moc_errorstate.cpp"
