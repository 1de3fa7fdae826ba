#include "ui/widgets/linegutter.h"

#include "ui/widgets/codeview.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

namespace gatehouse {

LineGutter::LineGutter(CodeView *view)
    : QWidget(view)
    , m_view(view)
{
}

QSize LineGutter::sizeHint() const
{
    return {m_view->gutterWidth(), 0};
}

void LineGutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    m_view->paintGutter(&painter, event->rect());
}

bool LineGutter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), m_view->markAt(help->pos().y()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace gatehouse

#include "moc_linegutter.cpp"
