#include "core/control/gatewayhub.h"

#include "core/control/deliver.h"
#include "tests/support/fakegateway.h"

#include <QtTest/QTest>

#include <thread>

using namespace gatehouse;
using test::FakeDriverFactory;

namespace {

const GatewayName Edge1{"edge-1"};

}

class TestGatewayHub final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bringsResultsToTheCallersThread();
    void refusesAGatewayThatWasNotNamed();
    void passesOnWhyADriverCouldNotBeMade();
    void keepsTheDriverOfAnUnchangedEntry();
    void testsAGatewayThatIsNotInTheDocument();
    void tellsTheStagesOfAPushInTheCallersThread();
    void letsNobodyWaitForAHangingGateway();
    void endsACallUnderWayWithTheHub();
    void answersThoughTheGatewayWasTakenAway();

private:
    template <class Value> Result<Value> wait(const QFuture<Result<Value>> &future)
    {
        std::optional<Result<Value>> result;
        deliver(this, future, [&](const Result<Value> &value) { result = value; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
            return failure(ErrorKind::Internal, "no result came");
        return *result;
    }

    std::unique_ptr<GatewayHub> makeHub()
    {
        return std::make_unique<GatewayHub>(m_factory, DriverContext{}, GatewayHub::Threading::Own);
    }

    std::shared_ptr<FakeDriverFactory> m_factory;
};

void TestGatewayHub::init()
{
    m_factory = std::make_shared<FakeDriverFactory>();
}

void TestGatewayHub::bringsResultsToTheCallersThread()
{
    m_factory->gateway("edge-1")->setLive(test::documentOf("gatehouse: v1\nname: shop\n"));
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    std::thread::id where;
    deliver(this, hub->identify(Edge1, {}), [&](const Result<GatewayIdentity> &identity) {
        QCOMPARE(identity.value().make, std::string("builtin"));
        where = std::this_thread::get_id();
    });
    QTRY_VERIFY(where == std::this_thread::get_id());
    QVERIFY(wait(hub->capabilities(Edge1)).value().forceBreaker);
    QVERIFY(wait(hub->readLive(Edge1, {})).value()->document.has_value());
    QVERIFY(wait(hub->telemetry(Edge1, {})).value()->gateway == Edge1);
    QVERIFY(wait(hub->forceBreaker(Edge1, ServiceName{"s"}, std::nullopt, {})).has_value());
    QVERIFY(wait(hub->overrideEndpoint(Edge1, ServiceName{"s"}, {}, std::nullopt, 2, {})).has_value());
}

void TestGatewayHub::refusesAGatewayThatWasNotNamed()
{
    const auto hub = makeHub();
    QCOMPARE(wait(hub->identify(Edge1, {})).error().kind, ErrorKind::NotFound);
}

void TestGatewayHub::passesOnWhyADriverCouldNotBeMade()
{
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    QCOMPARE(wait(hub->telemetry(Edge1, {})).error().kind, ErrorKind::Unsupported);
}

void TestGatewayHub::keepsTheDriverOfAnUnchangedEntry()
{
    m_factory->gateway("edge-1");
    m_factory->gateway("edge-2");
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    hub->setGateways({test::fakeEntry("edge-1"), test::fakeEntry("edge-2")});
    QVERIFY(wait(hub->identify(GatewayName{"edge-2"}, {})).has_value());
    QCOMPARE(m_factory->driversMade(), 2);
    hub->setGateways({test::fakeEntry("edge-1", false)});
    QVERIFY(wait(hub->identify(Edge1, {})).has_value());
    QCOMPARE(m_factory->driversMade(), 3);
    QCOMPARE(wait(hub->identify(GatewayName{"edge-2"}, {})).error().kind, ErrorKind::NotFound);
}

void TestGatewayHub::testsAGatewayThatIsNotInTheDocument()
{
    m_factory->gateway("new");
    const auto hub = makeHub();
    QVERIFY(wait(hub->test(test::fakeEntry("new"), {})).has_value());
    QCOMPARE(wait(hub->test(test::fakeEntry("other"), {})).error().kind, ErrorKind::Unsupported);
}

void TestGatewayHub::tellsTheStagesOfAPushInTheCallersThread()
{
    m_factory->gateway("edge-1");
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    const auto document = std::make_shared<const Document>(test::documentOf("gatehouse: v1\nname: shop\n"));
    const auto plan = wait(hub->plan(Edge1, document, {})).value();
    std::vector<PushStage> stages;
    bool elsewhere = false;
    const auto progress = [&, here = std::this_thread::get_id()](PushStage stage) {
        stages.push_back(stage);
        elsewhere = elsewhere || std::this_thread::get_id() != here;
    };
    const auto outcome = wait(hub->push(Edge1, plan, false, progress, {}));
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->identity.hash, documentHash(document->tree));
    QTRY_COMPARE(stages.size(), std::size_t(4));
    QCOMPARE(stages.front(), PushStage::Checking);
    QCOMPARE(stages.back(), PushStage::Done);
    QVERIFY(!elsewhere);
}

void TestGatewayHub::letsNobodyWaitForAHangingGateway()
{
    m_factory->gateway("edge-1")->setHanging(true);
    m_factory->gateway("edge-2");
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1"), test::fakeEntry("edge-2")});
    const auto hanging = hub->telemetry(Edge1, {});
    QVERIFY(wait(hub->telemetry(GatewayName{"edge-2"}, {})).has_value());
    QVERIFY(!hanging.isFinished());
    m_factory->gateway("edge-1")->setHanging(false);
    QVERIFY(wait(hanging).has_value());
}

void TestGatewayHub::endsACallUnderWayWithTheHub()
{
    m_factory->gateway("edge-1")->setHanging(true);
    auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    const auto hanging = hub->telemetry(Edge1, {});
    QTRY_COMPARE(m_factory->gateway("edge-1")->calls("telemetry"), 1);
    hub.reset();
    QCOMPARE(wait(hanging).error().kind, ErrorKind::Cancelled);
    m_factory->gateway("edge-1")->setHanging(false);
}

void TestGatewayHub::answersThoughTheGatewayWasTakenAway()
{
    m_factory->gateway("edge-1")->setHanging(true);
    const auto hub = makeHub();
    hub->setGateways({test::fakeEntry("edge-1")});
    const auto hanging = hub->telemetry(Edge1, {});
    hub->setGateways({});
    QCOMPARE(wait(hub->identify(Edge1, {})).error().kind, ErrorKind::NotFound);
    m_factory->gateway("edge-1")->setHanging(false);
    QVERIFY(wait(hanging).has_value());
}

QTEST_GUILESS_MAIN(TestGatewayHub)
#include "tst_gatewayhub.moc"
