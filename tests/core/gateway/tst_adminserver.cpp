#include "core/base/durablefile.h"
#include "core/base/units.h"
#include "core/model/document.h"
#include "core/model/findingcodec.h"
#include "core/model/telemetrycodec.h"
#include "tests/support/gatewayprocess.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <fmt/format.h>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// A route that answers by itself, so that what is served can be told from outside.
std::string document(std::string_view body, std::string_view more = {})
{
    return fmt::format(R"(gatehouse: v1
name: shop
listeners:
  - {{name: web, address: "127.0.0.1:0"}}
services:
  - name: orders
    endpoints: [{{address: "127.0.0.1:1"}}, {{address: "127.0.0.1:2", weight: 3}}]
    circuitBreaker: {{}}
  - {{name: plain, endpoints: [{{address: "127.0.0.1:3"}}]}}
routes:
  - name: hello
    match: {{path: {{exact: /hello}}}}
    respond: {{status: 200, body: "{}"}}
    auth: {{required: false}}
  - name: orders
    match: {{path: {{prefix: /orders}}}}
    to: [{{service: orders}}, {{service: plain}}]
    auth: {{required: false}}
{})",
                       body, more);
}

/// The same as a JSON tree.
Tree treeOf(std::string_view yaml)
{
    return readDocument(yaml, TextFormat::Yaml).document->tree;
}

} // namespace

class TestAdminServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void givesTheDocumentWithItsHash();
    void takesJsonAndYaml_data();
    void takesJsonAndYaml();
    void keepsTheSameDocumentAsTheSameRevision();
    void asksForIfMatch_data();
    void asksForIfMatch();
    void refusesAPushAgainstAnotherHash();
    void refusesDocumentsWithFindings_data();
    void refusesDocumentsWithFindings();
    void validatesWithoutChangingAnything();
    void tellsItsStatus();
    void tellsTelemetryInTheFormOfTheDocument();
    void streamsTelemetryEachSecond();
    void streamsToManyAndForgetsThoseWhoLeft();
    void exposesMetrics();
    void listsAndGivesRevisions();
    void refusesWrongTokens_data();
    void refusesWrongTokens();
    void countsWrongTokensAndAnswersThemQuickly();
    void knowsItsResourcesAndMethods_data();
    void knowsItsResourcesAndMethods();
    void refusesWhatIsTooLarge();
    void storesSecretsThatNobodyReadsBack();
    void refusesSecretsThatAreNone_data();
    void refusesSecretsThatAreNone();
    void forcesABreakerAndLetsGoOfIt();
    void overridesAnEndpointFieldByField();
    void refusesWrongOverrides_data();
    void refusesWrongOverrides();
    void endsOverridesThatAPushTouches();
    void pushesOneAfterTheOther();

private:
    std::string hello() { return ask(m_gateway->listener(), "GET", "/hello").body; }
    std::string tag() const { return m_gateway->call("GET", "/v1/config").headers["etag"]; }

    std::unique_ptr<GatewayProcess> m_gateway;
};

void TestAdminServer::init()
{
    m_gateway = std::make_unique<GatewayProcess>(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-gateway"));
    m_gateway->setConfig(document("first"));
    QVERIFY(m_gateway->start());
}

void TestAdminServer::givesTheDocumentWithItsHash()
{
    const HttpAnswer answer = m_gateway->call("GET", "/v1/config");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.at("content-type"), std::string("application/json"));
    QVERIFY(Tree::parse(answer.body) == treeOf(document("first")));
    QCOMPARE(answer.headers.at("etag"), '"' + documentHash(treeOf(document("first"))) + '"');
    const HttpAnswer head = m_gateway->call("HEAD", "/v1/config");
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.at("etag"), answer.headers.at("etag"));
}

void TestAdminServer::takesJsonAndYaml_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("isJson");
    QTest::newRow("JSON") << QByteArray("application/json") << true;
    QTest::newRow("JSON, charset") << QByteArray("application/json; charset=utf-8") << true;
    QTest::newRow("YAML") << QByteArray("application/yaml") << false;
    QTest::newRow("JSON that is not named") << QByteArray("application/x-www-form-urlencoded") << true;
    QTest::newRow("YAML that is not named") << QByteArray("text/plain") << false;
}

void TestAdminServer::takesJsonAndYaml()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, isJson);
    const std::string body = isJson ? treeOf(document("second")).dump() : document("second");
    const HttpAnswer answer = m_gateway->call("PUT", "/v1/config", body,
                                              {{"If-Match", tag()}, {"Content-Type", type.toStdString()}});
    QCOMPARE(answer.status, 200);
    const Tree report = Tree::parse(answer.body);
    QCOMPARE(report["revision"].get<int>(), 2);
    QCOMPARE(report["changed"].get<bool>(), true);
    QCOMPARE(report["hash"].get<std::string>(), documentHash(treeOf(document("second"))));
    QCOMPARE(answer.headers.at("etag"), tag());
    QCOMPARE(hello(), std::string("second"));
}

void TestAdminServer::keepsTheSameDocumentAsTheSameRevision()
{
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer = m_gateway->push(document("first"));
        QCOMPARE(answer.status, 200);
        const Tree report = Tree::parse(answer.body);
        QCOMPARE(report["revision"].get<int>(), 1);
        QCOMPARE(report["changed"].get<bool>(), false);
    }
    QCOMPARE(m_gateway->get("/v1/status")["revision"].get<int>(), 1);
}

void TestAdminServer::asksForIfMatch_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << 428;
    QTest::newRow("no entity tag") << QByteArray("abc") << 400;
    QTest::newRow("weak") << QByteArray("W/HASH") << 412;
    QTest::newRow("another") << QByteArray("\"abc\"") << 412;
    QTest::newRow("empty") << QByteArray("\"\"") << 412;
    QTest::newRow("the one") << QByteArray("HASH") << 200;
    QTest::newRow("one of several") << QByteArray("\"abc\", HASH") << 200;
    QTest::newRow("any") << QByteArray("*") << 200;
}

void TestAdminServer::asksForIfMatch()
{
    QFETCH(QByteArray, field);
    QFETCH(int, status);
    HttpFields fields;
    if (!field.isNull())
        fields.emplace_back("If-Match",
                            field.replace("HASH", QByteArray::fromStdString(tag())).toStdString());
    const HttpAnswer answer = m_gateway->call("PUT", "/v1/config", document("second"), fields);
    QCOMPARE(answer.status, status);
    QCOMPARE(hello(), std::string(status == 200 ? "second" : "first"));
    if (status != 200)
        QVERIFY(Tree::parse(answer.body).contains("error"));
}

void TestAdminServer::refusesAPushAgainstAnotherHash()
{
    const std::string first = tag();
    QCOMPARE(m_gateway->push(document("second")).status, 200);
    const HttpAnswer answer = m_gateway->call("PUT", "/v1/config", document("third"), {{"If-Match", first}});
    QCOMPARE(answer.status, 412);
    QCOMPARE(answer.headers.at("etag"), tag()); // so that the other side can be fetched and compared
    QCOMPARE(hello(), std::string("second"));
}

void TestAdminServer::refusesDocumentsWithFindings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pointer");
    QTest::newRow("no YAML") << QByteArray("gatehouse: [") << QByteArray("");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("unknown field") << QByteArray::fromStdString(document("x", "acess: {}\n"))
                                   << QByteArray("/acess");
    QTest::newRow("missing service") << QByteArray::fromStdString(document(
        "x", "  - {name: a, match: {path: {exact: /a}}, to: [{service: none}], auth: {required: false}}\n"))
                                     << QByteArray("/routes/2/to/0/service");
    QTest::newRow("not enforced yet")
        << QByteArray::fromStdString(document("x", "    rateLimit: {requests: 5}\n"))
        << QByteArray("/routes/1/rateLimit");
}

void TestAdminServer::refusesDocumentsWithFindings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pointer);
    const std::string before = tag();
    const HttpAnswer answer = m_gateway->call("PUT", "/v1/config", text.toStdString(),
                                              {{"If-Match", before}, {"Content-Type", "application/yaml"}});
    QCOMPARE(answer.status, 422);
    const Findings findings = findingsFromText(answer.body).value();
    QVERIFY(hasErrors(findings));
    QByteArrayList pointers;
    for (const Finding &finding : findings)
        pointers << QByteArray::fromStdString(finding.pointer);
    QVERIFY2(pointers.contains(pointer), pointers.join(' ').constData());
    QCOMPARE(Tree::parse(answer.body)["error"].get<std::string>(), std::string("invalid"));
    QCOMPARE(tag(), before);
    QCOMPARE(hello(), std::string("first"));
    QCOMPARE(m_gateway->get("/v1/status")["revision"].get<int>(), 1);
}

void TestAdminServer::validatesWithoutChangingAnything()
{
    const std::string before = tag();
    HttpAnswer answer = m_gateway->call("POST", "/v1/validate", document("x", "acess: {}\n"));
    QCOMPARE(answer.status, 200);
    QVERIFY(hasErrors(findingsFromText(answer.body).value()));
    answer = m_gateway->call("POST", "/v1/validate", treeOf(document("x")).dump(),
                             {{"Content-Type", "application/json"}});
    QCOMPARE(answer.status, 200);
    QVERIFY2(!hasErrors(findingsFromText(answer.body).value()), answer.body.c_str());
    QCOMPARE(tag(), before);
    QCOMPARE(hello(), std::string("first"));
}

void TestAdminServer::tellsItsStatus()
{
    const Tree status = m_gateway->get("/v1/status");
    QCOMPARE(status["gateway"].get<std::string>(), std::string("edge-1"));
    QCOMPARE(status["revision"].get<int>(), 1);
    QCOMPARE(status["hash"].get<std::string>(), documentHash(treeOf(document("first"))));
    QVERIFY(status["uptimeSeconds"].get<double>() >= 0);
    QVERIFY(!status["version"].get<std::string>().empty());
    QCOMPARE(status["problems"].size(), std::size_t{0});
    QCOMPARE(status["pid"].get<qint64>(), m_gateway->process().pid());
    QVERIFY(parseTime(status["startedAt"].get<std::string>()));
}

void TestAdminServer::tellsTelemetryInTheFormOfTheDocument()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(hello(), std::string("first"));
    // A request is counted when its answer is out, which the client may see first.
    Telemetry telemetry;
    QVERIFY(waitUntil([&] {
        telemetry = decodeTelemetry(m_gateway->call("GET", "/v1/telemetry").body).value();
        return telemetry.routes.size() == 2 && telemetry.routes[0].requests == 3;
    }));
    QCOMPARE(telemetry.gateway, GatewayName{"edge-1"});
    QCOMPARE(telemetry.revision, std::uint64_t{1});
    QCOMPARE(telemetry.requests, std::uint64_t{3});
    QCOMPARE(telemetry.services.size(), std::size_t{2});
    QVERIFY(telemetry.services[0].breaker);
    QVERIFY(!telemetry.services[1].breaker);
    QCOMPARE(telemetry.services[0].endpoints[1].weight, 3);
}

void TestAdminServer::streamsTelemetryEachSecond()
{
    HttpProbe probe(m_gateway->admin());
    QVERIFY(probe.send(
        fmt::format("GET /v1/telemetry/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\r\n",
                    GatewayProcess::Token)));
    const std::string head = probe.readUntil("\r\n\r\n");
    QVERIFY(head.find("Content-Type: text/event-stream") != std::string::npos);
    std::vector<WallTime> times;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 4; ++i) {
        const std::string event = probe.readUntil("\n\n");
        const std::size_t begin = event.find("data: ");
        QVERIFY(begin != std::string::npos);
        const Telemetry telemetry = decodeTelemetry(event.substr(begin + 6)).value();
        times.push_back(telemetry.takenAt);
    }
    QVERIFY2(timer.elapsed() > 2'700 && timer.elapsed() < 4'500,
             qPrintable(QString::number(timer.elapsed())));
    for (std::size_t i = 1; i < times.size(); ++i) {
        const auto apart = times[i] - times[i - 1];
        QVERIFY2(apart > std::chrono::milliseconds{500} && apart < std::chrono::milliseconds{1'900},
                 qPrintable(QString::number(apart.count())));
    }
}

void TestAdminServer::streamsToManyAndForgetsThoseWhoLeft()
{
    const std::string request =
        fmt::format("GET /v1/telemetry/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\r\n",
                    GatewayProcess::Token);
    HttpProbe stays(m_gateway->admin());
    QVERIFY(stays.send(request));
    for (int i = 0; i < 20; ++i) {
        HttpProbe leaves(m_gateway->admin());
        QVERIFY(leaves.send(request));
        QVERIFY(leaves.readUntil("\n\n").find("data: ") != std::string::npos);
    }
    for (int i = 0; i < 3; ++i)
        QVERIFY(stays.readUntil("\n\n").find("data: ") != std::string::npos);
    QCOMPARE(m_gateway->call("GET", "/v1/status").status, 200);
}

void TestAdminServer::exposesMetrics()
{
    QCOMPARE(hello(), std::string("first"));
    HttpAnswer answer;
    QVERIFY(waitUntil([&] {
        answer = m_gateway->call("GET", "/metrics");
        return answer.body.find("gatehouse_requests_total{gateway=\"edge-1\"} 1\n") != std::string::npos;
    }));
    QVERIFY(answer.headers.at("content-type").starts_with("text/plain; version=0.0.4"));
    QTRY_VERIFY(m_gateway->call("GET", "/metrics")
                    .body.find("gatehouse_route_requests_total{gateway=\"edge-1\",route=\"hello\"} 1\n")
                != std::string::npos);
    QVERIFY(answer.body.find(
                "gatehouse_breaker_state{gateway=\"edge-1\",service=\"orders\",state=\"closed\"} 1\n")
            != std::string::npos);
}

void TestAdminServer::listsAndGivesRevisions()
{
    QCOMPARE(m_gateway->push(document("second")).status, 200);
    const Tree list = m_gateway->get("/v1/revisions")["revisions"];
    QCOMPARE(list.size(), std::size_t{2});
    QCOMPARE(list[0]["revision"].get<int>(), 2);
    QCOMPARE(list[1]["hash"].get<std::string>(), documentHash(treeOf(document("first"))));
    const HttpAnswer first = m_gateway->call("GET", "/v1/revisions/1");
    QCOMPARE(first.status, 200);
    QVERIFY(Tree::parse(first.body) == treeOf(document("first")));
    QCOMPARE(m_gateway->call("GET", "/v1/revisions/3").status, 404);
    QCOMPARE(m_gateway->call("GET", "/v1/revisions/one").status, 404);
    // Going back is a push of the former document: a new revision with the former hash.
    const HttpAnswer back = m_gateway->push(first.body);
    QCOMPARE(Tree::parse(back.body)["revision"].get<int>(), 3);
    QCOMPARE(hello(), std::string("first"));
}

void TestAdminServer::refusesWrongTokens_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another") << QByteArray("Bearer something else");
    QTest::newRow("shorter") << QByteArray("Bearer the token of the test");
    QTest::newRow("longer") << QByteArray("Bearer the token of the tests.");
    QTest::newRow("other scheme") << QByteArray("Basic the token of the tests");
    QTest::newRow("empty") << QByteArray("Bearer");
}

void TestAdminServer::refusesWrongTokens()
{
    QFETCH(QByteArray, field);
    HttpFields fields;
    if (!field.isNull())
        fields.emplace_back("Authorization", field.toStdString());
    for (const char *path :
         {"/v1/config", "/v1/status", "/v1/telemetry", "/v1/telemetry/stream", "/metrics", "/none"}) {
        const HttpAnswer answer = ask(m_gateway->admin(), "GET", path, fields);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.headers.at("www-authenticate"), std::string("Bearer"));
        QCOMPARE(Tree::parse(answer.body)["error"].get<std::string>(), std::string("unauthenticated"));
    }
    fields.emplace_back("If-Match", "*");
    QCOMPARE(ask(m_gateway->admin(), "PUT", "/v1/config", fields, document("second")).status, 401);
    QCOMPARE(ask(m_gateway->admin(), "PUT", "/v1/secrets/a", fields, "b").status, 401);
    QCOMPARE(hello(), std::string("first"));
}

void TestAdminServer::countsWrongTokensAndAnswersThemQuickly()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 200; ++i)
        QCOMPARE(ask(m_gateway->admin(), "GET", "/v1/config", {{"Authorization", "Bearer wrong"}}).status,
                 401);
    QVERIFY(timer.elapsed() < 5'000);
    QVERIFY(m_gateway->call("GET", "/metrics")
                .body.find("gatehouse_admin_refused_total{gateway=\"edge-1\"} 200\n")
            != std::string::npos);
    QVERIFY(m_gateway->process().waitForOutput(
        QRegularExpression(QStringLiteral("refused for want of the right token"))));
    QVERIFY(!m_gateway->process().output().contains("wrong"));
}

void TestAdminServer::knowsItsResourcesAndMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    const auto row = [](const char *method, const char *path, int status, const char *allow = "") {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(method), QLatin1String(path))))
            << QByteArray(method) << QByteArray(path) << status << QByteArray(allow);
    };
    row("GET", "/", 404);
    row("GET", "/v1", 404);
    row("GET", "/v1/elsewhere", 404);
    row("PUT", "/v2/config", 404);
    row("GET", "/v1/services/orders", 404);
    row("DELETE", "/v1/config", 405, "GET, HEAD, PUT");
    row("POST", "/v1/config", 405, "GET, HEAD, PUT");
    row("GET", "/v1/validate", 405, "POST");
    row("PUT", "/v1/status", 405, "GET, HEAD");
    row("POST", "/v1/telemetry", 405, "GET, HEAD");
    row("GET", "/v1/secrets/staff-jwt", 405, "PUT");
    row("DELETE", "/v1/secrets/staff-jwt", 405, "PUT");
    row("GET", "/v1/services/orders/breaker", 405, "PUT");
    row("POST", "/metrics", 405, "GET, HEAD");
}

void TestAdminServer::knowsItsResourcesAndMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    HttpAnswer answer = m_gateway->call(method.toStdString(), path.toStdString());
    QCOMPARE(answer.status, status);
    QCOMPARE(QByteArray::fromStdString(answer.headers["allow"]), allow);
    QCOMPARE(Tree::parse(answer.body)["error"].get<std::string>(),
             std::string(status == 404 ? "not_found" : "method_not_allowed"));
}

void TestAdminServer::refusesWhatIsTooLarge()
{
    const HttpAnswer secret = m_gateway->call("PUT", "/v1/secrets/a", std::string(70'000, 'x'));
    QCOMPARE(secret.status, 413);
    QCOMPARE(Tree::parse(secret.body)["error"].get<std::string>(), std::string("body_too_large"));
    const HttpAnswer breaker =
        m_gateway->call("PUT", "/v1/services/orders/breaker", std::string(20'000, ' '));
    QCOMPARE(breaker.status, 413);
    HttpProbe probe(m_gateway->admin());
    QVERIFY(probe.send(
        fmt::format("PUT /v1/config HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\nIf-Match: *\r\n"
                    "Content-Length: {}\r\n\r\n",
                    GatewayProcess::Token, 64 * 1024 * 1024 + 1)));
    QCOMPARE(probe.read("PUT").status, 413);
    QCOMPARE(hello(), std::string("first"));
}

void TestAdminServer::storesSecretsThatNobodyReadsBack()
{
    const std::string value = "0123456789abcdef0123456789abcdef";
    QCOMPARE(m_gateway->call("PUT", "/v1/secrets/staff-jwt", value).status, 204);
    const std::filesystem::path file =
        QString(m_gateway->secretsDir() + QStringLiteral("/staff-jwt")).toStdString();
    QCOMPARE(readPrivateFile(file, 100).value(), value);
    // It is there for the next document.
    QCOMPARE(
        m_gateway
            ->push(document("second",
                            "authProviders:\n  - {name: p, issuer: i, algorithms: [HS256], keys: {secret: "
                            "staff-jwt}}\n"))
            .status,
        200);
    for (const char *path : {"/v1/config", "/v1/status", "/v1/telemetry", "/metrics", "/v1/revisions/2"})
        QVERIFY2(m_gateway->call("GET", path).body.find(value) == std::string::npos, path);
    QVERIFY(m_gateway->process().waitForOutput(
        QRegularExpression(QStringLiteral("the secret 'staff-jwt' was replaced"))));
    QVERIFY(!m_gateway->process().output().contains(value.c_str()));
}

void TestAdminServer::refusesSecretsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("empty") << QByteArray("a") << QByteArray("") << 422;
    QTest::newRow("hidden file") << QByteArray(".a") << QByteArray("b") << 422;
    QTest::newRow("another folder") << QByteArray("..%2Fa") << QByteArray("b") << 422;
    QTest::newRow("dots") << QByteArray("%2E%2E") << QByteArray("b") << 404;
}

void TestAdminServer::refusesSecretsThatAreNone()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QCOMPARE(m_gateway->call("PUT", "/v1/secrets/" + name.toStdString(), value.toStdString()).status, status);
    QVERIFY(!std::filesystem::exists(m_gateway->file(QStringLiteral("a")).toStdString()));
}

void TestAdminServer::forcesABreakerAndLetsGoOfIt()
{
    const auto state = [this] {
        return m_gateway->service("orders")["breaker"]["state"].get<std::string>();
    };
    const std::string path = "/v1/services/orders/breaker";
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": "forcedOpen"})").status, 200);
    QCOMPARE(state(), std::string("forced_open"));
    QCOMPARE(m_gateway->service("orders")["health"].get<std::string>(), std::string("failing"));
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": "forcedClosed"})").status, 200);
    QCOMPARE(state(), std::string("forced_closed"));
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": "disabled"})").status, 200);
    QCOMPARE(state(), std::string("disabled"));
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": null})").status, 200);
    QCOMPARE(state(), std::string("closed"));
    QCOMPARE(m_gateway->get("/v1/status")["revision"].get<int>(), 1);
}

void TestAdminServer::overridesAnEndpointFieldByField()
{
    const std::string path = "/v1/services/orders/endpoints/127.0.0.1:2";
    const auto told = [this] {
        const Tree endpoint = m_gateway->service("orders")["endpoints"][1];
        return fmt::format("{} {} {}", endpoint["state"].get<std::string>(), endpoint["weight"].get<int>(),
                           endpoint["overridden"].get<bool>());
    };
    QCOMPARE(told(), std::string("active 3 false"));
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": "draining"})").status, 200);
    QCOMPARE(told(), std::string("draining 3 true"));
    const HttpAnswer both = m_gateway->call("PUT", path, R"({"weight": 9})");
    QCOMPARE(told(), std::string("draining 9 true"));
    QVERIFY(Tree::parse(both.body)
            == Tree::parse(
                R"({"service": "orders", "address": "127.0.0.1:2", "state": "draining", "weight": 9})"));
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": null})").status, 200);
    QCOMPARE(told(), std::string("active 9 true"));
    QCOMPARE(m_gateway->call("PUT", path, "null").status, 200);
    QCOMPARE(told(), std::string("active 3 false"));
}

void TestAdminServer::refusesWrongOverrides_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *path, const char *body, int status) {
        QTest::newRow(name) << QByteArray("/v1/services/") + path << QByteArray(body) << status;
    };
    row("no such service", "none/breaker", R"({"state": "auto"})", 404);
    row("no breaker", "plain/breaker", R"({"state": "auto"})", 404);
    row("unknown state", "orders/breaker", R"({"state": "open"})", 422);
    row("no state", "orders/breaker", "{}", 422);
    row("no JSON", "orders/breaker", "open", 422);
    row("no such endpoint", "orders/endpoints/127.0.0.1:9", R"({"weight": 1})", 404);
    row("no address", "orders/endpoints/first", R"({"weight": 1})", 404);
    row("no such service's endpoint", "none/endpoints/127.0.0.1:1", R"({"weight": 1})", 404);
    row("weight out of range", "orders/endpoints/127.0.0.1:1", R"({"weight": 70000})", 422);
    row("unknown field", "orders/endpoints/127.0.0.1:1", R"({"zone": "a"})", 422);
}

void TestAdminServer::refusesWrongOverrides()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const HttpAnswer answer = m_gateway->call("PUT", path.toStdString(), body.toStdString());
    QCOMPARE(answer.status, status);
    QVERIFY(!Tree::parse(answer.body)["message"].get<std::string>().empty());
}

void TestAdminServer::endsOverridesThatAPushTouches()
{
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "forcedOpen"})").status, 200);
    const std::string path = "/v1/services/orders/endpoints/127.0.0.1:2";
    QCOMPARE(m_gateway->call("PUT", path, R"({"state": "draining", "weight": 9})").status, 200);
    // A push that changes something else leaves them alone.
    QCOMPARE(m_gateway->push(document("second")).status, 200);
    Tree orders = m_gateway->service("orders");
    QCOMPARE(orders["breaker"]["state"].get<std::string>(), std::string("forced_open"));
    QCOMPARE(orders["endpoints"][1]["weight"].get<int>(), 9);
    // One that changes the weight ends that override and no other.
    Tree tree = treeOf(document("second"));
    tree["services"][0]["endpoints"][1]["weight"] = 5;
    QCOMPARE(m_gateway->push(tree.dump()).status, 200);
    orders = m_gateway->service("orders");
    QCOMPARE(orders["endpoints"][1]["weight"].get<int>(), 5);
    QCOMPARE(orders["endpoints"][1]["state"].get<std::string>(), std::string("draining"));
    QCOMPARE(orders["breaker"]["state"].get<std::string>(), std::string("forced_open"));
    tree["services"][0]["circuitBreaker"]["state"] = "forcedClosed";
    QCOMPARE(m_gateway->push(tree.dump()).status, 200);
    QCOMPARE(m_gateway->service("orders")["breaker"]["state"].get<std::string>(),
             std::string("forced_closed"));
}

void TestAdminServer::pushesOneAfterTheOther()
{
    // Two who push against the same hash at once: one wins, the other is told.
    for (int round = 0; round < 10; ++round) {
        const std::string before = tag();
        HttpProbe first(m_gateway->admin());
        HttpProbe second(m_gateway->admin());
        const auto request = [&before](const std::string &body) {
            return fmt::format(
                "PUT /v1/config HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\nIf-Match: {}\r\n"
                "Content-Length: {}\r\n\r\n{}",
                GatewayProcess::Token, before, body.size(), body);
        };
        QVERIFY(first.send(request(document("a" + std::to_string(round)))));
        QVERIFY(second.send(request(document("b" + std::to_string(round)))));
        const int one = first.read("PUT").status;
        const int other = second.read("PUT").status;
        QCOMPARE(std::min(one, other), 200);
        QCOMPARE(std::max(one, other), 412);
        QCOMPARE(m_gateway->get("/v1/status")["revision"].get<int>(), round + 2);
    }
}

QTEST_GUILESS_MAIN(TestAdminServer)
#include "tst_adminserver.moc"
