#include "core/gateway/telemetryassembly.h"

#include "core/model/telemetrycodec.h"
#include "tests/support/steppedclock.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned Loops = 2;

Endpoint endpointAt(std::uint16_t port)
{
    Endpoint endpoint;
    endpoint.address = {"127.0.0.1", port};
    return endpoint;
}

/// One route and one service with two endpoints, as the data plane would keep them.
struct Plane
{
    SteppedClock clock;
    std::shared_ptr<RouteState> route = std::make_shared<RouteState>(RouteName{"orders"}, Loops);
    std::shared_ptr<ServiceState> state = std::make_shared<ServiceState>(ServiceName{"order-service"}, Loops);
    std::vector<std::shared_ptr<EndpointRuntime>> endpoints;
    std::shared_ptr<CircuitBreaker> breaker;
    std::shared_ptr<Bulkhead> bulkhead;
    bool hasHealthCheck = false;
    TelemetryAssembly assembly{GatewayName{"edge-1"}, clock};
    SteadyTime startedAt = clock.now();

    Plane()
    {
        for (const std::uint16_t port : {std::uint16_t{9201}, std::uint16_t{9202}})
            endpoints.push_back(std::make_shared<EndpointRuntime>(endpointAt(port), Loops, clock.wallNow()));
    }

    void addBreaker()
    {
        CircuitBreakerSettings settings;
        settings.consecutiveFailures = 2;
        settings.openFor = 30s;
        breaker = std::make_shared<CircuitBreaker>(settings, clock.now());
    }

    void fail()
    {
        const CircuitBreaker::Decision decision = breaker->tryCall(clock.now());
        QVERIFY(decision.allowed);
        breaker->record(decision.permit, CallResult::Failure, clock.now());
    }

    void succeed()
    {
        state->beginCall(0);
        ServiceState::CallRecord record;
        record.queue = 1ms;
        record.firstByte = 8ms;
        record.total = 10ms;
        state->endCall(0, record, clock.now());
    }

    Telemetry tell()
    {
        ServedRevision served;
        served.revision = 7;
        served.hash = std::string(64, 'a');
        ServedService service{ServiceName{"order-service"}, state, breaker, bulkhead, {}, hasHealthCheck};
        service.endpoints.assign(endpoints.begin(), endpoints.end());
        served.services.push_back(std::move(service));
        served.routes.push_back(route);
        return assembly.assemble(served, {12, 3, startedAt});
    }
    HealthState health() { return *tell().services.front().health; }
};

} // namespace

class TestTelemetryAssembly final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheFormOfTheDocument();
    void countsRoutesAndServicesOverAllLoops();
    void latencyAndPhasesCoverTheLastMinute();
    void leavesOutWhatAServiceDoesNotHave();
    void tellsHealth_data();
    void tellsHealth();
    void followsTheBreaker();
    void namesTheBulkheadsFieldsAsTheSeedDoes();
    void tellsOverriddenEndpoints();
    void keepsTimesOfChangesWhereTheyAre();
    void followsAJumpOfTheWallClock();
};

void TestTelemetryAssembly::hasTheFormOfTheDocument()
{
    Plane plane;
    plane.addBreaker();
    BulkheadSettings pool;
    pool.maxConcurrent = 5;
    plane.bulkhead = std::make_shared<Bulkhead>("order-service", pool);
    plane.clock.step(90s);
    plane.route->record(0, 200, 10ms, plane.clock.now());
    plane.succeed();
    const Tree tree = telemetryTree(plane.tell());
    const auto keys = [](const Tree &object) {
        std::string names;
        for (const auto &[key, value] : object.items())
            names += key + " ";
        return names;
    };
    QCOMPARE(keys(tree),
             std::string("gateway revision hash takenAt uptimeSeconds requests activeConnections routes "
                         "services "));
    QCOMPARE(tree["takenAt"].get<std::string>(), std::string("2026-11-23T18:01:30.000Z"));
    QCOMPARE(tree["uptimeSeconds"].get<double>(), 90.0);
    QCOMPARE(keys(tree["routes"][0]), std::string("name requests status latencyMs "));
    QCOMPARE(keys(tree["routes"][0]["status"]), std::string("2xx 3xx 4xx 5xx "));
    const Tree &service = tree["services"][0];
    QCOMPARE(keys(service),
             std::string("name health requests active errors refused latencyMs latencyBuckets phaseMs "
                         "breaker bulkhead endpoints "));
    QCOMPARE(keys(service["errors"]), std::string("connect reset timeout 5xx "));
    QCOMPARE(keys(service["refused"]), std::string("breaker bulkhead noEndpoint "));
    QCOMPARE(keys(service["latencyMs"]), std::string("p50 p95 p99 "));
    QCOMPARE(keys(service["latencyBuckets"]), std::string("upToMs count "));
    QCOMPARE(keys(service["breaker"]), std::string("state since reason consecutiveFailures "));
    QCOMPARE(keys(service["bulkhead"]),
             std::string("pool_name max_concurrent available_slots active_requests "
                         "utilization queued rejected highWater "));
    QCOMPARE(keys(service["endpoints"][0]),
             std::string("address state weight overridden health since active requests "
                         "errors latencyMs "));
    const std::string text = encodeTelemetry(plane.tell());
    QCOMPARE(encodeTelemetry(decodeTelemetry(text).value()), text);
}

void TestTelemetryAssembly::countsRoutesAndServicesOverAllLoops()
{
    Plane plane;
    const SteadyTime now = plane.clock.now();
    for (const int status : {200, 201, 308, 404, 429, 500, 504})
        plane.route->record(static_cast<unsigned>(status) % Loops, status, 5ms, now);
    plane.state->beginCall(0);
    plane.state->beginCall(1);
    ServiceState::CallRecord timedOut;
    timedOut.failure = FailureKind::Timeout;
    plane.state->endCall(1, timedOut, now);
    plane.state->refuse(0, ServiceState::Refusal::Breaker);
    plane.state->refuse(1, ServiceState::Refusal::NoEndpoint);
    plane.endpoints[0]->beginTry(0);
    plane.endpoints[1]->beginTry(1);
    plane.endpoints[1]->endTry(1, true, std::nullopt, now);
    const Telemetry told = plane.tell();
    QCOMPARE(told.requests, std::uint64_t{12});
    QCOMPARE(told.activeConnections, std::uint64_t{3});
    QCOMPARE(told.routes[0].requests, std::uint64_t{7});
    QCOMPARE(told.routes[0].status, (StatusTelemetry{2, 1, 2, 2}));
    const ServiceTelemetry &service = told.services[0];
    QCOMPARE(service.requests, std::uint64_t{2});
    QCOMPARE(service.active, std::uint64_t{1});
    QCOMPARE(service.errors, (ErrorTelemetry{0, 0, 1, 0}));
    QCOMPARE(service.refused, (RefusalTelemetry{1, 0, 1}));
    QCOMPARE(service.endpoints[0].active, std::uint64_t{1});
    QCOMPARE(service.endpoints[1].active, std::uint64_t{0});
    QCOMPARE(service.endpoints[1].errors, std::uint64_t{1});
}

void TestTelemetryAssembly::latencyAndPhasesCoverTheLastMinute()
{
    Plane plane;
    plane.succeed();
    ServiceTelemetry service = plane.tell().services[0];
    QVERIFY(service.latency->p50 && *service.latency->p50 > 8 && *service.latency->p50 < 12);
    QCOMPARE(service.phases->queue, 1.0);
    QCOMPARE(service.phases->firstByte, 8.0);
    QCOMPARE(service.phases->total, 10.0);
    QVERIFY(!service.phases->connect);
    plane.clock.step(70s);
    service = plane.tell().services[0];
    QVERIFY(!service.latency->p50);
    QVERIFY(!service.phases->total);
    std::uint64_t sum = 0;
    for (const std::uint64_t count : service.latencyBuckets->count)
        sum += count;
    QCOMPARE(sum, std::uint64_t{1}); // the buckets cover everything since the start
    QCOMPARE(service.latencyBuckets->count.size(), service.latencyBuckets->upToMs.size() + 1);
}

void TestTelemetryAssembly::leavesOutWhatAServiceDoesNotHave()
{
    Plane plane;
    const Tree service = telemetryTree(plane.tell())["services"][0];
    for (const char *block : {"breaker", "bulkhead", "retries"})
        QVERIFY2(!service.contains(block), block);
}

void TestTelemetryAssembly::tellsHealth_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<HealthState>("health");
    QTest::newRow("no check, no traffic") << QByteArray("") << HealthState::Unknown;
    QTest::newRow("no check, traffic") << QByteArray("call") << HealthState::Healthy;
    QTest::newRow("no check, traffic 59 s ago") << QByteArray("call, 59s") << HealthState::Healthy;
    QTest::newRow("no check, traffic 60 s ago") << QByteArray("call, 60s") << HealthState::Unknown;
    QTest::newRow("no check, a call under way") << QByteArray("begun, 60s") << HealthState::Healthy;
    QTest::newRow("checked") << QByteArray("well0, well1") << HealthState::Healthy;
    QTest::newRow("one unhealthy") << QByteArray("well0, ill1") << HealthState::Degraded;
    QTest::newRow("the unhealthy one is drained")
        << QByteArray("well0, ill1, drain1") << HealthState::Healthy;
    QTest::newRow("all unhealthy") << QByteArray("ill0, ill1") << HealthState::Failing;
    QTest::newRow("one drained, one unhealthy") << QByteArray("drain0, ill1") << HealthState::Failing;
    QTest::newRow("all drained") << QByteArray("drain0, drain1, call") << HealthState::Failing;
    QTest::newRow("breaker open") << QByteArray("well0, well1, fail, fail") << HealthState::Failing;
    QTest::newRow("breaker half open")
        << QByteArray("well0, well1, fail, fail, 60s, trial") << HealthState::Degraded;
    QTest::newRow("breaker forced open") << QByteArray("well0, well1, force") << HealthState::Failing;
}

void TestTelemetryAssembly::tellsHealth()
{
    QFETCH(QByteArray, what);
    QFETCH(HealthState, health);
    Plane plane;
    plane.addBreaker();
    for (const QByteArray &step : what.split(',')) {
        const QByteArray word = step.trimmed();
        const std::size_t index = word.endsWith('1') ? 1 : 0;
        if (word == "call")
            plane.succeed();
        else if (word == "begun")
            plane.state->beginCall(1);
        else if (word == "59s" || word == "60s")
            plane.clock.step(word == "59s" ? 59s : 60s);
        else if (word.startsWith("well"))
            plane.endpoints[index]->setHealth(EndpointHealth::State::Healthy, "status 200",
                                              plane.clock.wallNow());
        else if (word.startsWith("ill"))
            plane.endpoints[index]->setHealth(EndpointHealth::State::Unhealthy, "status 503",
                                              plane.clock.wallNow());
        else if (word.startsWith("drain"))
            plane.endpoints[index]->setOverride({EndpointState::Draining, std::nullopt});
        else if (word == "fail")
            plane.fail();
        else if (word == "trial")
            QVERIFY(plane.breaker->tryCall(plane.clock.now()).allowed);
        else if (word == "force")
            plane.breaker->setMode(BreakerMode::ForcedOpen, plane.clock.now());
    }
    QCOMPARE(plane.health(), health);
}

void TestTelemetryAssembly::followsTheBreaker()
{
    Plane plane;
    plane.addBreaker();
    BreakerTelemetry told = *plane.tell().services[0].breaker;
    QCOMPARE(told.state, BreakerPhase::Closed);
    QCOMPARE(told.consecutiveFailures, 0);
    QVERIFY(!told.trialInMs);
    plane.fail();
    QCOMPARE(plane.tell().services[0].breaker->consecutiveFailures, 1);
    plane.clock.step(5s);
    plane.fail();
    plane.clock.step(10s);
    told = *plane.tell().services[0].breaker;
    QCOMPARE(told.state, BreakerPhase::Open);
    QCOMPARE(told.reason, std::string("consecutive_failures"));
    QCOMPARE(told.since, plane.clock.wallNow() - 10s);
    QCOMPARE(told.trialInMs, std::int64_t{20'000});
}

void TestTelemetryAssembly::namesTheBulkheadsFieldsAsTheSeedDoes()
{
    Plane plane;
    BulkheadSettings settings;
    settings.maxConcurrent = 10;
    plane.bulkhead = std::make_shared<Bulkhead>("order-service", settings);
    struct Nobody final : Bulkhead::Waiter
    {
        void granted() override { }
    } nobody;
    for (int i = 0; i < 4; ++i)
        QCOMPARE(plane.bulkhead->enter(nobody), Bulkhead::Entry::Entered);
    const Tree pool = telemetryTree(plane.tell())["services"][0]["bulkhead"];
    QCOMPARE(pool["pool_name"].get<std::string>(), std::string("order-service"));
    QCOMPARE(pool["max_concurrent"].get<int>(), 10);
    QCOMPARE(pool["available_slots"].get<int>(), 6);
    QCOMPARE(pool["active_requests"].get<int>(), 4);
    QCOMPARE(pool["utilization"].get<double>(), 40.0);
    QCOMPARE(pool["queued"].get<int>(), 0);
    QCOMPARE(pool["rejected"].get<int>(), 0);
    QCOMPARE(pool["highWater"].get<int>(), 4);
    for (int i = 0; i < 4; ++i)
        plane.bulkhead->leave();
}

void TestTelemetryAssembly::tellsOverriddenEndpoints()
{
    Plane plane;
    plane.endpoints[1]->setOverride({EndpointState::Draining, 7});
    const ServiceTelemetry service = plane.tell().services[0];
    QCOMPARE(service.endpoints[0].overridden, false);
    QCOMPARE(service.endpoints[1].overridden, true);
    QCOMPARE(service.endpoints[1].state, EndpointState::Draining);
    QCOMPARE(service.endpoints[1].weight, 7);
}

void TestTelemetryAssembly::keepsTimesOfChangesWhereTheyAre()
{
    Plane plane;
    plane.addBreaker();
    const std::optional<WallTime> since = plane.tell().services[0].breaker->since;
    for (int i = 0; i < 50; ++i) {
        plane.clock.step(333'333us);
        plane.clock.jumpWallClock(i % 2 == 0 ? 3ms : -2ms);
        QCOMPARE(plane.tell().services[0].breaker->since, since);
    }
}

void TestTelemetryAssembly::followsAJumpOfTheWallClock()
{
    Plane plane;
    plane.addBreaker();
    const WallTime since = *plane.tell().services[0].breaker->since;
    plane.clock.jumpWallClock(1h);
    const Telemetry told = plane.tell();
    QCOMPARE(told.services[0].breaker->since, since + 1h);
    QCOMPARE(told.takenAt, plane.clock.wallNow());
    QCOMPARE(told.uptimeSeconds, 0.0);
}

QTEST_GUILESS_MAIN(TestTelemetryAssembly)
#include "tst_telemetryassembly.moc"
