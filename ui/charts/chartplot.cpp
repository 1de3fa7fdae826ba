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

using Run = QList<QPointF>;

/// The points of one line, in runs between which nothing is known. Times count from the range's start:
/// doubles are exact there.
std::vector<Run> runsOf(const PlotSeries &series, TimeRange range, double width)
{
    const auto most = std::size_t(std::max(2.0, width / pixelsPerPoint));
    std::vector<Run> runs;
    bool open = false;
    for (const PlotSample &sample : series.outline(range.from, range.to, most)) {
        const bool known = !std::isnan(sample.value);
        if (known && !open) {
            runs.emplace_back();
        }
        if (known) {
            runs.back().append({double(sample.at - range.from), sample.value});
        }
        open = known;
    }
    return runs;
}

} // namespace

struct ChartPlot::Parts
{
    /// Qt Charts draws a line through everything it is given: each run is a series of its own.
    struct Segment
    {
        QLineSeries *stroke;
        QLineSeries *edge; ///< The area's upper edge; null without a fill.
        QAreaSeries *area;
    };

    QChart *chart;
    ChartView *view;
    QValueAxis *time;
    QValueAxis *value;
    std::vector<std::vector<Segment>> lines;

    void attach(QAbstractSeries *series) const
    {
        chart->addSeries(series);
        series->attachAxis(time);
        series->attachAxis(value);
    }

    Segment addSegment(const ChartLine &line, const Theme &theme) const
    {
        Segment segment{new QLineSeries, nullptr, nullptr};
        if (line.filled) {
            segment.edge = new QLineSeries(chart);
            segment.area = new QAreaSeries(segment.edge);
            // It outlines all four sides: the stroke is a series of its own.
            segment.area->setPen(Qt::NoPen);
            attach(segment.area);
        }
        attach(segment.stroke);
        colour(segment, line, theme);
        return segment;
    }

    static void colour(const Segment &segment, const ChartLine &line, const Theme &theme)
    {
        segment.stroke->setPen(QPen(theme[line.role], 1.5, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        if (segment.area) {
            segment.area->setBrush(theme.wash(line.role));
        }
    }

    static void fill(const Segment &segment, const Run &run)
    {
        segment.stroke->replace(run);
        if (segment.edge) {
            segment.edge->replace(run);
        }
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
        m_parts->lines.assign(lines.size(), {});
    }
    m_lines = std::move(lines);
    std::int64_t latest = 0;
    for (const ChartLine &line : m_lines) {
        latest = line.series.isEmpty() ? latest : std::max(latest, line.series.back().at);
    }
    setAccessibleDescription(wordsAt(latest));
    colour();
    feed();
}

int ChartPlot::pointCount() const
{
    int count = 0;
    for (const auto &line : m_parts->lines) {
        for (const Parts::Segment &segment : line) {
            count += segment.stroke->count();
        }
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
        const std::vector<Run> runs = runsOf(m_lines[i].series, frame().range, scale.area().width());
        std::vector<Parts::Segment> &segments = m_parts->lines[i];
        while (segments.size() < runs.size()) {
            segments.push_back(m_parts->addSegment(m_lines[i], themeOf(this)));
        }
        for (size_t k = 0; k < segments.size(); ++k) {
            Parts::fill(segments[k], k < runs.size() ? runs[k] : Run());
        }
    }
    m_parts->view->viewport()->update();
}

void ChartPlot::colour()
{
    for (size_t i = 0; i < m_lines.size(); ++i) {
        for (const Parts::Segment &segment : m_parts->lines[i]) {
            Parts::colour(segment, m_lines[i], themeOf(this));
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
