#include "core/events/jobthread.h"

#include <QtTest/QTest>

#include <vector>

using namespace gatehouse;

class TestJobThread final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsJobsInTheirOrderOnAnotherThread();
    void runsWhatWasGivenBeforeItEnds();
    void passesOverACancelledJob();
};

void TestJobThread::runsJobsInTheirOrderOnAnotherThread()
{
    std::vector<int> order;
    std::thread::id where;
    JobThread thread(QStringLiteral("jobs"));
    QFuture<int> last;
    for (int i = 0; i < 100; ++i) {
        last = thread.run([&order, &where, i] {
            order.push_back(i);
            where = std::this_thread::get_id();
            return i * 2;
        });
    }
    QCOMPARE(last.result(), 198);
    QVERIFY(where != std::this_thread::get_id());
    QCOMPARE(order.size(), std::size_t(100));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void TestJobThread::runsWhatWasGivenBeforeItEnds()
{
    int ran = 0;
    {
        JobThread thread(QStringLiteral("jobs"));
        for (int i = 0; i < 50; ++i)
            thread.run([&ran] { ++ran; });
    }
    QCOMPARE(ran, 50);
}

void TestJobThread::passesOverACancelledJob()
{
    std::mutex gate;
    gate.lock();
    bool ran = false;
    QFuture<int> cancelled;
    {
        JobThread thread(QStringLiteral("jobs"));
        thread.run([&gate] { const std::lock_guard lock(gate); });
        cancelled = thread.run([&ran] {
            ran = true;
            return 1;
        });
        cancelled.cancel();
        gate.unlock();
    }
    QVERIFY(!ran);
    QCOMPARE(cancelled.resultCount(), 0);
    QVERIFY(cancelled.isFinished());
}

QTEST_GUILESS_MAIN(TestJobThread)
#include "tst_jobthread.moc"
