#include "ui/widgets/page.h"

#include "ui/widgets/pageheader.h"
#include "ui/widgets/pagescroll.h"

#include <QBoxLayout>

namespace gatehouse {

Page::Page(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_header(new PageHeader(title))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new PageScroll(this);
    column->addWidget(scroll);
    m_body = scroll->body();
    m_body->addWidget(m_header);
}

bool Page::canRun(const QString &) const
{
    return false;
}

void Page::run(const QString &) { }

void Page::showObject(const QString &, const QString &, const QString &) { }

void Page::find() { }

} // namespace gatehouse

#include "moc_page.cpp"
