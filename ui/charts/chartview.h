#pragma once

#include <QChartView>

namespace gatehouse {

class PlotWidget;

/// A chart without any of Qt Charts' looks: grid, labels, limit and marks are painted as those of AreaPlot
/// are.
class ChartView final : public QChartView
{
    Q_OBJECT

public:
    ChartView(QChart *chart, const PlotWidget *plot);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    bool viewportEvent(QEvent *event) override;

private:
    const PlotWidget *m_plot;
};

} // namespace gatehouse
