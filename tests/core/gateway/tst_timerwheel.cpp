#include "core/gateway/timerwheel.h"

#include <QtTest/QTest>

#include <deque>
#include <random>
#include <string>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const SteadyTime Began{5000s};

/// Writes down when it expired, in milliseconds since the start.
class NotingTimer final : public TimerWheel::Timer
{
public:
    explicit NotingTimer(const SteadyTime &now)
        : m_now(now)
    {
    }
    int expirations = 0;
    std::int64_t at = -1;

private:
    void expired() override
    {
        ++expirations;
        at = (m_now - Began) / 1ms;
    }
    const SteadyTime &m_now;
};

/// Cancels another one, and itself starts again, when it expires.
class MeddlingTimer final : public TimerWheel::Timer
{
public:
    TimerWheel *wheel = nullptr;
    TimerWheel::Timer *victim = nullptr;
    SteadyTime now{};
    int expirations = 0;

private:
    void expired() override
    {
        ++expirations;
        if (victim)
            victim->cancel();
        wheel->set(*this, now + 20ms, now);
    }
};

} // namespace

class TestTimerWheel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNeverEarlyAndHardlyLate_data();
    void isNeverEarlyAndHardlyLate();
    void forgetsWhatWasCancelled();
    void movesADeadlineEitherWay();
    void letsTimersMeddleWithEachOther();
    void saysWhenItHasToBeAsked();
    void startsAgainAfterALongPause();
    void leavesNothingBehindWhenATimerEnds();
    void agreesWithAPlainListOverRandomOperations();
};

void TestTimerWheel::isNeverEarlyAndHardlyLate_data()
{
    QTest::addColumn<qint64>("millis");
    for (const qint64 millis : {0, 1, 3, 4, 5, 100, 4'000, 4'096, 4'100, 30'000, 60'000, 3'600'000})
        QTest::newRow(QByteArray::number(millis).constData()) << millis;
}

void TestTimerWheel::isNeverEarlyAndHardlyLate()
{
    QFETCH(qint64, millis);
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer timer(now);
    wheel.set(timer, now + std::chrono::milliseconds(millis), now);
    while (timer.expirations == 0) {
        QVERIFY(wheel.next().has_value());
        now = std::max(*wheel.next(), now + 1us);
        wheel.advance(now);
    }
    QVERIFY(timer.at >= millis);
    QVERIFY(timer.at <= millis + 8);
    QVERIFY(!timer.isSet());
    QVERIFY(!wheel.next() || *wheel.next() > now);
}

void TestTimerWheel::forgetsWhatWasCancelled()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer timer(now);
    wheel.set(timer, now + 10ms, now);
    timer.cancel();
    QVERIFY(!timer.isSet());
    now += 1s;
    wheel.advance(now);
    QCOMPARE(timer.expirations, 0);
}

void TestTimerWheel::movesADeadlineEitherWay()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer later(now);
    NotingTimer sooner(now);
    wheel.set(later, now + 10ms, now);
    wheel.set(later, now + 500ms, now);
    wheel.set(sooner, now + 500ms, now);
    wheel.set(sooner, now + 10ms, now);
    for (int i = 0; i < 100; ++i) {
        now += 5ms;
        wheel.advance(now);
    }
    now += 10ms;
    wheel.advance(now);
    QVERIFY(later.at >= 500 && later.at <= 515);
    QVERIFY(sooner.at >= 10 && sooner.at <= 20);
}

void TestTimerWheel::letsTimersMeddleWithEachOther()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer victim(now);
    MeddlingTimer meddler;
    meddler.wheel = &wheel;
    meddler.victim = &victim;
    // Both in one slot; the one that was set last is looked at first.
    wheel.set(victim, now + 8ms, now);
    wheel.set(meddler, now + 8ms, now);
    for (int i = 0; i < 10; ++i) {
        now += 8ms;
        meddler.now = now;
        wheel.advance(now);
    }
    QCOMPARE(victim.expirations, 0);
    QVERIFY(meddler.expirations >= 3);
}

void TestTimerWheel::saysWhenItHasToBeAsked()
{
    const SteadyTime now = Began;
    TimerWheel wheel(now);
    QVERIFY(!wheel.next());
    NotingTimer timer(now);
    wheel.set(timer, now + 100ms, now);
    QVERIFY(*wheel.next() >= now + 100ms && *wheel.next() <= now + 108ms);
}

void TestTimerWheel::startsAgainAfterALongPause()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer timer(now);
    now += 24h;
    wheel.set(timer, now + 100ms, now);
    QVERIFY(*wheel.next() > now);
    now += 110ms;
    wheel.advance(now);
    QCOMPARE(timer.expirations, 1);
}

void TestTimerWheel::leavesNothingBehindWhenATimerEnds()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    NotingTimer stays(now);
    wheel.set(stays, now + 8ms, now);
    {
        NotingTimer gone(now);
        wheel.set(gone, now + 8ms, now);
    }
    now += 20ms;
    wheel.advance(now);
    QCOMPARE(stays.expirations, 1);
}

void TestTimerWheel::agreesWithAPlainListOverRandomOperations()
{
    SteadyTime now = Began;
    TimerWheel wheel(now);
    std::mt19937 random(7);
    std::deque<NotingTimer> timers;
    std::vector<SteadyTime> expected(200, SteadyTime::max());
    for (int i = 0; i < 200; ++i)
        timers.emplace_back(now);
    for (int round = 0; round < 20'000; ++round) {
        const std::size_t index = random() % timers.size();
        if (random() % 4 == 0) {
            timers[index].cancel();
            expected[index] = SteadyTime::max();
        } else {
            expected[index] = now + std::chrono::milliseconds(random() % 10'000);
            wheel.set(timers[index], expected[index], now);
        }
        now += std::chrono::milliseconds(random() % 10);
        wheel.advance(now);
        for (std::size_t i = 0; i < timers.size(); ++i) {
            const bool due = expected[i] <= now - 4ms;
            QVERIFY(!due || !timers[i].isSet());
            if (timers[i].expirations > 0) {
                QVERIFY(expected[i] <= now);
                timers[i].expirations = 0;
                expected[i] = SteadyTime::max();
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestTimerWheel)
#include "tst_timerwheel.moc"
