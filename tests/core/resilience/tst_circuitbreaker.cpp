#include "core/resilience/circuitbreaker.h"

#include "tests/support/eventlog.h"
#include "tests/support/steppedclock.h"

#include <QtTest/QTest>

#include <fmt/format.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

CircuitBreakerSettings settings(int failures, int trials = 1)
{
    CircuitBreakerSettings result;
    result.consecutiveFailures = failures;
    result.trials = trials;
    return result;
}

/// A breaker on a stepped clock that writes down its changes with their second since the start.
struct Rig
{
    explicit Rig(const CircuitBreakerSettings &values)
        : breaker(values, clock.now(), [this](const BreakerTransition &change) {
            log.add(fmt::format("{} -> {} ({}) at {}", word(change.from), word(change.to),
                                word(change.reason), (change.time - began) / 1s));
        })
    {
    }

    bool call(CallResult result)
    {
        const auto decision = breaker.tryCall(clock.now());
        if (decision.allowed)
            breaker.record(decision.permit, result, clock.now());
        return decision.allowed;
    }
    void fail(int times)
    {
        for (int i = 0; i < times; ++i)
            call(CallResult::Failure);
    }
    BreakerState state() const { return breaker.status(clock.now()).state; }

    SteppedClock clock;
    SteadyTime began = clock.now();
    EventLog log;
    CircuitBreaker breaker;
};

} // namespace

class TestCircuitBreaker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAfterSoManyFailuresInARow();
    void beginsToCountAnewAfterASuccess();
    void doesNotCountWhatIsIgnored();
    void refusesWhileOpenAndSaysWhenToComeBack();
    void closesAfterItsTrialsSucceeded();
    void refusesASecondTrialWhileOneRuns();
    void opensAgainWhenATrialFails();
    void givesThePlaceOfALostTrialToAnother();
    void freesThePlaceOfAnIgnoredTrial();
    void ignoresResultsFromBeforeTheLastChange();
    void canBeForced_data();
    void canBeForced();
    void startsInTheModeOfItsSettings();
    void countsOnlyTheKindsOfItsSettings();
    void showsItsStatus();
    void usesFiveFailuresWhereNothingIsSaid();
    void staysExactOverAMillionConcurrentCalls();
    void opensOnceHoweverManyThreadsFail();
    void letsNoMoreTrialsThroughThanAllowedUnderThreads();
};

void TestCircuitBreaker::opensAfterSoManyFailuresInARow()
{
    Rig rig(settings(3));
    rig.fail(2);
    QCOMPARE(rig.state(), BreakerState::Closed);
    rig.clock.step(4s);
    rig.fail(1);
    QCOMPARE(rig.state(), BreakerState::Open);
    QVERIFY(!rig.call(CallResult::Success));
    QCOMPARE(rig.log.text(), std::string("closed -> open (consecutive_failures) at 4\n"));
}

void TestCircuitBreaker::beginsToCountAnewAfterASuccess()
{
    Rig rig(settings(3));
    for (int i = 0; i < 10; ++i) {
        rig.fail(2);
        QCOMPARE(rig.breaker.status(rig.clock.now()).consecutiveFailures, 2);
        rig.call(CallResult::Success);
        QCOMPARE(rig.breaker.status(rig.clock.now()).consecutiveFailures, 0);
    }
    QCOMPARE(rig.log.text(), std::string());
}

void TestCircuitBreaker::doesNotCountWhatIsIgnored()
{
    Rig rig(settings(2));
    rig.fail(1);
    for (int i = 0; i < 5; ++i)
        rig.call(CallResult::Ignored);
    QCOMPARE(rig.breaker.status(rig.clock.now()).consecutiveFailures, 1);
    rig.fail(1);
    QCOMPARE(rig.state(), BreakerState::Open);
}

void TestCircuitBreaker::refusesWhileOpenAndSaysWhenToComeBack()
{
    Rig rig(settings(1));
    rig.fail(1);
    rig.clock.step(20s);
    const auto refused = rig.breaker.tryCall(rig.clock.now());
    QVERIFY(!refused.allowed);
    QCOMPARE(refused.retryAfter.value().count(), 40'000);
    QCOMPARE(rig.breaker.status(rig.clock.now()).untilTrial.value().count(), 40'000);
    rig.clock.step(40s - 1ns);
    QCOMPARE(rig.breaker.tryCall(rig.clock.now()).retryAfter.value().count(), 1);
    rig.clock.step(1ns);
    QVERIFY(rig.breaker.tryCall(rig.clock.now()).allowed);
}

void TestCircuitBreaker::closesAfterItsTrialsSucceeded()
{
    Rig rig(settings(1, 3));
    rig.fail(1);
    rig.clock.step(60s);
    QVERIFY(rig.call(CallResult::Success));
    QVERIFY(rig.call(CallResult::Success));
    QCOMPARE(rig.state(), BreakerState::HalfOpen);
    rig.clock.step(1s);
    QVERIFY(rig.call(CallResult::Success));
    QCOMPARE(rig.state(), BreakerState::Closed);
    QCOMPARE(rig.log.text(),
             std::string("closed -> open (consecutive_failures) at 0\n"
                         "open -> half_open (open_time_over) at 60\n"
                         "half_open -> closed (trials_succeeded) at 61\n"));
}

void TestCircuitBreaker::refusesASecondTrialWhileOneRuns()
{
    Rig rig(settings(1, 2));
    rig.fail(1);
    rig.clock.step(60s);
    const auto first = rig.breaker.tryCall(rig.clock.now());
    const auto second = rig.breaker.tryCall(rig.clock.now());
    QVERIFY(first.allowed && second.allowed);
    const auto third = rig.breaker.tryCall(rig.clock.now());
    QVERIFY(!third.allowed);
    QCOMPARE(third.retryAfter.value().count(), 1'000);
    // One has succeeded, the other still runs: the third would be one more than allowed.
    rig.breaker.record(first.permit, CallResult::Success, rig.clock.now());
    QVERIFY(!rig.breaker.tryCall(rig.clock.now()).allowed);
    rig.breaker.record(second.permit, CallResult::Success, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::Closed);
}

void TestCircuitBreaker::opensAgainWhenATrialFails()
{
    Rig rig(settings(1, 2));
    rig.fail(1);
    rig.clock.step(60s);
    const auto first = rig.breaker.tryCall(rig.clock.now());
    const auto second = rig.breaker.tryCall(rig.clock.now());
    rig.clock.step(1s);
    rig.breaker.record(first.permit, CallResult::Failure, rig.clock.now());
    rig.breaker.record(second.permit, CallResult::Success, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::Open);
    QCOMPARE(rig.breaker.tryCall(rig.clock.now()).retryAfter.value().count(), 60'000);
    QCOMPARE(rig.log.lines().back(), std::string("half_open -> open (trial_failed) at 61"));
}

void TestCircuitBreaker::givesThePlaceOfALostTrialToAnother()
{
    Rig rig(settings(1));
    rig.fail(1);
    rig.clock.step(60s);
    const auto lost = rig.breaker.tryCall(rig.clock.now());
    QVERIFY(lost.allowed);
    rig.clock.step(60s - 1ms);
    QVERIFY(!rig.breaker.tryCall(rig.clock.now()).allowed);
    rig.clock.step(1ms);
    const auto next = rig.breaker.tryCall(rig.clock.now());
    QVERIFY(next.allowed);
    rig.breaker.record(lost.permit, CallResult::Success, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::HalfOpen);
    rig.breaker.record(next.permit, CallResult::Success, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::Closed);
}

void TestCircuitBreaker::freesThePlaceOfAnIgnoredTrial()
{
    Rig rig(settings(1));
    rig.fail(1);
    rig.clock.step(60s);
    QVERIFY(rig.call(CallResult::Ignored));
    QCOMPARE(rig.state(), BreakerState::HalfOpen);
    QVERIFY(rig.call(CallResult::Success));
    QCOMPARE(rig.state(), BreakerState::Closed);
}

void TestCircuitBreaker::ignoresResultsFromBeforeTheLastChange()
{
    Rig rig(settings(2));
    const auto slow = rig.breaker.tryCall(rig.clock.now());
    const auto slower = rig.breaker.tryCall(rig.clock.now());
    rig.fail(2);
    rig.clock.step(60s);
    QVERIFY(rig.breaker.tryCall(rig.clock.now()).allowed);
    rig.breaker.record(slow.permit, CallResult::Failure, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::HalfOpen);
    rig.clock.step(60s);
    QVERIFY(rig.call(CallResult::Success));
    rig.breaker.record(slower.permit, CallResult::Failure, rig.clock.now());
    QCOMPARE(rig.breaker.status(rig.clock.now()).consecutiveFailures, 0);
}

void TestCircuitBreaker::canBeForced_data()
{
    QTest::addColumn<BreakerMode>("mode");
    QTest::addColumn<BreakerState>("state");
    QTest::addColumn<bool>("allows");
    QTest::newRow("open") << BreakerMode::ForcedOpen << BreakerState::ForcedOpen << false;
    QTest::newRow("closed") << BreakerMode::ForcedClosed << BreakerState::ForcedClosed << true;
    QTest::newRow("disabled") << BreakerMode::Disabled << BreakerState::Disabled << true;
}

void TestCircuitBreaker::canBeForced()
{
    QFETCH(BreakerMode, mode);
    QFETCH(BreakerState, state);
    QFETCH(bool, allows);
    Rig rig(settings(1));
    rig.breaker.setMode(mode, rig.clock.now());
    rig.breaker.setMode(mode, rig.clock.now());
    QCOMPARE(rig.state(), state);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(rig.call(CallResult::Failure), allows);
    rig.clock.step(600s);
    QCOMPARE(rig.state(), state);
    QVERIFY(!rig.breaker.tryCall(rig.clock.now()).retryAfter);
    rig.breaker.setMode(BreakerMode::Auto, rig.clock.now());
    QCOMPARE(rig.state(), BreakerState::Closed);
    QCOMPARE(rig.log.text(),
             fmt::format("closed -> {0} (forced) at 0\n{0} -> closed (released) at 600\n", word(state)));
}

void TestCircuitBreaker::startsInTheModeOfItsSettings()
{
    CircuitBreakerSettings values = settings(1);
    values.state = BreakerMode::ForcedOpen;
    Rig rig(values);
    QCOMPARE(rig.state(), BreakerState::ForcedOpen);
    QCOMPARE(rig.breaker.mode(), BreakerMode::ForcedOpen);
    QCOMPARE(rig.log.text(), std::string());
}

void TestCircuitBreaker::countsOnlyTheKindsOfItsSettings()
{
    CircuitBreakerSettings values = settings(1);
    values.failures = {FailureKind::Connect, FailureKind::Timeout};
    const Rig rig(values);
    QVERIFY(rig.breaker.counts(FailureKind::Connect));
    QVERIFY(rig.breaker.counts(FailureKind::Timeout));
    QVERIFY(!rig.breaker.counts(FailureKind::Reset));
    QVERIFY(!rig.breaker.counts(FailureKind::Status5xx));
}

void TestCircuitBreaker::showsItsStatus()
{
    Rig rig(settings(2));
    rig.clock.step(5s);
    rig.fail(2);
    const BreakerStatus status = rig.breaker.status(rig.clock.now() + 70s);
    QCOMPARE(status.state, BreakerState::Open);
    QCOMPARE(status.reason, BreakerReason::ConsecutiveFailures);
    QVERIFY(status.since == rig.began + 5s);
    QCOMPARE(status.untilTrial.value().count(), 0);
}

void TestCircuitBreaker::usesFiveFailuresWhereNothingIsSaid()
{
    Rig rig(CircuitBreakerSettings{});
    rig.fail(4);
    QCOMPARE(rig.state(), BreakerState::Closed);
    rig.fail(1);
    QCOMPARE(rig.state(), BreakerState::Open);
}

void TestCircuitBreaker::staysExactOverAMillionConcurrentCalls()
{
    // 999,999 failures on four threads with a limit of a million: not one may be lost or counted twice.
    constexpr int Threads = 4;
    constexpr int Calls = 250'000;
    Rig rig(settings(Threads * Calls));
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&rig, t] {
            for (int i = t == 0 ? 1 : 0; i < Calls; ++i)
                rig.call(CallResult::Failure);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(rig.breaker.status(rig.clock.now()).consecutiveFailures, Threads * Calls - 1);
    QCOMPARE(rig.log.text(), std::string());
    rig.fail(1);
    QCOMPARE(rig.log.text(), std::string("closed -> open (consecutive_failures) at 0\n"));
}

void TestCircuitBreaker::opensOnceHoweverManyThreadsFail()
{
    for (int round = 0; round < 200; ++round) {
        Rig rig(settings(5));
        std::atomic<int> allowed{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&rig, &allowed] {
                for (int i = 0; i < 50; ++i)
                    allowed += rig.call(CallResult::Failure) ? 1 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(rig.log.text(), std::string("closed -> open (consecutive_failures) at 0\n"));
        // Five, and at most one for each other thread that had been let in before it opened.
        QVERIFY(allowed >= 5 && allowed <= 8);
    }
}

void TestCircuitBreaker::letsNoMoreTrialsThroughThanAllowedUnderThreads()
{
    Rig rig(settings(1, 3));
    rig.fail(1);
    rig.clock.step(60s);
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&rig, &allowed] {
            for (int i = 0; i < 1'000; ++i)
                allowed += rig.breaker.tryCall(rig.clock.now()).allowed ? 1 : 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(allowed.load(), 3);
}

QTEST_APPLESS_MAIN(TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
