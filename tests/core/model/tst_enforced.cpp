#include "core/model/enforced.h"

#include <QtTest/QTest>

#include <set>

using namespace gatehouse;

namespace {

Document read(const QByteArray &part)
{
    const ReadOutcome outcome =
        readDocument("gatehouse: v1\nname: example\n" + part.toStdString() + "\n", TextFormat::Yaml);
    for (const Finding &finding : outcome.findings)
        qFatal("%s %s", finding.pointer.c_str(), finding.message.c_str());
    return *outcome.document;
}

} // namespace

class TestEnforced final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatTheGatewayDoesNotDo_data();
    void refusesWhatTheGatewayDoesNotDo();
    void hasATestForEachRow();
    void takesWhatTheGatewayDoes();
    void leavesRoutesAloneThatAreSwitchedOff();

private:
    std::set<std::string> m_tested;
};

void TestEnforced::refusesWhatTheGatewayDoesNotDo_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char *field, const char *part, const char *pointer) {
        QTest::newRow(field) << QByteArray(part) << QByteArray(pointer);
    };
    row("listeners[].tls", "listeners: [{name: a, address: \"127.0.0.1:1\", tls: {}}]", "/listeners/0/tls");
    row("listeners[].clientAddress",
        "listeners: [{name: a, address: \"127.0.0.1:1\", clientAddress: {header: X-Forwarded-For}}]",
        "/listeners/0/clientAddress");
    row("services[].protocol", "services: [{name: s, protocol: h2c}]", "/services/0/protocol");
    row("services[].tls", "services: [{name: s}, {name: t, tls: {}}]", "/services/1/tls");
    row("services[].loadBalancing.policy", "services: [{name: s, loadBalancing: {policy: leastRequest}}]",
        "/services/0/loadBalancing/policy");
    row("services[].loadBalancing.hashOn", "services: [{name: s, loadBalancing: {hashOn: {address: true}}}]",
        "/services/0/loadBalancing/hashOn");
    row("services[].loadBalancing.panicPercent", "services: [{name: s, loadBalancing: {panicPercent: 30}}]",
        "/services/0/loadBalancing/panicPercent");
    row("services[].outlierDetection", "services: [{name: s, outlierDetection: {}}]",
        "/services/0/outlierDetection");
    row("services[].circuitBreaker.failureRate",
        "services: [{name: s, circuitBreaker: {failureRate: {percent: 50}}}]",
        "/services/0/circuitBreaker/failureRate");
    row("services[].circuitBreaker.slowCalls",
        "services: [{name: s, circuitBreaker: {slowCalls: {longerThan: 1s, percent: 50}}}]",
        "/services/0/circuitBreaker/slowCalls");
    row("services[].retry", "services: [{name: s, retry: {}}]", "/services/0/retry");
    row("routes[].cors", "routes: [{name: r, respond: {}, cors: {}}]", "/routes/0/cors");
    row("routes[].mirror", "routes: [{name: r, respond: {}, mirror: {service: s}}]", "/routes/0/mirror");
    row("routes[].rateLimit", "routes: [{name: r, respond: {}, rateLimit: {requests: 1}}]",
        "/routes/0/rateLimit");
    row("routes[].allow", "routes: [{name: r, respond: {}, allow: [10.0.0.0/8]}]", "/routes/0/allow");
    row("routes[].deny", "routes: [{name: r, respond: {}, deny: [10.0.0.0/8]}]", "/routes/0/deny");
    row("routes[].access", "routes: [{name: r, respond: {}, access: a}]", "/routes/0/access");
    row("routes[].trust", "routes: [{name: r, respond: {}, trust: t}]", "/routes/0/trust");
    row("routes[].retry", "routes: [{name: r, respond: {}, retry: {attempts: 2}}]", "/routes/0/retry");
    row("routes[].fault", "routes: [{name: r, respond: {}, fault: {abort: {status: 503}}}]",
        "/routes/0/fault");
    row("consumers[].apiKey", "consumers: [{name: c, apiKey: {secret: k}}]", "/consumers/0/apiKey");
    row("authProviders[].algorithms",
        "authProviders: [{name: p, algorithms: [ES256, PS256], keys: {file: k.pem}}]",
        "/authProviders/0/algorithms/1");
    row("authProviders[].keys.url",
        "authProviders: [{name: p, algorithms: [ES256], keys: {url: \"https://id/keys\"}}]",
        "/authProviders/0/keys/url");
}

void TestEnforced::refusesWhatTheGatewayDoesNotDo()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, pointer);
    m_tested.insert(QTest::currentDataTag());
    const Findings findings = unenforced(read(part));
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings.front().code, std::string("GH0701"));
    QCOMPARE(findings.front().severity, Severity::Error);
    QCOMPARE(QByteArray::fromStdString(findings.front().pointer), pointer);
    QVERIFY(findings.front().line.has_value());
}

void TestEnforced::hasATestForEachRow()
{
    std::set<std::string> rows;
    for (const UnenforcedField &row : unenforcedFields())
        rows.insert(std::string(row.field));
    QVERIFY(rows == m_tested);
}

void TestEnforced::takesWhatTheGatewayDoes()
{
    const Findings findings = unenforced(read(R"(
listeners: [{name: web, address: "127.0.0.1:80", encodedSlashes: keep}]
services:
  - name: s
    endpoints: [{address: "127.0.0.1:81", weight: 3, maxConnections: 5, state: draining, zone: z, labels: {a: b}}]
    loadBalancing: {policy: weightedRoundRobin, panicPercent: 0}
    healthCheck: {}
    circuitBreaker: {consecutiveFailures: 3, trials: 2, state: forcedClosed, failures: [connect]}
    bulkhead: {maxConcurrent: 3, maxQueued: 2}
    retry: {attempts: 1}
    timeouts: {request: 5s, perTry: 2s}
routes:
  - name: r
    match: {hosts: [a.example], methods: [GET], path: {template: "/a/{id}"}, headers: [{name: A, present: true}]}
    to: [{service: s, weight: 5}]
    rewrite: {path: "/b/{id}", host: b.example}
    headers: {request: {set: {A: b}}, response: {remove: [C]}}
    auth: {identityHeaders: {X-User: sub}}
    retry: {attempts: 1}
    timeout: 3s
    maxBodySize: 1MiB
authProviders: [{name: p, algorithms: [HS256, RS256, ES256], keys: {secret: k}}]
shardMaps: [{name: m, shards: [{name: a, primary: "sqlite:a.db"}]}]
)"));
    QVERIFY2(findings.empty(), findings.empty() ? "" : findings.front().pointer.c_str());
}

void TestEnforced::leavesRoutesAloneThatAreSwitchedOff()
{
    QVERIFY(unenforced(
                read("routes: [{name: r, enabled: false, respond: {}, rateLimit: {requests: 1}, fault: {}}]"))
                .empty());
}

QTEST_APPLESS_MAIN(TestEnforced)
#include "tst_enforced.moc"
