#include "ui/charts/plotseries.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace gatehouse;

class PlotSeriesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptySeriesKnowsNothing();
    void aLongerOneLeavesTheShorterAsItWas();
    void sharesItsPartsWithALongerOne();
    void extremesAreThoseOfEverySample_data();
    void extremesAreThoseOfEverySample();
    void fewSamplesAreTheirOwnOutline();
    void anOutlineIsBoundedAndKeepsThePeaks();
    void anOutlineReachesBeyondTheEdges();
    void whatIsUnknownStaysUnknown();
    void dropsWhatIsOld();
    void valueAtIsThatOfTheLastSample();
};

namespace {

PlotSeries noise(int count, std::int64_t step = 1000)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> value(0, 100);
    std::vector<PlotSample> samples;
    for (int i = 0; i < count; ++i) {
        samples.push_back({i * step, value(random)});
    }
    return PlotSeries(samples);
}

} // namespace

void PlotSeriesTest::anEmptySeriesKnowsNothing()
{
    const PlotSeries series;
    QVERIFY(series.isEmpty());
    QCOMPARE(series.size(), size_t(0));
    QVERIFY(!series.valueAt(5));
    QVERIFY(!series.extremes(0, 100));
    QVERIFY(series.outline(0, 100, 10).empty());
}

void PlotSeriesTest::aLongerOneLeavesTheShorterAsItWas()
{
    const PlotSeries shorter = noise(4096);
    const PlotSeries longer = shorter.with({5'000'000, 1000}).with({5'001'000, 2000});
    QCOMPARE(shorter.size(), size_t(4096));
    QCOMPARE(longer.size(), size_t(4098));
    QCOMPARE(longer.back().value, 2000.0);
    QVERIFY(shorter.extremes(0, 6'000'000)->high.value <= 100);
    QCOMPARE(longer.extremes(0, 6'000'000)->high.value, 2000.0);
}

void PlotSeriesTest::sharesItsPartsWithALongerOne()
{
    const PlotSeries series = noise(100);
    const PlotSeries copy = series;
    QVERIFY(series.isSameAs(copy));
    QVERIFY(!series.isSameAs(series.with({200'000, 1})));
    QVERIFY(!series.isSameAs(noise(100)));
}

void PlotSeriesTest::extremesAreThoseOfEverySample_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("one") << 10 << 3 << 3;
    QTest::newRow("inside a block") << 64 << 10 << 50;
    QTest::newRow("whole blocks") << 640 << 64 << 319;
    QTest::newRow("ragged") << 10'000 << 37 << 9'001;
    QTest::newRow("across parts") << 20'000 << 4'000 << 13'000;
    QTest::newRow("all") << 20'000 << 0 << 19'999;
}

void PlotSeriesTest::extremesAreThoseOfEverySample()
{
    QFETCH(int, count);
    QFETCH(int, from);
    QFETCH(int, to);
    const PlotSeries series = noise(count);
    double low = 1e9;
    double high = -1e9;
    for (int i = from; i <= to; ++i) {
        low = std::min(low, series[size_t(i)].value);
        high = std::max(high, series[size_t(i)].value);
    }
    const auto found = series.extremes(from * 1000, to * 1000);
    QVERIFY(found);
    QCOMPARE(found->low.value, low);
    QCOMPARE(found->high.value, high);
}

void PlotSeriesTest::fewSamplesAreTheirOwnOutline()
{
    const PlotSeries series = noise(50);
    const auto points = series.outline(0, 49'000, 50);
    QCOMPARE(points.size(), size_t(50));
    QCOMPARE(points[17].value, series[17].value);
}

void PlotSeriesTest::anOutlineIsBoundedAndKeepsThePeaks()
{
    PlotSeries series = noise(99'000);
    series = series.with({99'000'000, 500}).with({99'001'000, -500});
    for (int i = 2; i < 1000; ++i) {
        series = series.with({99'000'000 + i * 1000, 50});
    }
    const auto points = series.outline(0, 100'000'000, 200);
    QVERIFY(points.size() <= 200);
    QVERIFY(points.size() > 150);
    const auto byValue = [](const PlotSample &a, const PlotSample &b) {
        return a.value < b.value;
    };
    QCOMPARE(std::max_element(points.begin(), points.end(), byValue)->value, 500.0);
    QCOMPARE(std::min_element(points.begin(), points.end(), byValue)->value, -500.0);
    const auto byTime = [](const PlotSample &a, const PlotSample &b) {
        return a.at < b.at;
    };
    QVERIFY(std::is_sorted(points.begin(), points.end(), byTime));
}

void PlotSeriesTest::anOutlineReachesBeyondTheEdges()
{
    const auto points = noise(100).outline(10'500, 20'500, 100);
    QCOMPARE(points.front().at, std::int64_t(10'000));
    QCOMPARE(points.back().at, std::int64_t(21'000));
}

void PlotSeriesTest::whatIsUnknownStaysUnknown()
{
    std::vector<PlotSample> samples;
    for (int i = 0; i < 1000; ++i) {
        samples.push_back({i * 1000, i >= 400 && i < 600 ? noValue : 5});
    }
    const PlotSeries series(samples);
    QVERIFY(!series.valueAt(500'000));
    QVERIFY(!series.extremes(400'000, 599'000));
    const auto points = series.outline(0, 999'000, 100);
    const auto unknown = [](const PlotSample &sample) {
        return std::isnan(sample.value);
    };
    QVERIFY(std::any_of(points.begin(), points.end(), unknown));
    QVERIFY(!std::isnan(points.back().value));
}

void PlotSeriesTest::dropsWhatIsOld()
{
    const PlotSeries series = noise(20'000);
    const PlotSeries kept = series.since(15'000'000);
    QVERIFY(kept.size() < series.size());
    QVERIFY(kept.front().at <= 15'000'000);
    QVERIFY(kept.size() <= 5'000 + 4'096);
    QCOMPARE(kept.back().at, series.back().at);
    QVERIFY(series.since(99'000'000).isEmpty());
}

void PlotSeriesTest::valueAtIsThatOfTheLastSample()
{
    const PlotSeries series({{1000, 1}, {2000, 2}, {2000, 3}, {5000, 4}});
    QVERIFY(!series.valueAt(999));
    QCOMPARE(series.valueAt(1000), std::optional(1.0));
    QCOMPARE(series.valueAt(2500), std::optional(3.0));
    QCOMPARE(series.valueAt(9000), std::optional(4.0));
}

QTEST_GUILESS_MAIN(PlotSeriesTest)

#include "tst_plotseries.moc"
