#include "ui/widgets/statestack.h"

#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorstate.h"
#include "ui/widgets/skeletonrows.h"

namespace gatehouse {

StateStack::StateStack(QWidget *contents, EmptyState *empty, ErrorState *error, QWidget *parent)
    : QStackedWidget(parent)
    , m_contents(contents)
    , m_loading(new SkeletonRows)
    , m_empty(empty)
    , m_error(error)
{
    for (QWidget *page : {static_cast<QWidget *>(m_loading), m_contents, static_cast<QWidget *>(m_empty),
                          static_cast<QWidget *>(m_error)}) {
        addWidget(page);
    }
}

void StateStack::showContents()
{
    setCurrentWidget(m_contents);
}

void StateStack::showLoading()
{
    setCurrentWidget(m_loading);
}

void StateStack::showEmpty()
{
    setCurrentWidget(m_empty);
}

void StateStack::showError(const QString &sentence, const QString &details)
{
    m_error->set(sentence, details);
    setCurrentWidget(m_error);
}

} // namespace gatehouse

#include "moc_statestack.cpp"
