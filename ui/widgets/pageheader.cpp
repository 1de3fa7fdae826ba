#include "ui/widgets/pageheader.h"

#include "ui/widgets/elidedlabel.h"

#include <QBoxLayout>

namespace gatehouse {

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_title(new ElidedLabel(title, TextKind::PageTitle, Role::Text))
    , m_subtitle(new ElidedLabel({}, TextKind::Body, Role::Muted))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(0, 2, 0, 0);
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_row->addLayout(words, 1);
    setFixedHeight(scaled(45));
    setAccessibleName(title);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PageHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
}

void PageHeader::addAction(QWidget *widget)
{
    m_row->addWidget(widget, 0, Qt::AlignVCenter);
}

} // namespace gatehouse

#include "moc_pageheader.cpp"
