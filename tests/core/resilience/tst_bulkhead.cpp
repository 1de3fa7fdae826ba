#include "core/resilience/bulkhead.h"

#include "tests/support/eventlog.h"

#include <QtTest/QTest>

#include <atomic>
#include <memory>
#include <semaphore>
#include <thread>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

BulkheadSettings settings(int concurrent, int queued)
{
    return {concurrent, queued, 1'000ms};
}

class NamedWaiter final : public Bulkhead::Waiter
{
public:
    NamedWaiter(std::string name, EventLog &log)
        : m_name(std::move(name))
        , m_log(log)
    {
    }
    void granted() override { m_log.add(m_name); }

private:
    std::string m_name;
    EventLog &m_log;
};

class BlockingWaiter final : public Bulkhead::Waiter
{
public:
    void granted() override { m_granted.release(); }
    void wait() { m_granted.acquire(); }

private:
    std::binary_semaphore m_granted{0};
};

} // namespace

class TestBulkhead final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsInSoManyAtOnce();
    void grantsInTheOrderOfArrival();
    void letsNobodyPassTheQueue();
    void rejectsBeyondItsQueue();
    void freesThePlaceOfACancelledWaiter();
    void doesNotCancelWhatWasGranted();
    void countsATimeoutAsRejected();
    void showsItsStatusInTheNamesOfTelemetry();
    void letsWaitersInWhenItGrows();
    void keepsItsCallsWhenItShrinks();
    void neverLetsInMoreThanItsLimitUnderThreads();
};

void TestBulkhead::letsInSoManyAtOnce()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("pool", settings(2, 0));
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Rejected);
    bulkhead.leave();
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(log.text(), std::string());
}

void TestBulkhead::grantsInTheOrderOfArrival()
{
    EventLog log;
    NamedWaiter first("first", log);
    NamedWaiter second("second", log);
    NamedWaiter third("third", log);
    Bulkhead bulkhead("pool", settings(1, 3));
    QCOMPARE(bulkhead.enter(first), Bulkhead::Entry::Entered);
    for (NamedWaiter *waiter : {&first, &second, &third})
        QCOMPARE(bulkhead.enter(*waiter), Bulkhead::Entry::Queued);
    for (int i = 0; i < 4; ++i)
        bulkhead.leave();
    QCOMPARE(log.text(), std::string("first\nsecond\nthird\n"));
    QCOMPARE(bulkhead.status().active_requests, 0);
}

void TestBulkhead::letsNobodyPassTheQueue()
{
    EventLog log;
    NamedWaiter waiting("waiting", log);
    NamedWaiter late("late", log);
    Bulkhead bulkhead("pool", settings(1, 2));
    QCOMPARE(bulkhead.enter(waiting), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiting), Bulkhead::Entry::Queued);
    bulkhead.leave();
    QCOMPARE(bulkhead.enter(late), Bulkhead::Entry::Queued);
    QCOMPARE(log.text(), std::string("waiting\n"));
}

void TestBulkhead::rejectsBeyondItsQueue()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("pool", settings(1, 1));
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Queued);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Rejected);
    QCOMPARE(bulkhead.status().rejected, std::uint64_t(1));
    QCOMPARE(bulkhead.status().queued, 1);
}

void TestBulkhead::freesThePlaceOfACancelledWaiter()
{
    EventLog log;
    NamedWaiter gone("gone", log);
    NamedWaiter next("next", log);
    Bulkhead bulkhead("pool", settings(1, 2));
    QCOMPARE(bulkhead.enter(gone), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(gone), Bulkhead::Entry::Queued);
    QCOMPARE(bulkhead.enter(next), Bulkhead::Entry::Queued);
    QVERIFY(bulkhead.cancel(gone, false));
    QCOMPARE(bulkhead.status().queued, 1);
    bulkhead.leave();
    QCOMPARE(log.text(), std::string("next\n"));
    QCOMPARE(bulkhead.status().rejected, std::uint64_t(0));
}

void TestBulkhead::doesNotCancelWhatWasGranted()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("pool", settings(1, 1));
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Queued);
    bulkhead.leave();
    QVERIFY(!bulkhead.cancel(waiter, true));
    QCOMPARE(bulkhead.status().active_requests, 1);
    QCOMPARE(bulkhead.status().rejected, std::uint64_t(0));
}

void TestBulkhead::countsATimeoutAsRejected()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("pool", settings(1, 1));
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Queued);
    QVERIFY(bulkhead.cancel(waiter, true));
    QCOMPARE(bulkhead.status().rejected, std::uint64_t(1));
    QCOMPARE(bulkhead.maxWait().count(), 1'000);
}

void TestBulkhead::showsItsStatusInTheNamesOfTelemetry()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("database", settings(10, 0));
    for (int i = 0; i < 6; ++i)
        QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    for (int i = 0; i < 3; ++i)
        bulkhead.leave();
    const BulkheadStatus status = bulkhead.status();
    QCOMPARE(status.pool_name, std::string("database"));
    QCOMPARE(status.max_concurrent, 10);
    QCOMPARE(status.available_slots, 7);
    QCOMPARE(status.active_requests, 3);
    QCOMPARE(status.utilization, 30.0);
    QCOMPARE(status.highWater, 6);
}

void TestBulkhead::letsWaitersInWhenItGrows()
{
    EventLog log;
    NamedWaiter a("a", log);
    NamedWaiter b("b", log);
    NamedWaiter c("c", log);
    Bulkhead bulkhead("pool", settings(1, 3));
    QCOMPARE(bulkhead.enter(a), Bulkhead::Entry::Entered);
    for (NamedWaiter *waiter : {&a, &b, &c})
        QCOMPARE(bulkhead.enter(*waiter), Bulkhead::Entry::Queued);
    bulkhead.configure(settings(3, 3));
    QCOMPARE(log.text(), std::string("a\nb\n"));
    QCOMPARE(bulkhead.status().queued, 1);
}

void TestBulkhead::keepsItsCallsWhenItShrinks()
{
    EventLog log;
    NamedWaiter waiter("w", log);
    Bulkhead bulkhead("pool", settings(3, 1));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Entered);
    bulkhead.configure(settings(1, 1));
    QCOMPARE(bulkhead.status().active_requests, 3);
    QCOMPARE(bulkhead.status().available_slots, 0);
    QCOMPARE(bulkhead.enter(waiter), Bulkhead::Entry::Queued);
    bulkhead.leave();
    bulkhead.leave();
    QCOMPARE(log.text(), std::string());
    bulkhead.leave();
    QCOMPARE(log.text(), std::string("w\n"));
}

void TestBulkhead::neverLetsInMoreThanItsLimitUnderThreads()
{
    constexpr int Limit = 2;
    Bulkhead bulkhead("pool", settings(Limit, 8));
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::atomic<int> entered{0};
    std::atomic<int> rejected{0};
    const auto work = [&](int number) {
        for (int i = 0; i < 20'000; ++i) {
            auto waiter = std::make_unique<BlockingWaiter>();
            const Bulkhead::Entry entry = bulkhead.enter(*waiter);
            if (entry == Bulkhead::Entry::Rejected) {
                ++rejected;
                continue;
            }
            if (entry == Bulkhead::Entry::Queued) {
                // Every seventh gives up at once, unless it was granted meanwhile.
                if (i % 7 == number && bulkhead.cancel(*waiter, false))
                    continue;
                waiter->wait();
            }
            const int now = ++inside;
            int seen = most.load();
            while (now > seen && !most.compare_exchange_weak(seen, now)) { }
            ++entered;
            --inside;
            bulkhead.leave();
        }
    };
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back(work, t);
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(most <= Limit);
    QVERIFY(entered > 0);
    const BulkheadStatus status = bulkhead.status();
    QCOMPARE(status.active_requests, 0);
    QCOMPARE(status.queued, 0);
    QVERIFY(status.highWater <= Limit);
    QCOMPARE(static_cast<int>(status.rejected), rejected.load());
}

QTEST_APPLESS_MAIN(TestBulkhead)
#include "tst_bulkhead.moc"
