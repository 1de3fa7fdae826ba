#include "core/model/examine.h"

#include "core/model/enforced.h"
#include "core/model/findingtable.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

#include <algorithm>
#include <set>

using namespace gatehouse;

namespace {

/// A whole document from a part of one.
std::string whole(std::string_view part)
{
    return "gatehouse: v1\nname: example\n" + std::string(part) + "\n";
}

/// All findings that reading, examining and pushing to the built-in gateway would give.
Findings allFindings(std::string_view part)
{
    ReadOutcome outcome = readDocument(whole(part), TextFormat::Yaml);
    Findings findings = std::move(outcome.findings);
    if (outcome.document) {
        for (const Findings &more : {examine(*outcome.document), unenforced(*outcome.document)})
            findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

std::vector<Finding> withCode(const Findings &findings, std::string_view code)
{
    std::vector<Finding> found;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(found),
                 [code](const Finding &finding) { return finding.code == code; });
    return found;
}

QByteArray shown(const Findings &findings)
{
    QByteArray text;
    for (const Finding &finding : findings)
        text +=
            QByteArray::fromStdString(finding.code + " " + finding.pointer + ": " + finding.message + "\n");
    return text;
}

} // namespace

class TestExamine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatTheExampleOfEachCodeHas_data();
    void findsWhatTheExampleOfEachCodeHas();
    void findsNothingOnceTheExampleIsMended_data();
    void findsNothingOnceTheExampleIsMended();
    void listsEachCodeOnceAndInOrder();
    void saysWhatWhereAndHow_data();
    void saysWhatWhereAndHow();
    void staysSilent_data();
    void staysSilent();
    void neverShowsASecret();
    void knowsThePlaceOfWhatIsMissing();
    void loadsTheSamplesWithoutAnError_data();
    void loadsTheSamplesWithoutAnError();
};

void TestExamine::findsWhatTheExampleOfEachCodeHas_data()
{
    QTest::addColumn<QByteArray>("code");
    for (const FindingEntry &entry : findingTable())
        QTest::newRow(entry.code.data()) << QByteArray(entry.code.data());
}

void TestExamine::findsWhatTheExampleOfEachCodeHas()
{
    QFETCH(QByteArray, code);
    const FindingEntry *entry = findFindingEntry(code.toStdString());
    QVERIFY(entry != nullptr);
    const Findings findings = allFindings(entry->example);
    const std::vector<Finding> found = withCode(findings, entry->code);
    QVERIFY2(!found.empty(), shown(findings).constData());
    for (const Finding &finding : found) {
        QCOMPARE(finding.severity, entry->severity);
        QVERIFY(!finding.message.empty());
        QVERIFY(finding.line.has_value());
        QVERIFY(finding.column.has_value());
    }
}

void TestExamine::findsNothingOnceTheExampleIsMended_data()
{
    findsWhatTheExampleOfEachCodeHas_data();
}

void TestExamine::findsNothingOnceTheExampleIsMended()
{
    QFETCH(QByteArray, code);
    const FindingEntry *entry = findFindingEntry(code.toStdString());
    const Findings findings = allFindings(entry->mended);
    QVERIFY2(withCode(findings, entry->code).empty(), shown(findings).constData());
    // A mended example must not break the form, or it would prove nothing.
    for (const Finding &finding : findings)
        QVERIFY2(!finding.code.starts_with("GH00"), shown(findings).constData());
}

void TestExamine::listsEachCodeOnceAndInOrder()
{
    std::string_view before;
    for (const FindingEntry &entry : findingTable()) {
        QVERIFY2(before < entry.code, entry.code.data());
        QVERIFY2(!entry.title.empty() && !entry.explanation.empty() && !entry.remedy.empty(),
                 entry.code.data());
        QVERIFY2(entry.title.back() != '.' && entry.explanation.back() == '.', entry.code.data());
        before = entry.code;
    }
    QVERIFY(findFindingEntry("GH0000") == nullptr);
    QVERIFY(findFindingEntry("GH9999") == nullptr);
}

void TestExamine::saysWhatWhereAndHow_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("fix");

    const auto row = [](const char *name, const char *part, const char *code, const char *pointer,
                        const char *message, const char *fix) {
        QTest::newRow(name) << QByteArray(part) << QByteArray(code) << QByteArray(pointer)
                            << QByteArray(message) << QByteArray(fix);
    };
    row("route longer than its service",
        "services: [{name: order-service}]\nroutes: [{name: r, to: [{service: order-service}], timeout: "
        "45s}]",
        "GH0304", "/routes/0/timeout", "Longer than the 30 s limit of order-service", "Use 30 s");
    row("route longer than the strictest of its services",
        "services: [{name: a}, {name: b, timeouts: {request: 1m30s}}]\nroutes: [{name: r, to: [{service: b}, "
        "{service: a}], timeout: 2m}]",
        "GH0304", "/routes/0/timeout", "Longer than the 30 s limit of a", "Use 30 s");
    row("route without a limit",
        "services: [{name: a}]\nroutes: [{name: r, to: [{service: a}], timeout: 0s}]", "GH0304",
        "/routes/0/timeout", "Longer than the 30 s limit of a", "Use 30 s");
    row("shadowed by a template",
        "routes:\n  - {name: by-id, match: {path: {template: \"/c/{id}\"}}, respond: {}}\n"
        "  - {name: old, match: {methods: [GET, HEAD], path: {regex: \"/c/[0-9]+\"}}, respond: {}}",
        "GH0103", "/routes/1/match", "Never wins: by-id takes whatever it matches, such as GET /c/1",
        "Remove it, or make by-id narrower");
    row("shadowed by two routes",
        "routes:\n  - {name: a, match: {hosts: [a.example], path: {template: \"/c/{id}\"}}, respond: {}}\n"
        "  - {name: b, match: {hosts: [b.example], path: {template: \"/c/{id}\"}}, respond: {}}\n"
        "  - {name: old, match: {hosts: [b.example, a.example], path: {regex: \"/c/[0-9]+\"}}, respond: {}}",
        "GH0103", "/routes/2/match",
        "Never wins: b (or another route) takes whatever it matches, such as GET /c/1 for b.example",
        "Remove it, or make b narrower");
    row("shadowed under a condition",
        "routes:\n  - {name: wide, match: {path: {regex: /a.*}, headers: [{name: X-Kind, present: true}]}, "
        "respond: {}}\n"
        "  - {name: late, match: {path: {prefix: /a/b}, headers: [{name: x-kind, exact: new}], query: "
        "[{name: q, exact: \"1 2\"}]}, respond: {}}",
        "GH0103", "/routes/1/match",
        "Never wins: wide takes whatever it matches, such as GET /a/b?q=1%202 with x-kind: new",
        "Remove it, or make wide narrower");
    row("duplicate",
        "routes:\n  - {name: a, match: {hosts: [a.example, b.example]}, respond: {}}\n"
        "  - {name: b, match: {hosts: [B.example, A.example], path: {prefix: /}}, respond: {}}",
        "GH0104", "/routes/1/match",
        "Never wins: route a before it matches the same, such as GET / for b.example",
        "Remove it, or make it differ from a");
    row("unknown mirror",
        "services: [{name: s}]\nroutes: [{name: r, to: [{service: s}], mirror: {service: t}}]", "GH0102",
        "/routes/0/mirror/service", "There is no service t", "Add the service, or name one that exists");
    row("unknown consumer provider", "consumers: [{name: c, match: {provider: p, value: v}}]", "GH0402",
        "/consumers/0/match/provider", "There is no provider p",
        "Add it to authProviders, or name one that exists");
    row("unknown policy of a trust policy", "trustPolicies: [{name: t, resource: {access: a}}]", "GH0403",
        "/trustPolicies/0/resource/access", "There is no access policy a",
        "Add it to accessPolicies, or name one that exists");
    row("encoded slash", "routes: [{name: r, match: {path: {exact: /a%2Fb}}, respond: {}}]", "GH0107",
        "/routes/0/match/path/exact", "%2F is refused before any route is looked at",
        "Set encodedSlashes: keep on the listener");
    row("needless escape", "routes: [{name: r, match: {path: {prefix: /%7euser}}, respond: {}}]", "GH0107",
        "/routes/0/match/path/prefix", "%7e never stands in a request's path when it is compared", "Write ~");
    row("lower hex", "routes: [{name: r, match: {path: {prefix: /caf%c3%a9}}, respond: {}}]", "GH0107",
        "/routes/0/match/path/prefix", "%c3 never stands in a request's path when it is compared",
        "Write %C3");
    row("dots in a template", "routes: [{name: r, match: {path: {template: \"/a/../{id}\"}}, respond: {}}]",
        "GH0107", "/routes/0/match/path/template", "A segment .. is resolved before paths are compared",
        "Write the path that is meant");
    row("query in a path", "routes: [{name: r, match: {path: {exact: \"/a?b=1\"}}, respond: {}}]", "GH0107",
        "/routes/0/match/path/exact", "A request's path never holds ?", "Ask for the query in match.query");
    row("repeated parameter", "routes: [{name: r, match: {path: {template: \"/{a}/{a}\"}}, respond: {}}]",
        "GH0105", "/routes/0/match/path/template", "The parameter a comes twice",
        "Give one of them another name");
    row("regex of a header", "routes: [{name: r, match: {headers: [{name: A, regex: \"(\"}]}, respond: {}}]",
        "GH0106", "/routes/0/match/headers/0/regex", "'(' is no regular expression of RE2: missing ): (",
        "See https://github.com/google/re2/wiki/Syntax");
    row("star as host", "routes: [{name: r, match: {hosts: [\"*\"]}, respond: {}}]", "GH0108",
        "/routes/0/match/hosts/0", "'*' is no host; a route without hosts belongs to every host",
        "Leave hosts out");
    row("redirect to the host it comes from",
        "routes: [{name: r, match: {hosts: [a.example, b.example]}, redirect: {host: B.example}}]", "GH0124",
        "/routes/0/redirect", "Clients of B.example are sent back to where they are",
        "Give another host, path or scheme");
    row("host header", "routes: [{name: r, respond: {}, headers: {request: {add: {Host: a.example}}}}]",
        "GH0113", "/routes/0/headers/request/add/Host", "Host is set by the gateway itself",
        "Use rewrite.host");
    row("health check longer than the default interval", "services: [{name: s, healthCheck: {timeout: 20s}}]",
        "GH0211", "/services/0/healthCheck/timeout", "A check may take 20 s, but the next is due after 10 s",
        "Use 10 s or less");
    row("retry of a route",
        "services: [{name: s}]\nroutes: [{name: r, to: [{service: s}], timeout: 2s, retry: {attempts: 4, "
        "jitter: none, initialDelay: 300ms}}]",
        "GH0303", "/routes/0/retry",
        "The waits between 4 attempts take 2 s 100 ms or more, the whole request ends after 2 s",
        "Use fewer attempts or a shorter initialDelay");
    row("trust weights", "trustPolicies: [{name: t, weights: {identity: 0.5}}]", "GH0407",
        "/trustPolicies/0/weights", "The weights sum to 1.2, not to 1", "Change them so that they sum to 1");
    row("builtin without an address", "gateways: [{name: g, make: builtin}]", "GH0708", "/gateways/0",
        "g has no address, so nothing can be pushed to it or read from it",
        "Give the address of its admin API, such as 127.0.0.1:7001");
    row("password of an environment",
        "environments: [{name: e, changes: {shardMaps: [{name: m, shards: [{name: a, primary: "
        "\"postgresql:host=db password=hunter2\"}]}]}}]",
        "GH0501", "/environments/0/changes/shardMaps/0/shards/0/primary",
        "A password stands here in the clear", "Take it out, change it, and name it with secret: NAME");
}

void TestExamine::saysWhatWhereAndHow()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, fix);
    const Findings findings = allFindings(part.toStdString());
    const std::vector<Finding> found = withCode(findings, code.toStdString());
    QVERIFY2(found.size() == 1, shown(findings).constData());
    QCOMPARE(QByteArray::fromStdString(found.front().pointer), pointer);
    QCOMPARE(QByteArray::fromStdString(found.front().message), message);
    QCOMPARE(QByteArray::fromStdString(found.front().fix.value_or("")), fix);
}

void TestExamine::staysSilent_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *part, const char *code) {
        QTest::newRow(name) << QByteArray(part) << QByteArray(code);
    };
    row("a service without a limit",
        "services: [{name: a, timeouts: {request: 0s}}]\nroutes: [{name: r, to: [{service: a}], timeout: "
        "2m}]",
        "GH0304");
    row("one attempt is no retry", "services: [{name: s, retry: {attempts: 1, methods: any}}]", "GH0305");
    row("the default connect limit", "services: [{name: s, timeouts: {request: 1s}}]", "GH0302");
    row("no limit of a try", "services: [{name: s, timeouts: {request: 5s, perTry: 0s}}]", "GH0301");
    row("a switched off route without a provider", "routes: [{name: r, enabled: false, respond: {}}]",
        "GH0401");
    row("an API key instead of a provider",
        "consumers: [{name: c, apiKey: {secret: k}}]\nroutes: [{name: r, respond: {}}]", "GH0401");
    row("port 0 is any port",
        "listeners: [{name: a, address: \"127.0.0.1:0\"}, {name: b, address: \"127.0.0.1:0\"}]", "GH0121");
    row("kept slashes",
        "listeners: [{name: a, address: \"127.0.0.1:0\", encodedSlashes: keep}]\nroutes: [{name: r, match: "
        "{path: {exact: /a%2Fb}}, respond: {}}]",
        "GH0107");
    row("escapes that stay", "routes: [{name: r, match: {path: {exact: \"/caf%C3%A9%20x\"}}, respond: {}}]",
        "GH0107");
    row("redirect to another scheme",
        "routes: [{name: r, match: {hosts: [a.example]}, redirect: {scheme: https}}]", "GH0124");
    row("redirect of all hosts to one",
        "routes: [{name: r, match: {hosts: [a.example]}, redirect: {host: b.example}}]", "GH0124");
    row("a user without a password",
        "shardMaps: [{name: m, shards: [{name: a, primary: "
        "\"postgresql://app@db:5432/passwords?sslmode=require\"}]}]",
        "GH0501");
    row("longer route makes slow calls possible",
        "services: [{name: s, circuitBreaker: {slowCalls: {longerThan: 40s, percent: 50}}}]\nroutes: [{name: "
        "r, to: [{service: s}], timeout: 60s}]",
        "GH0309");
    row("zone of a time",
        "accessPolicies: [{name: p, conditions: {timeRestriction: {from: \"22:00\", to: \"06:00\", zone: "
        "America/Argentina/Buenos_Aires}}}]",
        "GH0408");
    row("an address with a scheme",
        "gateways: [{name: g, make: builtin, address: \"https://edge.example.com:7001\"}]", "GH0708");
    row("word that only begins like a protection",
        "gateways: [{name: g, make: haproxy, accept: [services.accessLog, author]}]", "GH0705");
    row("hosts that are addresses",
        "routes: [{name: r, match: {hosts: [127.0.0.1, \"[::1]\", a_b.example, \"*.x-1.example\"]}, respond: "
        "{}}]",
        "GH0108");
    row("more headers go first",
        "routes:\n  - {name: a, match: {path: {prefix: /a}}, respond: {}}\n  - {name: b, match: {path: "
        "{prefix: /a}, headers: [{name: X, exact: y}]}, respond: {}}",
        "GH0103");
    row("a wider host goes later",
        "routes:\n  - {name: a, match: {path: {prefix: /}}, respond: {}}\n  - {name: b, match: {hosts: "
        "[a.example], path: {prefix: /}}, respond: {}}",
        "GH0103");
    row("another listener",
        "listeners: [{name: a, address: \"127.0.0.1:1\"}, {name: b, address: \"127.0.0.1:2\"}]\n"
        "routes:\n  - {name: a, listeners: [a], respond: {}}\n  - {name: b, respond: {}}",
        "GH0103");
}

void TestExamine::staysSilent()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, code);
    const Findings findings = allFindings(part.toStdString());
    QVERIFY2(withCode(findings, code.toStdString()).empty(), shown(findings).constData());
    for (const Finding &finding : findings)
        QVERIFY2(!finding.code.starts_with("GH00"), shown(findings).constData());
}

void TestExamine::neverShowsASecret()
{
    const Findings findings = allFindings(
        "shardMaps:\n"
        "  - name: m\n"
        "    shards:\n"
        "      - {name: a, primary: \"mysql://app:hunter2@db/a\", replicas: [\"mysql://app:hunter2@db/a\"]}\n"
        "authProviders: [{name: p, algorithms: [HS256], keys: {url: \"http://app:hunter2@id/keys\"}}]\n"
        "gateways:\n"
        "  - {name: g, make: builtin, address: \"http://app:hunter2@edge:1\"}\n"
        "  - {name: h, make: builtin, address: \"http://app:hunter2@edge:1\"}\n"
        "routes: [{name: r, respond: {}, headers: {request: {set: {Authorization: hunter2}}}}]\n");
    QVERIFY(withCode(findings, "GH0501").size() >= 5);
    for (const Finding &finding : findings) {
        QVERIFY2(finding.message.find("hunter2") == std::string::npos, finding.message.c_str());
        QVERIFY2(finding.fix.value_or("").find("hunter2") == std::string::npos, finding.code.c_str());
    }
}

void TestExamine::knowsThePlaceOfWhatIsMissing()
{
    const ReadOutcome outcome =
        readDocument(whole("services:\n  - name: s\n    circuitBreaker: {}\n  - name: t"), TextFormat::Yaml);
    QVERIFY(outcome.document.has_value());
    Finding finding;
    finding.pointer = "/services/0/circuitBreaker/failureRate/percent";
    const Findings placed = withMarks({finding}, outcome.document->marks);
    QCOMPARE(placed.front().line, std::optional<int>(5));
    QCOMPARE(placed.front().column, std::optional<int>(21));
    QCOMPARE(withMarks({finding}, {}).front().line, std::optional<int>());
}

void TestExamine::loadsTheSamplesWithoutAnError_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("retail-edge") << QStringLiteral("retail-edge.yaml");
    QTest::newRow("demo-fleet") << QStringLiteral("demo-fleet.yaml");
}

void TestExamine::loadsTheSamplesWithoutAnError()
{
    QFETCH(QString, name);
    QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/samples/") + name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ReadOutcome outcome = readDocument(file.readAll().toStdString(), TextFormat::Yaml);
    QVERIFY2(!hasErrors(outcome.findings), shown(outcome.findings).constData());
    QVERIFY(outcome.document.has_value());
    const Findings findings = examine(*outcome.document);
    QVERIFY2(!hasErrors(findings), shown(findings).constData());
    // The fleet of the demo runs on the built-in gateway as it is today.
    if (name == QStringLiteral("demo-fleet.yaml"))
        QVERIFY2(unenforced(*outcome.document).empty(), shown(unenforced(*outcome.document)).constData());
}

QTEST_APPLESS_MAIN(TestExamine)
#include "tst_examine.moc"
