#include "core/control/series.h"

#include <QtTest/QTest>

#include <cmath>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Start{std::chrono::milliseconds{1'795'456'800'000}}; // a whole minute

}

class TestSeries final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasNoValueWhereItIsEmpty();
    void keepsTheNewestUpToItsLimit();
    void findsWhatCameSinceATime();
    void passesOverGapsInMeanAndMaximum();
    void rollsWholeMinutesUp();
    void forgetsTheOldestMinute();
    void keepsItsOrderWhenTheClockIsSetBack();
};

void TestSeries::hasNoValueWhereItIsEmpty()
{
    const Series series;
    QVERIFY(series.isEmpty());
    QVERIFY(std::isnan(series.last()));
    QVERIFY(std::isnan(series.mean(Start)));
    QVERIFY(std::isnan(series.maximum(Start)));
    QVERIFY(series.since(Start).empty());
    QVERIFY(series.rollups().empty());
}

void TestSeries::keepsTheNewestUpToItsLimit()
{
    Series series({3, 0});
    for (int i = 0; i < 5; ++i)
        series.append(Start + i * 1s, float(i));
    QCOMPARE(series.size(), std::size_t(3));
    QCOMPARE(series.at(0).value, 2.0F);
    QVERIFY(series.at(0).at == Start + 2s);
    QCOMPARE(series.at(2).value, 4.0F);
    QCOMPARE(series.last(), 4.0F);
}

void TestSeries::findsWhatCameSinceATime()
{
    Series series({4, 0});
    for (int i = 0; i < 6; ++i)
        series.append(Start + i * 1s, float(i));
    const auto since = series.since(Start + 4s);
    QCOMPARE(since.size(), std::size_t(2));
    QCOMPARE(since.front().value, 4.0F);
    QCOMPARE(series.since(Start).size(), std::size_t(4));
    QVERIFY(series.since(Start + 6s).empty());
}

void TestSeries::passesOverGapsInMeanAndMaximum()
{
    Series series;
    series.append(Start, 8);
    series.append(Start + 1s, 2);
    series.append(Start + 2s, std::nanf(""));
    series.append(Start + 3s, 4);
    QCOMPARE(series.size(), std::size_t(4));
    QVERIFY(std::isnan(series.at(2).value));
    QCOMPARE(series.mean(Start + 1s), 3.0F);
    QCOMPARE(series.maximum(Start + 1s), 4.0F);
}

void TestSeries::rollsWholeMinutesUp()
{
    Series series({10, 5});
    for (int i = 0; i < 150; ++i)
        series.append(Start + i * 1s, i < 60 ? float(i) : std::nanf(""));
    series.append(Start + 200s, 7);
    const auto minutes = series.rollups();
    QCOMPARE(minutes.size(), std::size_t(1));
    QVERIFY(minutes[0].start == Start);
    QCOMPARE(minutes[0].minimum, 0.0F);
    QCOMPARE(minutes[0].maximum, 59.0F);
    QCOMPARE(minutes[0].mean, 29.5F);
    QCOMPARE(minutes[0].samples, 60);
}

void TestSeries::forgetsTheOldestMinute()
{
    Series series({1, 2});
    for (int i = 0; i < 5; ++i)
        series.append(Start + i * 1min, float(i));
    const auto minutes = series.rollups();
    QCOMPARE(minutes.size(), std::size_t(2));
    QCOMPARE(minutes[0].mean, 2.0F);
    QCOMPARE(minutes[1].mean, 3.0F);
}

void TestSeries::keepsItsOrderWhenTheClockIsSetBack()
{
    Series series;
    series.append(Start, 1);
    series.append(Start - 1h, 2);
    QVERIFY(series.at(1).at > series.at(0).at);
    QCOMPARE(series.last(), 2.0F);
}

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
