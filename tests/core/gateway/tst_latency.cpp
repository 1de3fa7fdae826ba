#include "core/gateway/latency.h"

#include <QtTest/QTest>

#include <cmath>

using namespace gatehouse;
using namespace std::chrono_literals;

class TestLatency final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsEachLatencyBelowItsBound();
    void hasNoGapBetweenBuckets();
    void estimatesQuantilesWithinABucket();
    void isEmptyWhereNothingWasCounted();
    void forgetsRecentOnesAfterAMinute();
    void keepsTotalsForEver();
    void givesMeansOfTheLastMinute();
};

void TestLatency::putsEachLatencyBelowItsBound()
{
    for (std::int64_t us = 0; us < 100'000'000; us = us + 1 + us / 50) {
        const std::size_t index = LatencyBuckets::indexOf(std::chrono::microseconds(us));
        const double ms = static_cast<double>(us) / 1000.0;
        QVERIFY(ms < LatencyBuckets::upToMs(index));
        if (index > 0)
            QVERIFY(ms >= LatencyBuckets::upToMs(index - 1));
    }
    QCOMPARE(LatencyBuckets::indexOf(-5us), std::size_t(0));
    QCOMPARE(LatencyBuckets::indexOf(1h), LatencyBuckets::Count - 1);
}

void TestLatency::hasNoGapBetweenBuckets()
{
    QCOMPARE(LatencyBuckets::upToMs(0), 0.064);
    for (std::size_t i = 1; i + 1 < LatencyBuckets::Count; ++i) {
        const double ratio = LatencyBuckets::upToMs(i) / LatencyBuckets::upToMs(i - 1);
        QVERIFY(ratio > 1.1 && ratio <= 1.2501);
    }
    QVERIFY(std::isinf(LatencyBuckets::upToMs(LatencyBuckets::Count - 1)));
}

void TestLatency::estimatesQuantilesWithinABucket()
{
    LatencyRecorder recorder;
    const SteadyTime now{1000s};
    for (int ms = 1; ms <= 1000; ++ms)
        recorder.add(std::chrono::milliseconds(ms), now);
    LatencyCounts counts{};
    recorder.addRecentTo(counts, now);
    const LatencyQuantiles quantiles = quantilesOf(counts);
    QVERIFY(std::abs(*quantiles.p50 - 500) < 60);
    QVERIFY(std::abs(*quantiles.p95 - 950) < 60);
    QVERIFY(std::abs(*quantiles.p99 - 990) < 60);
}

void TestLatency::isEmptyWhereNothingWasCounted()
{
    QVERIFY(!quantilesOf({}).p50);
    LatencyRecorder recorder;
    LatencyCounts counts{};
    recorder.addRecentTo(counts, SteadyTime{1000s});
    recorder.addTotalTo(counts);
    QVERIFY(counts == LatencyCounts{});
}

void TestLatency::forgetsRecentOnesAfterAMinute()
{
    LatencyRecorder recorder;
    const SteadyTime began{1000s};
    recorder.add(10ms, began);
    const auto recentAt = [&recorder](SteadyTime now) {
        LatencyCounts counts{};
        recorder.addRecentTo(counts, now);
        return counts[LatencyBuckets::indexOf(10ms)];
    };
    QCOMPARE(recentAt(began), std::uint64_t(1));
    QCOMPARE(recentAt(began + 55s), std::uint64_t(1));
    QCOMPARE(recentAt(began + 60s), std::uint64_t(0));
    // The same slice is used again a round later.
    recorder.add(10ms, began + 65s);
    QCOMPARE(recentAt(began + 65s), std::uint64_t(1));
}

void TestLatency::keepsTotalsForEver()
{
    LatencyRecorder recorder;
    for (int i = 0; i < 100; ++i)
        recorder.add(10ms, SteadyTime{std::chrono::seconds(i * 100)});
    LatencyCounts counts{};
    recorder.addTotalTo(counts);
    QCOMPARE(counts[LatencyBuckets::indexOf(10ms)], std::uint64_t(100));
}

void TestLatency::givesMeansOfTheLastMinute()
{
    RecentMean mean;
    const SteadyTime began{1000s};
    mean.add(10ms, began);
    mean.add(30ms, began + 30s);
    const auto at = [&mean](SteadyTime now) {
        double sum = 0;
        std::uint64_t count = 0;
        mean.addTo(sum, count, now);
        return count == 0 ? -1.0 : sum / static_cast<double>(count);
    };
    QCOMPARE(at(began + 30s), 20.0);
    QCOMPARE(at(began + 70s), 30.0);
    QCOMPARE(at(began + 200s), -1.0);
}

QTEST_APPLESS_MAIN(TestLatency)
#include "tst_latency.moc"
