#include "../widgets/look.h"

#include "ui/charts/areaplot.h"
#include "ui/charts/barplot.h"
#include "ui/charts/chartplot.h"
#include "ui/charts/legend.h"
#include "ui/charts/timeline.h"
#include "ui/widgets/card.h"

#include <QBoxLayout>
#include <QDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace gatehouse;
using namespace gatehouse::test;

class PlotsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void areaPlotFillsBelowItsLine_data();
    void areaPlotFillsBelowItsLine();
    void limitIsADashedLineAtItsValue_data();
    void limitIsADashedLineAtItsValue();
    void aGapStaysEmpty_data();
    void aGapStaysEmpty();
    void bothPlotsPutTheSameDataAtTheSamePlace();
    void chartsGetAtMostOnePointForFourPixels();
    void aMillionSamplesKeepTheirPeak();
    void timelineIsThinWhenClosedAndFullWhenOpen();
    void timelineLeavesOutWhatIsUnknown();
    void barsAreStackedToTheirSum();
    void marksAreDrawnWhereTheyHappened();
    void everyPlotHasANameAndSaysItsValue();
    void aLiveSwitchEqualsAFreshStart();
    void picture();

private:
    LookStyle *m_style = nullptr;
};

namespace {

constexpr std::int64_t minute = 60'000;
constexpr TimeRange fiveMinutes{1'795'456'740'000, 1'795'457'040'000};

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

PlotSeries constant(double value, int count = 301)
{
    std::vector<PlotSample> samples;
    for (int i = 0; i < count; ++i) {
        samples.push_back({fiveMinutes.from + i * 1000, value});
    }
    return PlotSeries(samples);
}

PlotSeries wave(double middle, double height, double phase = 0)
{
    std::vector<PlotSample> samples;
    for (int i = 0; i <= 300; ++i) {
        samples.push_back({fiveMinutes.from + i * 1000,
                           middle + height * std::sin(i * 0.05 + phase) + height * 0.3 * std::sin(i * 0.7)});
    }
    return PlotSeries(samples);
}

PlotFrame frameTo(double top)
{
    PlotFrame frame;
    frame.range = fiveMinutes;
    frame.top = top;
    return frame;
}

enum class Kind { Painted, Chart };

std::unique_ptr<PlotWidget> plotOf(Kind kind, const PlotSeries &series, const PlotFrame &frame)
{
    std::unique_ptr<PlotWidget> plot;
    if (kind == Kind::Painted) {
        auto painted = std::make_unique<AreaPlot>(text("Bulkhead"));
        painted->setSeries(series, Role::Accent, text("in use"));
        plot = std::move(painted);
    } else {
        auto chart = std::make_unique<ChartPlot>(text("Bulkhead"));
        chart->setLines({{text("edge-1"), series, Role::Accent, true, text("in use")}});
        plot = std::move(chart);
    }
    plot->resize(400, 200);
    plot->setFrame(frame);
    return plot;
}

QColor at(const QImage &image, QPointF point)
{
    return image.pixelColor(int(point.x()), int(point.y()));
}

bool isNear(const QColor &first, const QColor &second, int by = 12)
{
    return std::abs(first.red() - second.red()) <= by && std::abs(first.green() - second.green()) <= by
        && std::abs(first.blue() - second.blue()) <= by;
}

void bothKinds()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("painted") << int(Kind::Painted);
    QTest::newRow("chart") << int(Kind::Chart);
}

/// Whether a colour occurs in a row or a column of pixels. A line of 1.5 px covers no pixel wholly.
bool occurs(const QImage &image, const QRect &where, const QColor &colour, int by = 60)
{
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            if (isNear(image.pixelColor(x, y), colour, by)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

void PlotsTest::initTestCase()
{
    m_style = applyLook();
}

void PlotsTest::areaPlotFillsBelowItsLine_data()
{
    bothKinds();
}

void PlotsTest::areaPlotFillsBelowItsLine()
{
    QFETCH(int, kind);
    const auto plot = plotOf(Kind(kind), constant(6), frameTo(12));
    const QImage image = plot->grab().toImage();
    const PlotScale scale(plot->frame(), plot->size());
    const Theme &theme = m_style->theme();
    const QColor window = theme[Role::Window];
    const double x = scale.area().center().x();
    QVERIFY(isNear(at(image, {x, scale.y(9) - 4}), window));
    QVERIFY(!isNear(at(image, {x, scale.y(4.5)}), window, 4));
    QVERIFY(occurs(image, QRect(int(x), int(scale.y(6)) - 2, 1, 5), theme[Role::Accent]));
}

void PlotsTest::limitIsADashedLineAtItsValue_data()
{
    bothKinds();
}

void PlotsTest::limitIsADashedLineAtItsValue()
{
    QFETCH(int, kind);
    PlotFrame frame = frameTo(12);
    frame.limit = PlotLimit{10, text("limit 10")};
    const auto plot = plotOf(Kind(kind), constant(3), frame);
    const QImage image = plot->grab().toImage();
    const PlotScale scale(plot->frame(), plot->size());
    const int y = int(std::round(scale.y(10)));
    const QColor bad = m_style->theme()[Role::Bad];
    int red = 0;
    for (int x = int(scale.area().left()); x < int(scale.area().right()); ++x) {
        red += image.pixelColor(x, y) == bad ? 1 : 0;
    }
    const double share = red / scale.area().width();
    QVERIFY2(share > 0.4 && share < 0.7, qPrintable(QString::number(share)));
}

void PlotsTest::aGapStaysEmpty_data()
{
    bothKinds();
}

void PlotsTest::aGapStaysEmpty()
{
    QFETCH(int, kind);
    std::vector<PlotSample> samples;
    for (int i = 0; i <= 300; ++i) {
        samples.push_back({fiveMinutes.from + i * 1000, i > 100 && i < 200 ? noValue : 6});
    }
    const auto plot = plotOf(Kind(kind), PlotSeries(samples), frameTo(12));
    const QImage image = plot->grab().toImage();
    const PlotScale scale(plot->frame(), plot->size());
    const QColor accent = m_style->theme()[Role::Accent];
    const auto lineAt = [&](std::int64_t second) {
        const int x = int(scale.x(fiveMinutes.from + second * 1000));
        return occurs(image, QRect(x, int(scale.y(6)) - 2, 1, 5), accent);
    };
    QVERIFY(lineAt(50));
    QVERIFY(!lineAt(150));
    QVERIFY(lineAt(250));
}

void PlotsTest::bothPlotsPutTheSameDataAtTheSamePlace()
{
    const PlotSeries series = wave(6, 3);
    const auto painted = plotOf(Kind::Painted, series, frameTo(12));
    const auto chart = plotOf(Kind::Chart, series, frameTo(12));
    const QImage first = painted->grab().toImage();
    const QImage second = chart->grab().toImage();
    const PlotScale scale(painted->frame(), painted->size());
    for (int step = 10; step < 290; step += 20) {
        const std::int64_t time = fiveMinutes.from + step * 1000;
        const int x = int(scale.x(time));
        const int y = int(scale.y(*series.valueAt(time)));
        // Binning moves a line by some pixels where it is steep.
        const QRect around = QRect(x, y - 8, 1, 17).intersected(first.rect());
        QVERIFY(occurs(first, around, m_style->theme()[Role::Accent]));
        QVERIFY(occurs(second, around, m_style->theme()[Role::Accent]));
    }
}

void PlotsTest::chartsGetAtMostOnePointForFourPixels()
{
    std::vector<PlotSample> samples;
    for (int i = 0; i < 100'000; ++i) {
        samples.push_back({fiveMinutes.from + i * 3, double(i % 97)});
    }
    ChartPlot plot(text("Requests"));
    plot.resize(560, 240);
    plot.setFrame(frameTo(100));
    plot.setLines({{text("edge-1"), PlotSeries(samples), Role::Accent, false, {}}});
    QVERIFY(plot.pointCount() <= 560 / 4);
    QVERIFY(plot.pointCount() > 560 / 8);
}

void PlotsTest::aMillionSamplesKeepTheirPeak()
{
    std::vector<PlotSample> samples;
    for (int i = 0; i < 1'000'000; ++i) {
        samples.push_back({fiveMinutes.from + i * 300 / 1000, i == 500'000 ? 11.0 : 2.0});
    }
    const auto plot = plotOf(Kind::Painted, PlotSeries(samples), frameTo(12));
    const QImage image = plot->grab().toImage();
    const PlotScale scale(plot->frame(), plot->size());
    const int x = int(scale.area().center().x());
    QVERIFY(occurs(image, QRect(x - 3, int(scale.y(8)), 7, 3), m_style->theme()[Role::Accent]));
    QVERIFY(!occurs(image, QRect(x - 40, int(scale.y(8)), 7, 3), m_style->theme()[Role::Accent]));
}

void PlotsTest::timelineIsThinWhenClosedAndFullWhenOpen()
{
    Timeline timeline(text("Breakers"));
    timeline.setRange(fiveMinutes);
    const std::int64_t opened = fiveMinutes.from + 2 * minute;
    timeline.setLanes({{text("payment-service"),
                        {{{fiveMinutes.from, opened}, Timeline::Band::Closed},
                         {{opened, opened + minute}, Timeline::Band::Open},
                         {{opened + minute, fiveMinutes.to}, Timeline::Band::HalfOpen}}}});
    timeline.resize(500, timeline.sizeHint().height());
    const QImage image = timeline.grab().toImage();
    const Theme &theme = m_style->theme();
    QCOMPARE(image.pixelColor(100, 7), theme[Role::Window]);
    QVERIFY(image.pixelColor(100, 12) != theme[Role::Window]);
    QCOMPARE(image.pixelColor(250, 7), theme[Role::Bad]);
    QCOMPARE(image.pixelColor(250, 17), theme[Role::Bad]);
    QCOMPARE(image.pixelColor(400, 7), theme[Role::Warning]);
    QVERIFY(timeline.accessibleDescription().contains(text("payment-service Half-open")));
}

void PlotsTest::timelineLeavesOutWhatIsUnknown()
{
    Timeline timeline(text("Breakers"));
    timeline.setRange(fiveMinutes);
    timeline.setLanes({{text("a"), {{fiveMinutes, Timeline::Band::Unknown}}}});
    timeline.resize(500, timeline.sizeHint().height());
    QCOMPARE(timeline.grab().toImage().pixelColor(250, 12), m_style->theme()[Role::Window]);
}

void PlotsTest::barsAreStackedToTheirSum()
{
    BarPlot plot(text("Retries"));
    plot.resize(400, 200);
    plot.setFrame(frameTo(4));
    plot.setColumns({{text("then fine"), Role::Ok}, {text("failed again"), Role::Bad}},
                    {{fiveMinutes.from + minute, {1, 2}}}, minute);
    const QImage image = plot.grab().toImage();
    const PlotScale scale(plot.frame(), plot.size());
    const double x = scale.x(fiveMinutes.from + minute * 3 / 2);
    const Theme &theme = m_style->theme();
    QCOMPARE(at(image, {x, scale.y(0.5)}), theme[Role::Ok]);
    QCOMPARE(at(image, {x, scale.y(2.5)}), theme[Role::Bad]);
    QCOMPARE(at(image, {x, scale.y(3.5)}), theme[Role::Window]);
}

void PlotsTest::marksAreDrawnWhereTheyHappened()
{
    PlotFrame frame = frameTo(12);
    frame.marks = {{fiveMinutes.from + minute, text("revision 128")}};
    const auto plot = plotOf(Kind::Painted, constant(1), frame);
    const QImage image = plot->grab().toImage();
    const PlotScale scale(plot->frame(), plot->size());
    const int x = int(std::round(scale.x(fiveMinutes.from + minute)));
    QVERIFY(occurs(image, QRect(x, int(scale.y(9)), 1, 20), m_style->theme()[Role::Accent]));
}

void PlotsTest::everyPlotHasANameAndSaysItsValue()
{
    for (const Kind kind : {Kind::Painted, Kind::Chart}) {
        const auto plot = plotOf(kind, constant(6), frameTo(12));
        QCOMPARE(plot->accessibleName(), text("Bulkhead"));
        QVERIFY2(plot->accessibleDescription().contains(text("6 in use")),
                 qPrintable(plot->accessibleDescription()));
        QCOMPARE(plot->focusPolicy(), Qt::NoFocus);
        for (const QWidget *child : plot->findChildren<QWidget *>()) {
            QCOMPARE(child->focusPolicy(), Qt::NoFocus);
        }
    }
}

void PlotsTest::aLiveSwitchEqualsAFreshStart()
{
    m_style->setScheme(Scheme::Light);
    const auto live = plotOf(Kind::Chart, wave(6, 3), frameTo(12));
    live->show();
    QVERIFY(QTest::qWaitForWindowExposed(live.get()));
    m_style->setScheme(Scheme::Dark);
    QTRY_COMPARE(live->palette().color(QPalette::Window), m_style->theme()[Role::Window]);
    const auto fresh = plotOf(Kind::Chart, wave(6, 3), frameTo(12));
    fresh->show();
    QVERIFY(QTest::qWaitForWindowExposed(fresh.get()));
    QVERIFY(live->grab().toImage() == fresh->grab().toImage());
    m_style->setScheme(Scheme::Light);
}

void PlotsTest::picture()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_style->setScheme(scheme);
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(20, 20, 20, 20);
        column->setSpacing(14);
        PlotFrame frame = frameTo(12);
        frame.labels = TimeLabels::Relative;
        frame.limit = PlotLimit{10, text("limit 10")};
        auto *bulkhead = new Card(text("order-service bulkhead"));
        auto *area = new AreaPlot(text("order-service bulkhead"));
        area->setFrame(frame);
        area->setSeries(wave(6.5, 1.6));
        bulkhead->addPadded(area, 1);
        column->addWidget(bulkhead, 1);
        auto *split = new Card(text("Split"));
        auto *legend = new Legend;
        legend->setEntries({{text("9201"), Role::Accent, Legend::Key::Line},
                            {text("9202"), Role::Series5, Legend::Key::Line},
                            {text("above 80 %"), Role::Warning, Legend::Key::Fill},
                            {text("limit"), Role::Bad, Legend::Key::Dashes}});
        split->addAtEnd(legend);
        auto *chart = new ChartPlot(text("Split"));
        PlotFrame marked = frameTo(200);
        marked.marks = {{fiveMinutes.from + minute, text("18:00 revision 128 drains 9203")}};
        marked.shades = {{{fiveMinutes.from + 3 * minute, fiveMinutes.from + 4 * minute}, Role::Bad}};
        chart->setFrame(marked);
        chart->setLines({{text("9201"), wave(140, 14), Role::Accent, true, text("/s")},
                         {text("9202"), wave(45, 8, 2), Role::Series5, false, text("/s")}});
        split->addPadded(chart, 1);
        auto *timeline = new Timeline(text("Breakers"));
        timeline->setRange(fiveMinutes);
        timeline->setLabelWidth(140);
        const std::int64_t opened = fiveMinutes.from + 2 * minute;
        timeline->setLanes({{text("payment-service"),
                             {{{fiveMinutes.from, opened}, Timeline::Band::Closed},
                              {{opened, opened + minute}, Timeline::Band::Open},
                              {{opened + minute, opened + 70'000}, Timeline::Band::HalfOpen},
                              {{opened + 70'000, fiveMinutes.to}, Timeline::Band::Open}}},
                            {text("order-service"), {{fiveMinutes, Timeline::Band::Closed}}}});
        split->addSection(text("Breaker timeline"), text("last 5 minutes"));
        split->addPadded(timeline);
        column->addWidget(split, 2);
        auto *retries = new Card(text("Retries"));
        auto *bars = new BarPlot(text("Retries"));
        bars->setFrame(frameTo(4));
        std::vector<BarPlot::Column> columns;
        for (int i = 0; i < 50; ++i) {
            columns.push_back(
                {fiveMinutes.from + i * 6000, {0.5 + 0.02 * i, i > 20 ? 0.8 : 0.1, i > 25 ? 0.6 : 0}});
        }
        bars->setColumns({{text("then fine"), Role::Ok},
                          {text("failed again"), Role::Bad},
                          {text("over budget"), Role::Warning}},
                         columns, 6000);
        retries->addPadded(bars, 1);
        column->addWidget(retries, 1);
        window.resize(760, 820);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QDir build(QStringLiteral(GATEHOUSE_BIN_DIR "/.."));
        QVERIFY(build.mkpath(text("screens")));
        const QString name = scheme == Scheme::Light ? text("charts-light") : text("charts-dark");
        QVERIFY(window.grab().save(build.filePath(text("screens/%1.png").arg(name))));
    }
}

QTEST_MAIN(PlotsTest)

#include "tst_plots.moc"
