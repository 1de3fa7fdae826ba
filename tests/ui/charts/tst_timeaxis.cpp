#include "ui/charts/timeaxis.h"

#include <QTest>
#include <QTimeZone>

using namespace gatehouse;

class TimeAxisTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void labelsStandAtRoundTimes_data();
    void labelsStandAtRoundTimes();
    void relativeLabelsCountBackFromNow();
    void ticksLieInsideTheRangeAndAreFew();
    void roundTimesAreThoseOfTheZone();
    void topsAreRoundAndHighEnough();
};

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
// Monday 23 November 2026, 18:04:00 UTC
constexpr std::int64_t then = 1'795'457'040'000;

QStringList labels(const std::vector<TimeTick> &ticks)
{
    QStringList words;
    for (const TimeTick &tick : ticks) {
        words.append(tick.label);
    }
    return words;
}

} // namespace

void TimeAxisTest::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TimeAxisTest::labelsStandAtRoundTimes_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    QTest::newRow("30 seconds") << qint64(30'000) << "18:03:30"
                                << "18:04:00";
    QTest::newRow("5 minutes") << qint64(5 * minute) << "17:59"
                               << "18:04";
    QTest::newRow("1 hour") << qint64(hour) << "17:10"
                            << "18:00";
    QTest::newRow("24 hours") << qint64(24 * hour) << "00:00"
                              << "18:00";
    QTest::newRow("7 days") << qint64(7 * 24 * hour) << "17 Nov"
                            << "23 Nov";
}

void TimeAxisTest::labelsStandAtRoundTimes()
{
    QFETCH(qint64, length);
    QFETCH(QString, first);
    QFETCH(QString, last);
    const auto ticks = timeTicks({then - length, then}, TimeLabels::Clock, 7, QTimeZone::utc());
    QCOMPARE(labels(ticks).first(), first);
    QCOMPARE(labels(ticks).last(), last);
}

void TimeAxisTest::relativeLabelsCountBackFromNow()
{
    const auto ticks = timeTicks({then - 5 * minute, then}, TimeLabels::Relative, 7, QTimeZone::utc());
    const QStringList expected{QStringLiteral("−5 min"), QStringLiteral("−4"), QStringLiteral("−3"),
                               QStringLiteral("−2"),     QStringLiteral("−1"), QStringLiteral("now")};
    QCOMPARE(labels(ticks), expected);
}

void TimeAxisTest::ticksLieInsideTheRangeAndAreFew()
{
    for (std::int64_t length = 1000; length < 400LL * 24 * hour; length = length * 3 / 2) {
        for (const TimeLabels kind : {TimeLabels::Clock, TimeLabels::Relative}) {
            const auto ticks = timeTicks({then - length, then}, kind, 6, QTimeZone::utc());
            QVERIFY2(ticks.size() <= 7, qPrintable(QString::number(length)));
            QVERIFY2(!ticks.empty() || length < 2000, qPrintable(QString::number(length)));
            for (const TimeTick &tick : ticks) {
                QVERIFY(tick.at >= then - length && tick.at <= then);
            }
        }
    }
    QVERIFY(timeTicks({5, 5}, TimeLabels::Clock, 6, QTimeZone::utc()).empty());
}

void TimeAxisTest::roundTimesAreThoseOfTheZone()
{
    const QTimeZone kathmandu(5 * 3600 + 45 * 60);
    const auto ticks = timeTicks({then - 24 * hour, then}, TimeLabels::Clock, 7, kathmandu);
    for (const QString &label : labels(ticks)) {
        QVERIFY2(label.endsWith(QStringLiteral(":00")), qPrintable(label));
    }
}

void TimeAxisTest::topsAreRoundAndHighEnough()
{
    QCOMPARE(niceTop(0), 4.0);
    QCOMPARE(niceTop(10), 10.0);
    QCOMPARE(niceTop(11), 12.0);
    QCOMPARE(niceTop(0.03), 0.032);
    QCOMPARE(niceTop(4812), 6000.0);
    for (double value = 0.001; value < 1e7; value *= 1.37) {
        QVERIFY(niceTop(value) >= value);
        QVERIFY(niceTop(value) <= value * 1.7);
    }
}

QTEST_GUILESS_MAIN(TimeAxisTest)

#include "tst_timeaxis.moc"
