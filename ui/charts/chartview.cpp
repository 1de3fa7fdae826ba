#include "ui/charts/chartview.h"

#include "ui/charts/plotwidget.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace gatehouse {

ChartView::ChartView(QChart *chart, const PlotWidget *plot)
    : QChartView(chart)
    , m_plot(plot)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setInteractive(false);
    setViewportUpdateMode(FullViewportUpdate);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

void ChartView::drawBackground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintPlotBack(painter, themeOf(m_plot), m_plot->frame(), PlotScale(m_plot->frame(), size()));
    painter->restore();
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    paintPlotFront(painter, themeOf(m_plot), m_plot->frame(), PlotScale(m_plot->frame(), size()));
    painter->restore();
}

bool ChartView::viewportEvent(QEvent *event)
{
    // The plot reads out what is under the pointer.
    if (event->type() == QEvent::ToolTip) {
        event->ignore();
        return false;
    }
    return QChartView::viewportEvent(event);
}

} // namespace gatehouse

#include "moc_chartview.cpp"
