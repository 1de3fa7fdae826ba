#include "core/base/durablefile.h"
#include "core/model/document.h"
#include "core/model/telemetrycodec.h"
#include "tests/app/gateway/fleetdocument.h"
#include "tests/support/gatewayprocess.h"

#include <QtTest/QTest>

#include <fmt/format.h>

#include <future>
#include <map>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const HttpFields AsJson{{"Content-Type", "application/json"}};
constexpr std::string_view Secret = "a secret of the tests, 32 bytes or more";

/// The demo's services and a gateway in front of them, as real programs.
struct Fleet
{
    ChildServer demo;
    GatewayProcess gateway{QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-gateway")};
    std::map<std::string, std::vector<std::string>> endpoints;
    std::string control;
    std::string web;

    bool start();
    std::string document(std::string_view description = "d") const;
    void setFaults(const std::string &where, std::string_view faults) const
    {
        QCOMPARE(ask(control, "PUT", "/faults" + where, AsJson, faults).status, 200);
    }
    void mend() const { QCOMPARE(ask(control, "DELETE", "/faults").status, 200); }
    Tree load() const { return Tree::parse(ask(control, "GET", "/load").body); }
    Telemetry telemetry() const { return decodeTelemetry(gateway.call("GET", "/v1/telemetry").body).value(); }
    ServiceTelemetry service(std::string_view name) const
    {
        for (const ServiceTelemetry &service : telemetry().services) {
            if (service.name.view() == name)
                return service;
        }
        return {};
    }
    HttpAnswer get(std::string_view path) const { return ask(web, "GET", path); }
};

bool Fleet::start()
{
    const std::string secret = gateway.file(QStringLiteral("signing")).toStdString();
    QRegularExpressionMatch match;
    if (!writeDurably(secret, Secret, FileAccess::Private)
        || !demo.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-demo"),
                       {QStringLiteral("--base-port"), QStringLiteral("0"), QStringLiteral("--secret-file"),
                        QString::fromStdString(secret)})
        || !demo.waitForOutput(QRegularExpression(QStringLiteral("^control (\\S+)$")), &match))
        return false;
    control = match.captured(1).toStdString();
    const QRegularExpression line(QStringLiteral("^listening (\\S+) (\\S+)$"),
                                  QRegularExpression::MultilineOption);
    for (const QRegularExpressionMatch &found : line.globalMatch(QString::fromUtf8(demo.output())))
        endpoints[found.captured(1).toStdString()].push_back(found.captured(2).toStdString());
    gateway.setConfig(document());
    std::filesystem::create_directories(gateway.secretsDir().toStdString());
    const QString secretFile = gateway.secretsDir() + QStringLiteral("/staff-jwt");
    if (!writeDurably(secretFile.toStdString(), Secret, FileAccess::Private) || !gateway.start())
        return false;
    web = gateway.listener();
    return waitUntil([this] { return service("customer-service").health == HealthState::Healthy; });
}

std::string Fleet::document(std::string_view description) const
{
    const auto addresses = [this](const std::string &service) {
        std::string list;
        for (const std::string &address : endpoints.at(service))
            list += fmt::format("{{address: \"{}\"}}, ", address);
        return list;
    };
    return fmt::format(fmt::runtime(FleetDocument), description, addresses("customer-service"),
                       addresses("order-service"), addresses("order-service-next"),
                       addresses("notification-service"));
}

} // namespace

class TestFleet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void countersEqualTheLoadGenerators();
    void pushesUnderLoadCostNoRequest();
    void breakerIsSeenOpeningAndClosing();
    void unhealthyEndpointsAreSeenAndLeftOut();
    void refusedConnectionsAreCountedAsSuch();
    void latencyIsSeenInThePercentiles();
    void bulkheadIsSeenAtItsLimit();
    void forcedBreakerRefusesAtOnce();
    void drainedEndpointGetsNothingNew();

private:
    void runLoad(int rate, int seconds);

    std::unique_ptr<Fleet> m_fleet;
};

void TestFleet::init()
{
    m_fleet = std::make_unique<Fleet>();
    QVERIFY(m_fleet->start());
}

void TestFleet::runLoad(int rate, int seconds)
{
    const std::string settings =
        fmt::format(R"({{"ratePerSecond": {}, "targets": ["http://{}"], "durationSeconds": {}}})", rate,
                    m_fleet->web, seconds);
    QCOMPARE(ask(m_fleet->control, "PUT", "/load", AsJson, settings).status, 200);
}

void TestFleet::countersEqualTheLoadGenerators()
{
    runLoad(150, 3);
    QVERIFY(m_fleet->demo.waitForOutput(QRegularExpression(QStringLiteral("^load \\{")), nullptr, 60'000));
    const Tree load = m_fleet->load();
    QCOMPARE(load["failed"].get<int>(), 0);
    std::map<std::string, std::uint64_t> sentByRoute;
    std::map<std::string, std::uint64_t> goodByRoute;
    for (const Tree &entry : load["counts"]) {
        sentByRoute[entry["route"].get<std::string>()] += entry["sent"].get<std::uint64_t>();
        for (const auto &[status, count] : entry["status"].items()) {
            if (status.starts_with('2'))
                goodByRoute[entry["route"].get<std::string>()] += count.get<std::uint64_t>();
        }
    }
    QCOMPARE(sentByRoute.size(), std::size_t{6});
    // The last answer may be on its way to the counters.
    QVERIFY(waitUntil([&] { return m_fleet->telemetry().requests == load["sent"].get<std::uint64_t>(); }));
    const auto counted = [&](const Telemetry &telemetry) {
        std::map<std::string, std::uint64_t> byRoute;
        for (const RouteTelemetry &route : telemetry.routes) {
            if (*route.requests > 0)
                byRoute[route.name.str()] = *route.requests;
        }
        return byRoute;
    };
    QVERIFY(waitUntil([&] { return counted(m_fleet->telemetry()) == sentByRoute; }));
    const Telemetry telemetry = m_fleet->telemetry();
    for (const RouteTelemetry &route : telemetry.routes) {
        if (*route.requests > 0)
            QCOMPARE(*route.status->status2xx, goodByRoute[route.name.str()]);
    }
    // What the services themselves say.
    const Tree services = Tree::parse(ask(m_fleet->control, "GET", "/services").body);
    for (const Tree &endpoint : services["endpoints"]) {
        std::uint64_t answered = 0;
        for (const auto &[status, count] : endpoint["status"].items())
            answered += count.get<std::uint64_t>();
        for (const ServiceTelemetry &service : telemetry.services) {
            for (const EndpointTelemetry &told : service.endpoints) {
                if (told.address == endpoint["address"])
                    QCOMPARE(*told.requests, answered);
            }
        }
    }
    for (const ServiceTelemetry &service : telemetry.services) {
        std::uint64_t tries = 0;
        for (const EndpointTelemetry &endpoint : service.endpoints)
            tries += *endpoint.requests;
        QCOMPARE(*service.requests, tries); // nothing is retried here
    }
}

void TestFleet::pushesUnderLoadCostNoRequest()
{
    runLoad(100, 600);
    QVERIFY(waitUntil([&] { return m_fleet->load()["answered"] > 50; }));
    for (int i = 0; i < 40; ++i)
        QCOMPARE(m_fleet->gateway.push(m_fleet->document("push " + std::to_string(i))).status, 200);
    QCOMPARE(ask(m_fleet->control, "PUT", "/load", AsJson, R"({"ratePerSecond": 0})").status, 200);
    QVERIFY(waitUntil([&] { return m_fleet->load()["inFlight"] == 0; }));
    const Tree load = m_fleet->load();
    QCOMPARE(load["failed"].get<int>(), 0);
    for (const Tree &entry : load["counts"]) {
        for (const auto &[status, count] : entry["status"].items())
            QVERIFY2(status.starts_with('2') || status == "503", entry.dump().c_str());
    }
    QCOMPARE(m_fleet->telemetry().revision, std::uint64_t{41});
    // Counters survive every push, by name.
    QVERIFY(waitUntil([&] { return m_fleet->telemetry().requests == load["sent"].get<std::uint64_t>(); }));
}

void TestFleet::breakerIsSeenOpeningAndClosing()
{
    const auto breaker = [this] {
        return *m_fleet->service("customer-service").breaker;
    };
    QCOMPARE(m_fleet->get("/open/customers/7").status, 200);
    m_fleet->setFaults("/customer-service", R"({"errorPercent": 100})");
    for (int i = 0; i < 4; ++i)
        QCOMPARE(m_fleet->get("/open/customers/7").status, 500);
    QTRY_COMPARE(breaker().consecutiveFailures, 4);
    QCOMPARE(breaker().state, BreakerPhase::Closed);
    QCOMPARE(m_fleet->get("/open/customers/7").status, 500);
    QTRY_COMPARE(breaker().state, BreakerPhase::Open);
    QCOMPARE(breaker().reason, std::string("consecutive_failures"));
    QVERIFY(breaker().trialInMs && *breaker().trialInMs <= 2'000);
    QCOMPARE(m_fleet->service("customer-service").health, HealthState::Failing);
    const HttpAnswer refused = m_fleet->get("/open/customers/7");
    QCOMPARE(refused.status, 503);
    QCOMPARE(Tree::parse(refused.body)["error"].get<std::string>(), std::string("circuit_open"));
    QVERIFY(refused.headers.contains("retry-after"));
    QTRY_COMPARE(m_fleet->service("customer-service").refused->breaker, std::uint64_t{1});
    QCOMPARE(m_fleet->service("customer-service").requests, std::uint64_t{6}); // the refused one is no call
    QVERIFY(m_fleet->gateway.process().waitForOutput(QRegularExpression(
        QStringLiteral("breaker of customer-service: closed to open, consecutive_failures"))));
    m_fleet->mend();
    QVERIFY(waitUntil([&] { return m_fleet->get("/open/customers/7").status == 200; }));
    QTRY_COMPARE(breaker().state, BreakerPhase::Closed);
    QCOMPARE(breaker().reason, std::string("trials_succeeded"));
    QCOMPARE(m_fleet->service("customer-service").health, HealthState::Healthy);
}

void TestFleet::unhealthyEndpointsAreSeenAndLeftOut()
{
    const std::string first = "/customer-service/" + m_fleet->endpoints["customer-service"][0];
    m_fleet->setFaults(first, R"({"failHealth": true})");
    QTRY_COMPARE(m_fleet->service("customer-service").health, HealthState::Degraded);
    const EndpointTelemetry endpoint = m_fleet->service("customer-service").endpoints[0];
    QCOMPARE(endpoint.health, EndpointHealthState::Unhealthy);
    QVERIFY2(endpoint.reason.find("503") != std::string::npos, endpoint.reason.c_str());
    QVERIFY(endpoint.since);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(m_fleet->get("/open/customers/7").headers["x-served-by"],
                 "customer-service/" + m_fleet->endpoints["customer-service"][1]);
    m_fleet->setFaults("/customer-service", R"({"failHealth": true})");
    QTRY_COMPARE(m_fleet->service("customer-service").health, HealthState::Failing);
    const HttpAnswer refused = m_fleet->get("/open/customers/7");
    QCOMPARE(refused.status, 503);
    QCOMPARE(Tree::parse(refused.body)["error"].get<std::string>(), std::string("no_endpoint"));
    QTRY_COMPARE(m_fleet->service("customer-service").refused->noEndpoint, std::uint64_t{1});
    m_fleet->mend();
    QTRY_COMPARE(m_fleet->service("customer-service").health, HealthState::Healthy);
    QCOMPARE(m_fleet->get("/open/customers/7").status, 200);
}

void TestFleet::refusedConnectionsAreCountedAsSuch()
{
    m_fleet->setFaults("/order-service", R"({"refuse": true})");
    for (int i = 0; i < 3; ++i) {
        const HttpAnswer answer = m_fleet->get("/open/orders/5001");
        QCOMPARE(answer.status, 502);
        QCOMPARE(Tree::parse(answer.body)["error"].get<std::string>(), std::string("upstream_error"));
    }
    QTRY_COMPARE(m_fleet->service("order-service").errors->connect, std::uint64_t{3});
    std::uint64_t errors = 0;
    for (const EndpointTelemetry &endpoint : m_fleet->service("order-service").endpoints)
        errors += *endpoint.errors;
    QCOMPARE(errors, std::uint64_t{3});
    m_fleet->mend();
    QCOMPARE(m_fleet->get("/open/orders/5001").status, 200);
}

void TestFleet::latencyIsSeenInThePercentiles()
{
    m_fleet->setFaults("/customer-service", R"({"latencyMs": 300})");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_fleet->get("/open/customers/7").status, 200);
    QTRY_COMPARE(m_fleet->service("customer-service").requests, std::uint64_t{3});
    const ServiceTelemetry service = m_fleet->service("customer-service");
    QVERIFY(*service.latency->p50 > 260 && *service.latency->p50 < 1'000);
    QVERIFY(*service.phases->firstByte > 290);
    QVERIFY(*service.phases->total >= *service.phases->firstByte);
}

void TestFleet::bulkheadIsSeenAtItsLimit()
{
    m_fleet->setFaults("/order-service", R"({"latencyMs": 1500})");
    std::vector<std::future<HttpAnswer>> answers;
    for (int i = 0; i < 8; ++i)
        answers.push_back(
            std::async(std::launch::async, [this] { return m_fleet->get("/open/orders/5001"); }));
    BulkheadTelemetry seen;
    QVERIFY(waitUntil([&] {
        seen = *m_fleet->service("order-service").bulkhead;
        return seen.rejected == 3U && seen.queued == 2;
    }));
    QCOMPARE(seen.poolName, std::string("order-service"));
    QCOMPARE(seen.maxConcurrent, 3);
    QCOMPARE(seen.activeRequests, 3);
    QCOMPARE(seen.availableSlots, 0);
    QCOMPARE(seen.utilization, 100.0);
    QCOMPARE(seen.highWater, 3);
    std::map<int, int> byStatus;
    for (std::future<HttpAnswer> &answer : answers)
        ++byStatus[answer.get().status];
    QCOMPARE(byStatus, (std::map<int, int>{{200, 5}, {503, 3}}));
    QTRY_COMPARE(m_fleet->service("order-service").bulkhead->activeRequests, 0);
    QCOMPARE(m_fleet->service("order-service").refused->bulkhead, std::uint64_t{3});
}

void TestFleet::forcedBreakerRefusesAtOnce()
{
    QCOMPARE(
        m_fleet->gateway.call("PUT", "/v1/services/customer-service/breaker", R"({"state": "forcedOpen"})")
            .status,
        200);
    QCOMPARE(m_fleet->get("/open/customers/7").status, 503);
    QCOMPARE(
        m_fleet->gateway.call("PUT", "/v1/services/customer-service/breaker", R"({"state": null})").status,
        200);
    QCOMPARE(m_fleet->get("/open/customers/7").status, 200);
}

void TestFleet::drainedEndpointGetsNothingNew()
{
    const std::string &first = m_fleet->endpoints["customer-service"][0];
    const std::string path = "/v1/services/customer-service/endpoints/" + first;
    QCOMPARE(m_fleet->gateway.call("PUT", path, R"({"state": "draining"})").status, 200);
    for (int i = 0; i < 10; ++i)
        QVERIFY(m_fleet->get("/open/customers/7").headers["x-served-by"] != "customer-service/" + first);
    QCOMPARE(m_fleet->gateway.call("PUT", path, R"({"state": null})").status, 200);
    bool used = false;
    for (int i = 0; i < 4; ++i)
        used =
            used || m_fleet->get("/open/customers/7").headers["x-served-by"] == "customer-service/" + first;
    QVERIFY(used);
}

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
