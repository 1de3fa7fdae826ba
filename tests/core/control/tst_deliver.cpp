#include "core/control/deliver.h"

#include <QtCore/QPromise>
#include <QtTest/QTest>

#include <memory>
#include <thread>

using namespace gatehouse;

class TestDeliver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversOnceAndLater();
    void deliversWhatIsThereAlready();
    void deliversFromAnotherThreadIntoTheReceivers();
    void isSilentWhenTheReceiverIsGone();
    void deliversACancelledCallAsAFailure();
    void deliversTheEndOfAFutureWithoutValue();
};

void TestDeliver::deliversOnceAndLater()
{
    QPromise<Result<int>> promise;
    promise.start();
    QObject receiver;
    int calls = 0;
    deliver(&receiver, promise.future(), [&](const Result<int> &result) { calls += result.value(); });
    promise.addResult(Result<int>(7));
    promise.finish();
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 7);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 7);
    QTRY_VERIFY(receiver.children().isEmpty());
}

void TestDeliver::deliversWhatIsThereAlready()
{
    QObject receiver;
    int value = 0;
    deliver(&receiver, QtFuture::makeReadyFuture(Result<int>(3)),
            [&](const Result<int> &result) { value = *result; });
    QCOMPARE(value, 0);
    QTRY_COMPARE(value, 3);
}

void TestDeliver::deliversFromAnotherThreadIntoTheReceivers()
{
    QPromise<Result<int>> promise;
    promise.start();
    QObject receiver;
    std::thread::id where;
    deliver(&receiver, promise.future(), [&](const Result<int> &) { where = std::this_thread::get_id(); });
    std::thread other([&promise] {
        promise.addResult(Result<int>(1));
        promise.finish();
    });
    QTRY_VERIFY(where != std::thread::id());
    other.join();
    QVERIFY(where == std::this_thread::get_id());
}

void TestDeliver::isSilentWhenTheReceiverIsGone()
{
    QPromise<Result<int>> promise;
    promise.start();
    auto receiver = std::make_unique<QObject>();
    bool called = false;
    deliver(receiver.get(), promise.future(), [&](const Result<int> &) { called = true; });
    receiver.reset();
    promise.addResult(Result<int>(1));
    promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestDeliver::deliversACancelledCallAsAFailure()
{
    QPromise<Result<int>> promise;
    promise.start();
    QObject receiver;
    ErrorKind kind = ErrorKind::Internal;
    deliver(&receiver, promise.future(), [&](const Result<int> &result) { kind = result.error().kind; });
    promise.future().cancel();
    promise.finish();
    QTRY_COMPARE(kind, ErrorKind::Cancelled);
}

void TestDeliver::deliversTheEndOfAFutureWithoutValue()
{
    QPromise<void> promise;
    promise.start();
    QObject receiver;
    bool called = false;
    deliver(&receiver, promise.future(), [&] { called = true; });
    promise.finish();
    QTRY_VERIFY(called);
}

QTEST_GUILESS_MAIN(TestDeliver)
#include "tst_deliver.moc"
