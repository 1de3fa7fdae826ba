#include "core/base/units.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace std::chrono_literals;

class TestUnits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesDurations_data();
    void readsAndWritesDurations();
    void refusesWhatIsNoDuration_data();
    void refusesWhatIsNoDuration();
    void readsAndWritesSizes();
    void refusesWhatIsNoSize_data();
    void refusesWhatIsNoSize();
    void readsTimesWithAnyOffset();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
};

void TestUnits::readsAndWritesDurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("millis");
    QTest::addColumn<QByteArray>("shortest");
    QTest::newRow("milliseconds") << QByteArray("250ms") << qint64(250) << QByteArray("250ms");
    QTest::newRow("seconds") << QByteArray("30s") << qint64(30'000) << QByteArray("30s");
    QTest::newRow("minutes") << QByteArray("5m") << qint64(300'000) << QByteArray("5m");
    QTest::newRow("hours") << QByteArray("1h") << qint64(3'600'000) << QByteArray("1h");
    QTest::newRow("joined") << QByteArray("1m30s") << qint64(90'000) << QByteArray("1m30s");
    QTest::newRow("joined, all units")
        << QByteArray("2h3m4s5ms") << qint64(7'384'005) << QByteArray("2h3m4s5ms");
    QTest::newRow("larger than its unit") << QByteArray("90s") << qint64(90'000) << QByteArray("1m30s");
    QTest::newRow("no limit") << QByteArray("0s") << qint64(0) << QByteArray("0s");
}

void TestUnits::readsAndWritesDurations()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, millis);
    QFETCH(QByteArray, shortest);
    const auto duration = parseDuration(text.toStdString());
    QVERIFY2(duration.has_value(), text.constData());
    QCOMPARE(qint64(duration->count()), millis);
    QCOMPARE(QByteArray::fromStdString(formatDuration(*duration)), shortest);
}

void TestUnits::refusesWhatIsNoDuration_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "30", "s", "-1s", "1.5s", "1s30m", "1s1s", "1 s", "1d", "9223372036854775807h", "1s "})
        QTest::newRow(text[0] ? text : "empty") << QByteArray(text);
}

void TestUnits::refusesWhatIsNoDuration()
{
    QFETCH(QByteArray, text);
    const auto duration = parseDuration(text.toStdString());
    QVERIFY(!duration.has_value());
    QCOMPARE(duration.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!duration.error().remedy.empty());
}

void TestUnits::readsAndWritesSizes()
{
    QCOMPARE(parseSize("64KiB").value(), std::uint64_t(65536));
    QCOMPARE(parseSize("1MiB").value(), std::uint64_t(1048576));
    QCOMPARE(parseSize("2GiB").value(), std::uint64_t(2147483648ULL));
    QCOMPARE(parseSize("512B").value(), std::uint64_t(512));
    QCOMPARE(parseSize("0").value(), std::uint64_t(0));
    QCOMPARE(formatSize(65536), std::string("64KiB"));
    QCOMPARE(formatSize(1000), std::string("1000B"));
    QCOMPARE(formatSize(0), std::string("0"));
}

void TestUnits::refusesWhatIsNoSize_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "1", "1KB", "1kib", "KiB", "-1KiB", "1.5MiB", "9223372036854775807GiB"})
        QTest::newRow(text[0] ? text : "empty") << QByteArray(text);
}

void TestUnits::refusesWhatIsNoSize()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseSize(text.toStdString()).has_value());
}

void TestUnits::readsTimesWithAnyOffset()
{
    const auto utc = parseTime("2026-11-23T18:04:05.123Z");
    QVERIFY(utc.has_value());
    QCOMPARE(QByteArray::fromStdString(formatTime(*utc)), QByteArray("2026-11-23T18:04:05.123Z"));
    QVERIFY(parseTime("2026-11-23T19:04:05.123456789+01:00").value() == *utc);
    QVERIFY(parseTime("2026-11-23T13:04:05.123-05:00").value() == *utc);
    QVERIFY(parseTime("1970-01-01T00:00:00Z").value().time_since_epoch() == 0ms);
}

void TestUnits::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z",
          "2026-11-23T18:04:05", "2026-11-23T18:04:05.Z", "2026-11-23T18:04:05Zx"})
        QTest::newRow(text[0] ? text : "empty") << QByteArray(text);
}

void TestUnits::refusesWhatIsNoTime()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseTime(text.toStdString()).has_value());
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
