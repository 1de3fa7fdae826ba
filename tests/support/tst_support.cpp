#include "tests/support/childserver.h"
#include "tests/support/eventlog.h"
#include "tests/support/freeport.h"
#include "tests/support/modelprinter.h"
#include "tests/support/steppedclock.h"
#include "tests/support/warnings.h"

#include <QtCore/QStringListModel>
#include <QtTest/QTest>

#include <csignal>
#include <set>

using namespace gatehouse::test;
using namespace std::chrono_literals;

class TestSupport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theClockMovesOnlyWhenStepped();
    void theWallClockCanJumpAlone();
    void theLogKeepsTheOrder();
    void aModelIsPrintedWhole();
    void anUnexpectedWarningIsAComplaint();
    void anExpectedWarningThatDoesNotComeIsAComplaint();
    void freePortsDiffer();
    void aChildServerIsStartedReadAndStopped();
};

void TestSupport::theClockMovesOnlyWhenStepped()
{
    SteppedClock clock;
    const auto begin = clock.now();
    const auto wall = clock.wallNow();
    QVERIFY(clock.now() == begin);
    for (int i = 0; i < 10; ++i)
        clock.step(300us);
    QVERIFY(clock.now() - begin == 3ms);
    QVERIFY(clock.wallNow() - wall == 3ms);
}

void TestSupport::theWallClockCanJumpAlone()
{
    SteppedClock clock;
    const auto begin = clock.now();
    const auto wall = clock.wallNow();
    clock.jumpWallClock(-1h);
    QVERIFY(clock.now() == begin);
    QVERIFY(wall - clock.wallNow() == 1h);
}

void TestSupport::theLogKeepsTheOrder()
{
    EventLog log;
    log.add("opened");
    log.add("closed");
    QCOMPARE(log.text(), std::string("opened\nclosed\n"));
}

void TestSupport::aModelIsPrintedWhole()
{
    const QStringListModel model({QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(printModel(model), QStringLiteral("a\nb\n"));
}

void TestSupport::anUnexpectedWarningIsAComplaint()
{
    WarningGuard guard;
    qWarning("something odd");
    QCOMPARE(guard.complaints(), QStringList{QStringLiteral("unexpected warning: something odd")});
}

void TestSupport::anExpectedWarningThatDoesNotComeIsAComplaint()
{
    WarningGuard guard;
    guard.expect(QStringLiteral("odd"));
    QCOMPARE(guard.complaints().size(), 1);
    qWarning("something odd");
    GATEHOUSE_CHECK_WARNINGS(guard);
}

void TestSupport::freePortsDiffer()
{
    const auto ports = freePorts(20);
    QCOMPARE(std::set<std::uint16_t>(ports.begin(), ports.end()).size(), std::size_t(20));
}

void TestSupport::aChildServerIsStartedReadAndStopped()
{
    ChildServer server;
    QVERIFY(server.start(QStringLiteral("/bin/sh"),
                         {QStringLiteral("-c"), QStringLiteral("echo port 17; exec sleep 60")}));
    QRegularExpressionMatch match;
    QVERIFY(server.waitForOutput(QRegularExpression(QStringLiteral("^port (\\d+)$")), &match));
    QCOMPARE(match.captured(1), QStringLiteral("17"));
    QVERIFY(server.pid() > 0);
    server.signal(SIGSTOP);
    server.stop();
    QVERIFY(!server.isRunning());
}

QTEST_GUILESS_MAIN(TestSupport)
#include "tst_support.moc"
