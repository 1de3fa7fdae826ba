#include "core/control/gatewaymonitor.h"

#include "core/control/gatewayhub.h"
#include "tests/support/fakegateway.h"
#include "tests/support/steppedclock.h"
#include "tests/support/warnings.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

using namespace gatehouse;
using namespace std::chrono_literals;
using test::FakeDriverFactory;

namespace {

const GatewayName Edge1{"edge-1"};
const GatewayName Edge2{"edge-2"};
const ServiceName Orders{"orders"};

// One service that answered so many calls, some of them badly.
Telemetry sample(const std::string &gateway, std::uint64_t calls, std::uint64_t failed, WallTime at)
{
    Telemetry telemetry;
    telemetry.gateway = GatewayName{gateway};
    telemetry.takenAt = at;
    telemetry.uptimeSeconds = 100 + double(calls) / 1000;
    telemetry.hash = "h1";
    ServiceTelemetry service;
    service.name = Orders;
    service.health = HealthState::Healthy;
    service.requests = calls;
    service.errors = ErrorTelemetry{0, 0, 0, failed};
    service.refused = RefusalTelemetry{0, 0, 0};
    service.breaker = BreakerTelemetry{};
    service.bulkhead = BulkheadTelemetry{"orders", 10, 8, 2, 20.0, 0, 0, 3};
    service.latencyBuckets = LatencyBucketTelemetry{{10, 100, 1000}, {calls, 0, 0, 0}};
    service.endpoints = {{.address = "127.0.0.1:9201", .requests = calls, .errors = failed}};
    telemetry.services = {service};
    RouteTelemetry route;
    route.name = RouteName{"a"};
    route.requests = calls;
    route.status = StatusTelemetry{calls - failed, 0, 0, failed};
    telemetry.routes = {route};
    return telemetry;
}

GatewayTarget target(const std::string &name, const std::string &hash = "h1")
{
    GatewayTarget target;
    target.gateway = test::fakeEntry(name);
    target.desired = RevisionNumber{3};
    target.desiredHash = hash;
    target.known = {{"h0", RevisionNumber{2}}, {hash, RevisionNumber{3}}};
    return target;
}

} // namespace

class TestGatewayMonitor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void asksOnceASecondAndShowsTheRate();
    void countsFromTheStartAfterARestart();
    void isStaleAfterThreeSecondsOfSilenceAndRecovers();
    void tellsUnreachableApartFromSilent();
    void letsNobodyWaitForASlowGateway();
    void addsUpOverGateways();
    void showsTheWorstBreakerAndOnHowManyGateways();
    void mergesLatencyFromBuckets();
    void checksForChangesFromOutsideEveryThirtySeconds();
    void saysWhatAGatewayRuns_data();
    void saysWhatAGatewayRuns();
    void opensAndEndsAlerts();
    void keepsSamplesOfGatewaysThatStay();
    void recordsBreakerHistory();
    void drawsGapsWhileNobodyAnswers();
    void standsAClockThatJumps();

private:
    // One second with all answers.
    void step(std::chrono::milliseconds by = 1s);
    void answerAll();
    FleetService service() const { return m_monitor->fleet().services.at(0); }

    std::optional<test::SteppedClock> m_clock;
    std::shared_ptr<FakeDriverFactory> m_factory;
    std::unique_ptr<GatewayHub> m_hub;
    std::unique_ptr<GatewayMonitor> m_monitor;
    std::optional<test::WarningGuard> m_guard;
};

void TestGatewayMonitor::init()
{
    m_guard.emplace();
    m_clock.emplace();
    m_factory = std::make_shared<FakeDriverFactory>();
    m_factory->gateway("edge-1");
    m_factory->gateway("edge-2");
    m_hub = std::make_unique<GatewayHub>(m_factory, DriverContext{}, GatewayHub::Threading::Caller);
    m_monitor = std::make_unique<GatewayMonitor>(*m_hub, *m_clock);
}

void TestGatewayMonitor::cleanup()
{
    m_monitor.reset();
    m_hub.reset();
    GATEHOUSE_CHECK_WARNINGS(*m_guard);
    m_guard.reset();
}

void TestGatewayMonitor::answerAll()
{
    // Futures are delivered by events: identity and capabilities take two rounds.
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
}

void TestGatewayMonitor::step(std::chrono::milliseconds by)
{
    m_clock->step(by);
    m_monitor->tick();
    answerAll();
}

void TestGatewayMonitor::asksOnceASecondAndShowsTheRate()
{
    const auto gateway = m_factory->gateway("edge-1");
    gateway->setTelemetry(sample("edge-1", 100, 0, m_clock->wallNow()));
    QCOMPARE(gateway->calls("telemetry"), 0);
    m_monitor->setTargets({target("edge-1")});
    QCOMPARE(m_monitor->gateways().at(0).connection, ConnectionState::Connecting);
    m_monitor->tick();
    answerAll();
    QCOMPARE(gateway->calls("telemetry"), 1);
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    QCOMPARE(m_monitor->gateway(Edge1)->identity->make, std::string("builtin"));
    QVERIFY(m_monitor->gateway(Edge1)->capabilities.forceBreaker);
    QVERIFY(!service().rates.requestsPerSecond);
    step(500ms);
    QCOMPARE(gateway->calls("telemetry"), 1);
    gateway->setTelemetry(sample("edge-1", 140, 10, m_clock->wallNow() + 500ms));
    step(500ms);
    QCOMPARE(gateway->calls("telemetry"), 2);
    QCOMPARE(*service().rates.requestsPerSecond, 40.0);
    QCOMPARE(*service().rates.errorPercent(), 25.0);
    QCOMPARE(*m_monitor->fleet().rates.requestsPerSecond, 40.0);
    QCOMPARE(*m_monitor->fleet().routes.at(0).rates.requestsPerSecond, 40.0);
    QCOMPARE(m_monitor->serviceSeries(Orders, Figure::RequestsPerSecond).last(), 40.0F);
    QCOMPARE(m_monitor->serviceSeries(Edge1, Orders, Figure::RequestsPerSecond).last(), 40.0F);
    QCOMPARE(m_monitor->routeSeries(RouteName{"a"}, Figure::ErrorPercent).last(), 25.0F);
    QCOMPARE(m_monitor->endpointSeries(Orders, "127.0.0.1:9201", Figure::FailedPerSecond).last(), 10.0F);
    QCOMPARE(m_monitor->fleetSeries(Figure::GatewaysInSync).last(), 1.0F);
}

void TestGatewayMonitor::countsFromTheStartAfterARestart()
{
    const auto gateway = m_factory->gateway("edge-1");
    m_monitor->setTargets({target("edge-1")});
    gateway->setTelemetry(sample("edge-1", 5'000, 0, m_clock->wallNow()));
    m_monitor->tick();
    answerAll();
    const int identified = gateway->calls("identify");
    gateway->setTelemetry(sample("edge-1", 7, 0, m_clock->wallNow() + 1s));
    step();
    QCOMPARE(*service().rates.requestsPerSecond, 7.0);
    m_monitor->tick();
    answerAll();
    QCOMPARE(gateway->calls("identify"), identified + 1);
}

void TestGatewayMonitor::isStaleAfterThreeSecondsOfSilenceAndRecovers()
{
    const auto gateway = m_factory->gateway("edge-1");
    m_monitor->setTargets({target("edge-1")});
    m_monitor->tick();
    answerAll();
    QSignalSpy changed(m_monitor.get(), &GatewayMonitor::gatewayChanged);
    gateway->setHanging(true);
    step();
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    QVERIFY(m_monitor->gateway(Edge1)->age == 2'000ms);
    QCOMPARE(m_monitor->fleet().connected, 1);
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Stale);
    QVERIFY(m_monitor->gateway(Edge1)->telemetry);
    QVERIFY(m_monitor->fleet().newestSampleAge == 3'000ms);
    QCOMPARE(m_monitor->fleet().connected, 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_monitor->alerts().at(0).about.kind, AlertKind::GatewayStale);
    step(10s);
    QVERIFY(m_monitor->gateway(Edge1)->age == 13'000ms);
    QCOMPARE(gateway->calls("telemetry"), 2); // never doubled
    gateway->setHanging(false);
    answerAll();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    QVERIFY(m_monitor->alerts().at(0).ended.has_value());
}

void TestGatewayMonitor::tellsUnreachableApartFromSilent()
{
    const auto gateway = m_factory->gateway("edge-1");
    gateway->setError(Error{ErrorKind::Unreachable, "Nothing listens."});
    m_monitor->setTargets({target("edge-1")});
    m_monitor->tick();
    answerAll();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Unreachable);
    QCOMPARE(m_monitor->gateway(Edge1)->error->message, std::string("Nothing listens."));
    QCOMPARE(m_monitor->alerts().at(0).about.kind, AlertKind::GatewayUnreachable);
    gateway->setError(Error{ErrorKind::Refused, "Wrong token."});
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->error->kind, ErrorKind::Refused);
    gateway->setError(std::nullopt);
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    QVERIFY(!m_monitor->gateway(Edge1)->error);
    // A call that ran out of time after a sample is silence.
    gateway->setError(Error{ErrorKind::Timeout, "No answer in time."});
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    step(2s);
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Stale);
    QVERIFY(m_monitor->gateway(Edge1)->telemetry);
    gateway->setError(Error{ErrorKind::Unreachable, "Nothing listens."});
    step();
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Unreachable);
    QVERIFY(m_monitor->gateway(Edge1)->telemetry);
}

void TestGatewayMonitor::letsNobodyWaitForASlowGateway()
{
    m_factory->gateway("edge-1")->setHanging(true);
    m_monitor->setTargets({target("edge-1"), target("edge-2")});
    for (int i = 0; i < 5; ++i)
        step();
    QCOMPARE(m_factory->gateway("edge-1")->calls("telemetry"), 1);
    QCOMPARE(m_factory->gateway("edge-2")->calls("telemetry"), 5);
    QCOMPARE(m_monitor->gateway(Edge2)->connection, ConnectionState::Live);
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Connecting);
    m_factory->gateway("edge-1")->setHanging(false);
    answerAll();
}

void TestGatewayMonitor::addsUpOverGateways()
{
    m_monitor->setTargets({target("edge-1"), target("edge-2")});
    m_factory->gateway("edge-1")->setTelemetry(sample("edge-1", 100, 0, m_clock->wallNow()));
    m_factory->gateway("edge-2")->setTelemetry(sample("edge-2", 900, 0, m_clock->wallNow()));
    step(0s);
    auto busy = sample("edge-1", 110, 2, m_clock->wallNow() + 1s);
    busy.services[0].bulkhead = BulkheadTelemetry{"orders", 10, 1, 9, 90.0, 4, 0, 9};
    m_factory->gateway("edge-1")->setTelemetry(busy);
    auto refusing = sample("edge-2", 930, 0, m_clock->wallNow() + 1s);
    refusing.services[0].refused = RefusalTelemetry{5, 3, 2};
    m_factory->gateway("edge-2")->setTelemetry(refusing);
    step();
    QCOMPARE(*service().rates.requestsPerSecond, 50.0); // 10 + 30, and 10 refused
    QCOMPARE(*service().rates.brokenPerSecond, 5.0);
    QCOMPARE(*service().rates.crowdedPerSecond, 3.0);
    QCOMPARE(*service().rates.failedPerSecond, 4.0);
    QCOMPARE(*service().rates.errorPercent(), 24.0);
    QCOMPARE(service().bulkhead->gateway, Edge1);
    QCOMPARE(service().bulkhead->active, 9);
    QCOMPARE(m_monitor->fleet().fullBulkheads, 1);
    QCOMPARE(m_monitor->fleet().bulkheads, 1);
    QCOMPARE(service().endpoints, 1);
    QCOMPARE(service().healthyEndpoints, 1);
}

void TestGatewayMonitor::showsTheWorstBreakerAndOnHowManyGateways()
{
    auto open = sample("edge-2", 1, 0, m_clock->wallNow());
    open.services[0].health = HealthState::Failing;
    open.services[0].breaker =
        BreakerTelemetry{BreakerPhase::Open, m_clock->wallNow() - 8s, "5 failures in a row", 5, 50.0, 42'000};
    m_factory->gateway("edge-1")->setTelemetry(sample("edge-1", 1, 0, m_clock->wallNow()));
    m_factory->gateway("edge-2")->setTelemetry(open);
    m_monitor->setTargets({target("edge-1"), target("edge-2")});
    step(0s);
    QVERIFY(*service().breaker == (WorstOf<BreakerPhase>{BreakerPhase::Open, 1, 2, Edge2}));
    QCOMPARE(service().breakerReason, std::string("5 failures in a row"));
    QCOMPARE(*service().trialInMs, std::int64_t(42'000));
    QCOMPARE(*service().failureRate, 50.0);
    QVERIFY(*service().health == (WorstOf<HealthState>{HealthState::Failing, 1, 2, Edge2}));
    QCOMPARE(m_monitor->fleet().openBreakers, 1);
    QCOMPARE(m_monitor->fleet().breakers, 1);
}

void TestGatewayMonitor::mergesLatencyFromBuckets()
{
    const auto with = [&](const char *name, std::vector<std::uint64_t> counts) {
        auto told = sample(name, 10, 0, m_clock->wallNow());
        told.services[0].latencyBuckets = LatencyBucketTelemetry{{10, 100, 1000}, std::move(counts)};
        m_factory->gateway(name)->setTelemetry(told);
    };
    m_monitor->setTargets({target("edge-1"), target("edge-2")});
    with("edge-1", {0, 0, 0, 0});
    with("edge-2", {0, 0, 0, 0});
    step();
    with("edge-1", {90, 0, 0, 0});
    with("edge-2", {0, 0, 10, 0});
    step();
    // Of 100 calls 90 took up to 10 ms, and 10 between 100 and 1,000.
    QVERIFY(std::abs(*service().latency.p50 - 10.0 * 50 / 90) < 0.01);
    QVERIFY(std::abs(*service().latency.p95 - 550) < 0.01);
    QVERIFY(std::abs(*m_monitor->fleet().latency.p99 - 910) < 0.01);
    // After a minute without calls there is nothing to tell.
    for (int i = 0; i < 62; ++i) {
        with("edge-1", {90, 0, 0, 0});
        with("edge-2", {0, 0, 10, 0});
        step();
    }
    QVERIFY(!service().latency.p50);
}

void TestGatewayMonitor::checksForChangesFromOutsideEveryThirtySeconds()
{
    const auto gateway = m_factory->gateway("edge-1");
    gateway->setTelemetry(sample("edge-1", 1, 0, m_clock->wallNow()));
    m_monitor->setTargets({target("edge-1")});
    step(0s);
    step();
    QCOMPARE(gateway->calls("readLive"), 1);
    for (int i = 0; i < 29; ++i)
        step();
    QCOMPARE(gateway->calls("readLive"), 1);
    gateway->setDrift({DriftKind::FileEdited, {"the file differs"}});
    step();
    QCOMPARE(gateway->calls("readLive"), 2);
    QCOMPARE(m_monitor->gateway(Edge1)->sync, SyncState::ChangedOutside);
    QCOMPARE(m_monitor->gateway(Edge1)->drift->kind, DriftKind::FileEdited);
    QCOMPARE(m_monitor->alerts().at(0).about.kind, AlertKind::GatewayDrifted);
    QCOMPARE(m_monitor->alerts().at(0).reason, std::string("the file differs"));
    m_monitor->checkNow(Edge1);
    answerAll();
    QCOMPARE(gateway->calls("readLive"), 3);
    // Another hash is looked at at once.
    auto other = sample("edge-1", 2, 0, m_clock->wallNow());
    other.hash = "hx";
    gateway->setTelemetry(other);
    step();
    step(200ms);
    QCOMPARE(gateway->calls("readLive"), 4);
}

void TestGatewayMonitor::saysWhatAGatewayRuns_data()
{
    QTest::addColumn<QString>("hash");
    QTest::addColumn<bool>("publish");
    QTest::addColumn<QString>("desired");
    QTest::addColumn<SyncState>("sync");
    QTest::newRow("what was published") << "h1" << true << "h1" << SyncState::InSync;
    QTest::newRow("an earlier revision") << "h0" << true << "h1" << SyncState::Behind;
    QTest::newRow("something else") << "hx" << true << "h1" << SyncState::ChangedOutside;
    QTest::newRow("nothing of ours") << "" << true << "h1" << SyncState::ChangedOutside;
    QTest::newRow("never published, unknown") << "hx" << true << "" << SyncState::Unmanaged;
    QTest::newRow("never published, as it began") << "h0" << true << "" << SyncState::InSync;
    QTest::newRow("observed") << "h1" << false << "h1" << SyncState::ObservedOnly;
}

void TestGatewayMonitor::saysWhatAGatewayRuns()
{
    QFETCH(QString, hash);
    QFETCH(bool, publish);
    QFETCH(QString, desired);
    QFETCH(SyncState, sync);
    auto told = sample("edge-1", 1, 0, m_clock->wallNow());
    told.hash = hash.toStdString();
    m_factory->gateway("edge-1")->setTelemetry(told);
    GatewayTarget wanted = target("edge-1");
    wanted.gateway.publish = publish;
    wanted.desiredHash = desired.toStdString();
    m_monitor->setTargets({wanted});
    QCOMPARE(m_monitor->gateway(Edge1)->sync, publish ? SyncState::Unknown : SyncState::ObservedOnly);
    step(0s);
    QCOMPARE(m_monitor->gateway(Edge1)->sync, sync);
    QCOMPARE(m_monitor->fleet().inSync, sync == SyncState::InSync ? 1 : 0);
    QCOMPARE(m_monitor->fleet().published, publish ? 1 : 0);
}

void TestGatewayMonitor::opensAndEndsAlerts()
{
    const auto gateway = m_factory->gateway("edge-1");
    m_monitor->setTargets({target("edge-1")});
    QSignalSpy changed(m_monitor.get(), &GatewayMonitor::alertsChanged);
    auto told = sample("edge-1", 1, 0, m_clock->wallNow());
    const auto tell = [&] {
        gateway->setTelemetry(told);
        step();
    };
    tell();
    QVERIFY(m_monitor->alerts().empty());
    const WallTime opened = m_clock->wallNow() - 2s;
    told.services[0].breaker = BreakerTelemetry{BreakerPhase::Open, opened, "5 failures", 5};
    told.services[0].bulkhead = BulkheadTelemetry{"orders", 10, 2, 8, 80.0, 0, 0, 8};
    told.services[0].endpoints[0].health = EndpointHealthState::Unhealthy;
    told.services[0].endpoints[0].reason = "refused";
    tell();
    QCOMPARE(m_monitor->alerts().size(), std::size_t(3));
    QCOMPARE(changed.size(), 1);
    const auto find = [&](AlertKind kind) {
        return *std::find_if(m_monitor->alerts().begin(), m_monitor->alerts().end(),
                             [&](const Alert &alert) { return alert.about.kind == kind; });
    };
    QVERIFY(find(AlertKind::BreakerOpened).since == opened);
    QCOMPARE(find(AlertKind::BreakerOpened).reason, std::string("5 failures"));
    QCOMPARE(find(AlertKind::BulkheadSaturated).value, 8);
    QCOMPARE(find(AlertKind::EndpointUnhealthy).about.endpoint, std::string("127.0.0.1:9201"));
    tell();
    QCOMPARE(changed.size(), 1); // the same still
    told.services[0].breaker->state = BreakerPhase::HalfOpen;
    told.services[0].bulkhead = BulkheadTelemetry{"orders", 10, 3, 7, 70.0, 0, 0, 8};
    tell();
    QVERIFY(!find(AlertKind::BreakerOpened).ended);
    QVERIFY(!find(AlertKind::BulkheadSaturated).ended); // not calm yet
    told = sample("edge-1", 2, 0, m_clock->wallNow());
    tell();
    QCOMPARE(m_monitor->alerts().size(), std::size_t(3));
    for (const Alert &alert : m_monitor->alerts())
        QVERIFY(alert.ended == m_clock->wallNow());
}

void TestGatewayMonitor::keepsSamplesOfGatewaysThatStay()
{
    m_monitor->setTargets({target("edge-1")});
    step();
    step();
    GatewayTarget published = target("edge-1");
    published.desired = RevisionNumber{4};
    m_monitor->setTargets({target("edge-2"), published});
    QCOMPARE(m_monitor->gateways().size(), std::size_t(2));
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    QCOMPARE(m_monitor->gateway(Edge2)->connection, ConnectionState::Connecting);
    m_monitor->setTargets({target("edge-2")});
    QVERIFY(!m_monitor->gateway(Edge1));
    step();
    QCOMPARE(m_monitor->gateway(Edge2)->connection, ConnectionState::Live);
    GatewayTarget moved = target("edge-2");
    moved.gateway.address = "127.0.0.1:1";
    m_monitor->setTargets({moved});
    QCOMPARE(m_monitor->gateway(Edge2)->connection, ConnectionState::Connecting);
}

void TestGatewayMonitor::recordsBreakerHistory()
{
    m_monitor->setTargets({target("edge-1"), target("edge-2")});
    const WallTime start = m_clock->wallNow();
    const auto tell = [&](const char *gateway, BreakerPhase phase, WallTime since) {
        auto told = sample(gateway, 1, 0, m_clock->wallNow());
        told.services[0].breaker = BreakerTelemetry{phase, since, "why"};
        m_factory->gateway(gateway)->setTelemetry(told);
    };
    tell("edge-1", BreakerPhase::Closed, start - 60s);
    tell("edge-2", BreakerPhase::Closed, start - 30s);
    step();
    tell("edge-1", BreakerPhase::Open, start + 1s);
    step();
    tell("edge-1", BreakerPhase::HalfOpen, start + 5s);
    tell("edge-2", BreakerPhase::Open, start + 4s);
    step();
    tell("edge-2", BreakerPhase::Open, start + 7s); // closed and opened again between two samples
    step();
    const auto first = m_monitor->breakerHistory(Edge1, Orders);
    QCOMPARE(first.size(), std::size_t(3));
    QCOMPARE(first[1].phase, BreakerPhase::Open);
    QVERIFY(first[1].since == start + 1s);
    QCOMPARE(m_monitor->breakerHistory(Edge2, Orders).size(), std::size_t(3));
    const auto worst = m_monitor->breakerHistory(Orders);
    QCOMPARE(worst.size(), std::size_t(2));
    QVERIFY(worst[0].since == start - 60s);
    QCOMPARE(worst[1].phase, BreakerPhase::Open);
    QVERIFY(worst[1].since == start + 1s);
}

void TestGatewayMonitor::drawsGapsWhileNobodyAnswers()
{
    const auto gateway = m_factory->gateway("edge-1");
    m_monitor->setTargets({target("edge-1")});
    gateway->setTelemetry(sample("edge-1", 10, 0, m_clock->wallNow() + 1s));
    step();
    gateway->setTelemetry(sample("edge-1", 20, 0, m_clock->wallNow() + 1s));
    step();
    QCOMPARE(m_monitor->fleetSeries(Figure::RequestsPerSecond).last(), 10.0F);
    gateway->setError(Error{ErrorKind::Unreachable, "Gone."});
    step();
    QVERIFY(std::isnan(m_monitor->fleetSeries(Figure::RequestsPerSecond).last()));
    QVERIFY(!m_monitor->fleet().rates.requestsPerSecond);
}

void TestGatewayMonitor::standsAClockThatJumps()
{
    const auto gateway = m_factory->gateway("edge-1");
    m_monitor->setTargets({target("edge-1")});
    gateway->setTelemetry(sample("edge-1", 10, 0, m_clock->wallNow() + 1s));
    step();
    m_clock->jumpWallClock(-1h);
    // The gateway's clock jumped too: no rate can be told from these two.
    gateway->setTelemetry(sample("edge-1", 20, 0, m_clock->wallNow() + 1s));
    step();
    QVERIFY(!service().rates.requestsPerSecond);
    gateway->setTelemetry(sample("edge-1", 30, 0, m_clock->wallNow() + 1s));
    step();
    QCOMPARE(*service().rates.requestsPerSecond, 10.0);
    QCOMPARE(m_monitor->gateway(Edge1)->connection, ConnectionState::Live);
    const Series &series = m_monitor->fleetSeries(Figure::GatewaysInSync);
    QVERIFY(series.at(2).at - series.at(1).at == 1s);
}

QTEST_GUILESS_MAIN(TestGatewayMonitor)
#include "tst_gatewaymonitor.moc"
