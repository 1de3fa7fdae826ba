#include "core/drivers/haproxy/fidelityledger.h"
#include "core/drivers/haproxy/nativetext.h"
#include "core/drivers/haproxy/renderer.h"

#include "tests/support/realhaproxy.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

#include <algorithm>
#include <set>

using namespace gatehouse;
using namespace gatehouse::haproxy;
using gatehouse::test::RealHaproxy;

/// What a document becomes, and what is said about each of its fields.
class TestRenderer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rendersTheSamples_data();
    void rendersTheSamples();
    void speaksOfEveryFieldInTheirOrder();
    void saysHowWellEachValueIsExpressed_data();
    void saysHowWellEachValueIsExpressed();
    void namesBothNumbersOfTries();
    void opensNoListenerInTheClear();
    void refusesADocumentWithoutAListener();
    void knowsWhatWasAccepted_data();
    void knowsWhatWasAccepted();
    void makesTheSameBytesEachTime();
    void keepsSecretsOutOfWhatIsShown();
};

namespace {

Document documentOf(const std::string &yaml)
{
    ReadOutcome outcome = readDocument(yaml, TextFormat::Yaml);
    for (const Finding &finding : outcome.findings)
        qInfo().noquote() << QString::fromStdString(finding.pointer + ": " + finding.message);
    if (!outcome.document)
        qFatal("the test's document cannot be read");
    return *outcome.document;
}

/// One service and one route that leads to it, with more fields for either.
std::string withFields(const std::string &service, const std::string &route, const std::string &rest = {})
{
    return "gatehouse: v1\nname: d\n"
           "listeners: [{name: web, address: \"127.0.0.1:8080\"}]\n"
           "services:\n  - {name: s, endpoints: [{address: \"127.0.0.1:9001\"}, {address: "
           "\"127.0.0.1:9002\"}]"
        + service
        + "}\n"
          "routes:\n  - {name: r, to: [{service: s}]"
        + route + "}\n" + rest;
}

NativeConfig rendered(const Document &document, const RenderOptions &options = {"edge"})
{
    auto config = render(document, options, std::string(64, 'a'));
    if (!config)
        qFatal("the test's document cannot be rendered");
    return std::move(*config);
}

/// The verdict on one field; fails the test where there is none.
FieldFidelity fieldOf(const NativeConfig &config, const std::string &kind, const std::string &pointer)
{
    for (const FieldFidelity &field : config.fidelity) {
        if (field.kind == kind && field.pointer == pointer)
            return field;
    }
    QTest::qFail(("nothing is said of " + pointer).c_str(), __FILE__, __LINE__);
    return {};
}

SecretLookup anySecret()
{
    return [](const SecretName &) -> Result<std::string> {
        return std::string("s3cret");
    };
}

} // namespace

void TestRenderer::rendersTheSamples_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("retail-edge") << QStringLiteral("retail-edge.yaml");
    QTest::newRow("demo-fleet") << QStringLiteral("demo-fleet.yaml");
}

void TestRenderer::rendersTheSamples()
{
    QFETCH(QString, file);
    QFile sample(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/samples/") + file);
    QVERIFY(sample.open(QIODevice::ReadOnly));
    const NativeConfig config = rendered(documentOf(sample.readAll().toStdString()));
    QCOMPARE(RealHaproxy::check(*revealSecrets(config.body, anySecret())), QString());
}

void TestRenderer::speaksOfEveryFieldInTheirOrder()
{
    const std::string yaml =
        withFields(", description: x, x-owner: me, healthCheck: {interval: 1s, path: /h}, retry: {}",
                   ", match: {path: {exact: /a}, headers: [{name: A, exact: b}]}, auth: {required: false}");
    std::vector<std::string> pointers;
    for (const FieldFidelity &field : rendered(documentOf(yaml)).fidelity)
        pointers.push_back(field.kind + field.pointer);
    const std::vector<std::string> expected{"listeners/address",
                                            "services/endpoints/0/address",
                                            "services/endpoints/1/address",
                                            "services/healthCheck",
                                            "services/healthCheck/interval",
                                            "services/healthCheck/path",
                                            "services/retry",
                                            "routes/to",
                                            "routes/match",
                                            "routes/match/path",
                                            "routes/match/headers/0",
                                            "routes/auth"};
    QCOMPARE(pointers, expected);
}

void TestRenderer::saysHowWellEachValueIsExpressed_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<std::string>("route");
    QTest::addColumn<std::string>("kind");
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const char *service, const char *route, const char *kind,
                        const char *pointer, Verdict verdict) {
        QTest::newRow(name) << std::string(service) << std::string(route) << std::string(kind)
                            << std::string(pointer) << int(verdict);
    };
    const auto service = [&row](const char *name, const char *fields, const char *pointer, Verdict verdict) {
        row(name, fields, "", "services", pointer, verdict);
    };
    const auto route = [&row](const char *name, const char *fields, const char *pointer, Verdict verdict) {
        row(name, "", fields, "routes", pointer, verdict);
    };
    constexpr Verdict Exact = Verdict::Exact;
    constexpr Verdict Approximate = Verdict::Approximate;
    constexpr Verdict Unsupported = Verdict::Unsupported;
    service("round robin", ", loadBalancing: {policy: weightedRoundRobin}", "/loadBalancing/policy", Exact);
    service("ring", ", loadBalancing: {policy: ringHash, hashOn: {header: A}}", "/loadBalancing/policy",
            Approximate);
    service("no panic", ", loadBalancing: {panicPercent: 0}", "/loadBalancing/panicPercent", Exact);
    service("panic", ", loadBalancing: {panicPercent: 50}", "/loadBalancing/panicPercent", Unsupported);
    service("check alone", ", healthCheck: {healthyThreshold: 2}", "/healthCheck/healthyThreshold", Exact);
    service("check that a long breaker shares",
            ", healthCheck: {healthyThreshold: 2, interval: 1s}, circuitBreaker: {}",
            "/healthCheck/healthyThreshold", Approximate);
    service("check that a short breaker shares",
            ", healthCheck: {healthyThreshold: 2, interval: 5s}, circuitBreaker: {openFor: 10s}",
            "/healthCheck/healthyThreshold", Exact);
    service("failures in a row", ", circuitBreaker: {consecutiveFailures: 3}",
            "/circuitBreaker/consecutiveFailures", Exact);
    service("failures in a row beside outliers",
            ", circuitBreaker: {consecutiveFailures: 7}, outlierDetection: {}",
            "/circuitBreaker/consecutiveFailures", Approximate);
    service("failure rate", ", circuitBreaker: {failureRate: {percent: 5}}", "/circuitBreaker", Unsupported);
    service("failure rate beside a count",
            ", circuitBreaker: {consecutiveFailures: 5, failureRate: {percent: 5}}",
            "/circuitBreaker/failureRate", Unsupported);
    service("forced open", ", circuitBreaker: {state: forcedOpen}", "/circuitBreaker/state", Exact);
    service("bulkhead without a queue", ", bulkhead: {maxConcurrent: 4}", "/bulkhead/maxConcurrent", Exact);
    service("bulkhead with a queue", ", bulkhead: {maxConcurrent: 4, maxQueued: 1}",
            "/bulkhead/maxConcurrent", Approximate);
    service("retry pauses", ", retry: {initialDelay: 1s}", "/retry/initialDelay", Unsupported);
    service("retried statuses", ", retry: {on: [connect, 503]}", "/retry/on", Exact);
    service("a status that cannot be retried", ", retry: {on: [connect, 599]}", "/retry/on", Approximate);
    service("time for a call", ", timeouts: {request: 5s}", "/timeouts/request", Approximate);
    service("time to connect", ", timeouts: {connect: 5s}", "/timeouts/connect", Exact);
    route("regex", ", match: {path: {regex: \"/a/[0-9]+\"}}", "/match/path/regex", Exact);
    route("regex with an escape of its own", ", match: {path: {regex: \"/\\\\pL\"}}", "/match/path/regex",
          Approximate);
    route("regex that backtracks", ", match: {path: {regex: \"/(a+)+b\"}}", "/match/path/regex", Approximate);
    route("no token", ", auth: {required: false}", "/auth", Exact);
    route("a token that nobody can check", ", auth: {required: true}", "/auth", Unsupported);
    route("access", ", access: p, auth: {required: false}", "/access", Unsupported);
    route("rate limit", ", rateLimit: {requests: 1}", "/rateLimit", Unsupported);
    route("fault", ", fault: {abort: {status: 500, percent: 1}}", "/fault", Unsupported);
    route("addresses", ", deny: [10.0.0.0/8]", "/deny", Exact);
    route("size of bodies", ", maxBodySize: 1MiB", "/maxBodySize", Approximate);
}

void TestRenderer::saysHowWellEachValueIsExpressed()
{
    QFETCH(std::string, service);
    QFETCH(std::string, route);
    QFETCH(std::string, kind);
    QFETCH(std::string, pointer);
    QFETCH(int, verdict);
    const std::string yaml = withFields(service, route);
    const NativeConfig config = rendered(documentOf(yaml));
    const FieldFidelity field = fieldOf(config, kind, pointer);
    QCOMPARE(int(field.verdict), verdict);
    QVERIFY(field.verdict == Verdict::Exact || !field.how.empty());
    QVERIFY(field.verdict != Verdict::Approximate || !field.deltas.empty());
    QCOMPARE(RealHaproxy::check(config.body), QString());
}

void TestRenderer::namesBothNumbersOfTries()
{
    const NativeConfig config = rendered(documentOf(withFields(", retry: {attempts: 4}", "")));
    const FieldFidelity field = fieldOf(config, "services", "/retry/attempts");
    QCOMPARE(field.native, std::string("retries 3"));
    QCOMPARE(field.how, std::string("4 attempts here are 3 retries in HAProxy."));
}

void TestRenderer::opensNoListenerInTheClear()
{
    const std::string yaml = "gatehouse: v1\nname: d\nlisteners:\n"
                             "  - {name: open, address: \"127.0.0.1:8080\"}\n"
                             "  - {name: closed, address: \"127.0.0.1:8443\", tls: {certificates: "
                             "[{certificate: a.pem, secret: k}]}}\n";
    const NativeConfig config = rendered(documentOf(yaml));
    QVERIFY(config.body.find("8080") != std::string::npos);
    QVERIFY(config.body.find("8443") == std::string::npos);
    QCOMPARE(fieldOf(config, "listeners", "/tls").verdict, Verdict::Unsupported);
}

void TestRenderer::refusesADocumentWithoutAListener()
{
    const auto config = render(documentOf("gatehouse: v1\nname: d\n"), {"edge"}, std::string(64, 'a'));
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().kind, ErrorKind::Unsupported);
}

void TestRenderer::knowsWhatWasAccepted_data()
{
    QTest::addColumn<std::string>("entry");
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *entry, const char *pointer, bool accepted) {
        QTest::addRow("%s for %s", entry, pointer) << std::string(entry) << std::string(pointer) << accepted;
    };
    row("/circuitBreaker/openFor", "/circuitBreaker/openFor", true);
    row("circuitBreaker.openFor", "/circuitBreaker/openFor", true);
    row("circuitBreaker", "/circuitBreaker/openFor", true);
    row("circuitBreaker.openFor", "/circuitBreaker", false);
    row("endpoints.weight", "/endpoints/3/weight", true);
    row("services/s/circuitBreaker", "/circuitBreaker/openFor", true);
    row("services/other/circuitBreaker", "/circuitBreaker/openFor", false);
    row("circuit", "/circuitBreaker", false);
    row("", "/circuitBreaker", false);
}

void TestRenderer::knowsWhatWasAccepted()
{
    QFETCH(std::string, entry);
    QFETCH(std::string, pointer);
    QFETCH(bool, accepted);
    QCOMPARE(accepts(entry, "services", "s", pointer), accepted);
    for (const char *protection : {"auth", "access", "trust", "allow", "deny"})
        QVERIFY(!accepts(protection, "routes", "r", std::string("/") + protection));
}

void TestRenderer::makesTheSameBytesEachTime()
{
    const Document document = documentOf(withFields(", retry: {}", ", auth: {required: false}"));
    QCOMPARE(rendered(document).body, rendered(document).body);
}

void TestRenderer::keepsSecretsOutOfWhatIsShown()
{
    const std::string yaml =
        withFields("", ", headers: {request: {set: {X-Key: {secret: key}}}}",
                   "authProviders: [{name: p, algorithms: [HS256], keys: {secret: jwt}}]\n");
    const std::string body = rendered(documentOf(yaml)).body;
    QCOMPARE(secretsOf(body), (std::vector<SecretName>{SecretName("jwt"), SecretName("key")}));
    const std::string real = *revealSecrets(body, anySecret());
    QVERIFY(body.find("s3cret") == std::string::npos);
    QVERIFY(real.find("s3cret") != std::string::npos);
    QVERIFY(maskSecrets(real).find("s3cret") == std::string::npos);
    const std::string foreign =
        maskSecrets("userlist u\n    user a password $5$abc\n    user b insecure-password hunter2\n"
                    "  stats auth admin:hunter2\n  http-request set-header Authorization hunter2\n");
    QVERIFY(foreign.find("hunter2") == std::string::npos);
    QVERIFY(foreign.find("abc") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestRenderer)
#include "tst_renderer.moc"
