#include "core/model/telemetrycodec.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const WallTime Noon{std::chrono::milliseconds{1'795'348'800'123}};

Telemetry everything()
{
    Telemetry telemetry;
    telemetry.gateway = GatewayName("edge-1");
    telemetry.revision = 7;
    telemetry.hash = "ab12";
    telemetry.takenAt = Noon;
    telemetry.uptimeSeconds = 12.5;
    telemetry.requests = 1'000'000'000'000;
    telemetry.activeConnections = 3;
    telemetry.routes = {{RouteName("r"), 10, StatusTelemetry{1, 2, 3, 4}, 5, LatencyTelemetry{1.5, 2.25, 9}}};
    ServiceTelemetry service{ServiceName("s")};
    service.health = HealthState::Degraded;
    service.requests = 11;
    service.active = 2;
    service.errors = ErrorTelemetry{1, 2, 3, 4};
    service.refused = RefusalTelemetry{5, 6, 7};
    service.latency = LatencyTelemetry{1, 2, 3};
    service.latencyBuckets = LatencyBucketTelemetry{{1, 2.5}, {3, 4, 5}};
    service.phases = PhaseTelemetry{0.5, 1, 2, 3.5};
    service.breaker = BreakerTelemetry{BreakerPhase::HalfOpen, Noon, "trial after 30s", 5, 12.5, 250};
    service.bulkhead = BulkheadTelemetry{"s", 10, 4, 6, 60, 1, 2, 9};
    service.retries = RetryTelemetry{20, 5, 4, 1};
    service.endpoints = {{"127.0.0.1:1", EndpointState::Draining, 3, true, EndpointHealthState::Unhealthy,
                          "status 503", Noon, 1, 2, 3, LatencyTelemetry{1, 2, 3}}};
    telemetry.services = {service};
    telemetry.rateLimits = {{RouteName("r"), 1, 2, 3}};
    telemetry.access = AccessTelemetry{1, 2};
    telemetry.trust = TrustTelemetry{1, 2, 3};
    telemetry.audit = AuditTelemetry{4, "head", "checkpoint"};
    return telemetry;
}

} // namespace

class TestTelemetryCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryFieldByItsName();
    void readsBackWhatItWrote();
    void leavesOutWhatIsNotKnown();
    void passesOverWhatItDoesNotKnow();
    void refusesWhatIsIllTyped_data();
    void refusesWhatIsIllTyped();
    void replacesWhatIsNotUnicode();
};

void TestTelemetryCodec::writesEveryFieldByItsName()
{
    const QByteArray expected =
        R"({"gateway":"edge-1","revision":7,"hash":"ab12","takenAt":"2026-11-22T12:00:00.123Z","uptimeSeconds":12.5,)"
        R"("requests":1000000000000,"activeConnections":3,)"
        R"("routes":[{"name":"r","requests":10,"status":{"2xx":1,"3xx":2,"4xx":3,"5xx":4},"rateLimited":5,)"
        R"("latencyMs":{"p50":1.5,"p95":2.25,"p99":9}}],)"
        R"("services":[{"name":"s","health":"degraded","requests":11,"active":2,)"
        R"("errors":{"connect":1,"reset":2,"timeout":3,"5xx":4},"refused":{"breaker":5,"bulkhead":6,"noEndpoint":7},)"
        R"("latencyMs":{"p50":1,"p95":2,"p99":3},"latencyBuckets":{"upToMs":[1,2.5],"count":[3,4,5]},)"
        R"("phaseMs":{"queue":0.5,"connect":1,"firstByte":2,"total":3.5},)"
        R"("breaker":{"state":"half_open","since":"2026-11-22T12:00:00.123Z","reason":"trial after 30s",)"
        R"("consecutiveFailures":5,"failureRate":12.5,"trialInMs":250},)"
        R"("bulkhead":{"pool_name":"s","max_concurrent":10,"available_slots":4,"active_requests":6,"utilization":60,)"
        R"("queued":1,"rejected":2,"highWater":9},)"
        R"("retries":{"tries":20,"retried":5,"succeededAfterRetry":4,"refusedByBudget":1},)"
        R"("endpoints":[{"address":"127.0.0.1:1","state":"draining","weight":3,"overridden":true,"health":"unhealthy",)"
        R"("reason":"status 503","since":"2026-11-22T12:00:00.123Z","active":1,"requests":2,"errors":3,)"
        R"("latencyMs":{"p50":1,"p95":2,"p99":3}}]}],)"
        R"("rateLimits":[{"route":"r","allowed":1,"rejected":2,"clients":3}],)"
        R"("access":{"allowed":1,"denied":2},"trust":{"evaluated":1,"denied":2,"observedDenied":3},)"
        R"("audit":{"events":4,"head":"head","checkpoint":"checkpoint"}})";
    QCOMPARE(QByteArray::fromStdString(encodeTelemetry(everything())), expected);
}

void TestTelemetryCodec::readsBackWhatItWrote()
{
    const Result<Telemetry> read = decodeTelemetry(encodeTelemetry(everything()));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == everything());
}

void TestTelemetryCodec::leavesOutWhatIsNotKnown()
{
    Telemetry telemetry;
    telemetry.gateway = GatewayName("edge-2");
    telemetry.takenAt = Noon;
    telemetry.services = {{ServiceName("s"), HealthState::Unknown}};
    telemetry.services[0].breaker = BreakerTelemetry{};
    const std::string text = encodeTelemetry(telemetry);
    QCOMPARE(
        QByteArray::fromStdString(text),
        QByteArray(
            R"({"gateway":"edge-2","takenAt":"2026-11-22T12:00:00.123Z","routes":[],)"
            R"("services":[{"name":"s","health":"unknown","breaker":{"state":"closed"},"endpoints":[]}]})"));
    QVERIFY(decodeTelemetry(text).value() == telemetry);
}

void TestTelemetryCodec::passesOverWhatItDoesNotKnow()
{
    const Result<Telemetry> read = decodeTelemetry(std::string_view(
        R"({"gateway":"g","takenAt":"2026-11-22T12:00:00Z","later":{"a":1},"routes":[{"name":"r","p":[1]}],"requests":null})"));
    QVERIFY(read.has_value());
    QVERIFY(read->routes.at(0).name == RouteName("r"));
    QVERIFY(!read->requests.has_value());
}

void TestTelemetryCodec::refusesWhatIsIllTyped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char *name, const QByteArray &rest, const char *where) {
        QTest::newRow(name) << QByteArray(R"({"gateway":"g","takenAt":"2026-11-22T12:00:00Z",)") + rest + "}"
                            << QByteArray(where);
    };
    row("text for a counter", R"("requests":"1")", "/requests");
    row("negative counter", R"("requests":-1)", "/requests");
    row("half a request", R"("requests":1.5)", "/requests");
    row("unknown word", R"("services":[{"name":"s","health":"fine"}])", "/services/0/health");
    row("no name", R"("services":[{"health":"healthy"}])", "/services/0/name");
    row("no list", R"("services":{})", "/services");
    row("no object", R"("services":[{"name":"s","breaker":[]}])", "/services/0/breaker");
    row("breaker without state", R"("services":[{"name":"s","breaker":{}}])", "/services/0/breaker/state");
    row("bad time", R"("services":[{"name":"s","breaker":{"state":"open","since":"now"}}])",
        "/services/0/breaker/since");
    row("buckets that do not fit",
        R"("services":[{"name":"s","latencyBuckets":{"upToMs":[1,2],"count":[1]}}])", "/services");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray();
    QTest::newRow("no object at all") << QByteArray("[]") << QByteArray();
    QTest::newRow("no gateway") << QByteArray(R"({"takenAt":"2026-11-22T12:00:00Z"})")
                                << QByteArray("/gateway");
    QTest::newRow("no time") << QByteArray(R"({"gateway":"g"})") << QByteArray("/takenAt");
}

void TestTelemetryCodec::refusesWhatIsIllTyped()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, where);
    const Result<Telemetry> read = decodeTelemetry(text.toStdString());
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(QByteArray::fromStdString(read.error().where), where);
}

void TestTelemetryCodec::replacesWhatIsNotUnicode()
{
    Telemetry telemetry = everything();
    telemetry.services[0].endpoints[0].reason = "\xFF";
    QVERIFY(decodeTelemetry(encodeTelemetry(telemetry)).has_value());
}

QTEST_APPLESS_MAIN(TestTelemetryCodec)
#include "tst_telemetrycodec.moc"
