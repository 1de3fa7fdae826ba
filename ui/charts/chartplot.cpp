#include "ui/charts/chartplot.h"

#include "ui/charts/chartview.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr double pixelsPerPoint = 4;

/// Points of one line, with times counted from the range's start: doubles are exact there.
QList<QPointF> pointsOf(const PlotSeries &series, TimeRange range, double width)
{
    const auto most = std::size_t(std::max(2.0, width / pixelsPerPoint));
    QList<QPointF> points;
    for (const PlotSample &sample : series.outline(range.from, range.to, most)) {
        if (!std::isnan(sample.value)) {
            points.append({double(sample.at - range.from), sample.value});
        }
    }
    return points;
}

} // namespace

struct ChartPlot::Parts
{
    struct Line
    {
        QLineSeries *stroke;
        QLineSeries *edge; ///< The area's upper edge; null without a fill.
        QAreaSeries *area;
    };

    QChart *chart;
    ChartView *view;
    QValueAxis *time;
    QValueAxis *value;
    std::vector<Line> lines;

    void attach(QAbstractSeries *series) const
    {
        chart->addSeries(series);
        series->attachAxis(time);
        series->attachAxis(value);
    }

    Line addLine(bool filled)
    {
        Line line{new QLineSeries, nullptr, nullptr};
        if (filled) {
            line.edge = new QLineSeries(chart);
            line.area = new QAreaSeries(line.edge);
            // It outlines all four sides: the stroke is a series of its own.
            line.area->setPen(Qt::NoPen);
            attach(line.area);
        }
        attach(line.stroke);
        return line;
    }
};

ChartPlot::ChartPlot(const QString &name, QWidget *parent)
    : PlotWidget(name, parent)
    , m_parts(std::make_unique<Parts>())
{
    auto *chart = new QChart;
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    auto *view = new ChartView(chart, this);
    view->setParent(this);
    *m_parts = {chart, view, new QValueAxis, new QValueAxis, {}};
    for (QValueAxis *axis : {m_parts->time, m_parts->value}) {
        axis->setVisible(false);
    }
    chart->addAxis(m_parts->time, Qt::AlignBottom);
    chart->addAxis(m_parts->value, Qt::AlignLeft);
}

ChartPlot::~ChartPlot() = default;

void ChartPlot::setLines(std::vector<ChartLine> lines)
{
    const auto sameShape = [](const ChartLine &a, const ChartLine &b) {
        return a.filled == b.filled;
    };
    if (!std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(), sameShape)) {
        m_parts->chart->removeAllSeries();
        m_parts->lines.clear();
        for (const ChartLine &line : lines) {
            m_parts->lines.push_back(m_parts->addLine(line.filled));
        }
    }
    m_lines = std::move(lines);
    setAccessibleDescription(wordsAt(frame().range.to));
    colour();
    feed();
}

int ChartPlot::pointCount() const
{
    int count = 0;
    for (const Parts::Line &line : m_parts->lines) {
        count += line.stroke->count();
    }
    return count;
}

QString ChartPlot::wordsAt(std::int64_t time) const
{
    QStringList words;
    for (const ChartLine &line : m_lines) {
        if (const auto value = line.series.valueAt(time)) {
            words.append(
                QStringList{line.name, QLocale().toString(*value, 'g', 4), line.unit}.join(u' ').trimmed());
        }
    }
    return words.join(QStringLiteral(" · "));
}

void ChartPlot::feed()
{
    const PlotScale scale(frame(), size());
    m_parts->view->resize(size());
    m_parts->chart->setPlotArea(scale.area());
    m_parts->time->setRange(0, double(std::max<std::int64_t>(1, frame().range.length())));
    m_parts->value->setRange(0, frame().top);
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const QList<QPointF> points = pointsOf(m_lines[i].series, frame().range, scale.area().width());
        const Parts::Line &line = m_parts->lines[i];
        line.stroke->replace(points);
        if (line.edge) {
            line.edge->replace(points);
        }
    }
    m_parts->view->viewport()->update();
}

void ChartPlot::colour()
{
    const Theme &theme = themeOf(this);
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const Parts::Line &line = m_parts->lines[i];
        line.stroke->setPen(QPen(theme[m_lines[i].role], 1.5, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        if (line.area) {
            line.area->setBrush(theme.wash(m_lines[i].role));
        }
    }
}

void ChartPlot::frameChanged()
{
    feed();
}

void ChartPlot::changeEvent(QEvent *event)
{
    PlotWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
}

void ChartPlot::resizeEvent(QResizeEvent *event)
{
    PlotWidget::resizeEvent(event);
    feed();
}

} // namespace gatehouse

#include "moc_chartplot.cpp"
