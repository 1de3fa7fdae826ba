#include "core/model/decodetables.h"
#include "core/model/document.h"

#include <QtTest/QTest>

#include <fstream>
#include <set>
#include <sstream>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const std::string Head = "gatehouse: v1\nname: test\n";

std::string readSample(const char *name)
{
    std::ifstream file(std::string(GATEHOUSE_SOURCE_DIR "/resources/samples/") + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

QByteArray describe(const Findings &findings)
{
    std::ostringstream out;
    for (const Finding &finding : findings)
        out << finding.code << ' ' << finding.pointer << ' ' << finding.line.value_or(0) << ':'
            << finding.column.value_or(0) << ' ' << finding.message << '\n';
    return QByteArray::fromStdString(out.str());
}

/// The codes and pointers of findings, as in "GH0003 /routes/0/to; ".
QByteArray brief(const Findings &findings)
{
    QByteArrayList parts;
    for (const Finding &finding : findings)
        parts << QByteArray::fromStdString(finding.code + " " + finding.pointer + " "
                                           + std::to_string(finding.line.value_or(0)) + ":"
                                           + std::to_string(finding.column.value_or(0)));
    return parts.join("; ");
}

} // namespace

class TestDocument final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSamplesWithoutFinding_data();
    void readsTheSamplesWithoutFinding();
    void fillsInDefaults();
    void readsEveryFieldOfTheSample();
    void placesFindings_data();
    void placesFindings();
    void readsTheSameFromJson();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void marksEveryNodeToTheByte();
    void marksEveryStyleOfScalar();
    void expandsAliases();
    void refusesAnAliasBomb();
    void refusesDeepNesting_data();
    void refusesDeepNesting();
    void keepsUnknownFieldsInTheTree();
    void checksChangesOfEnvironments();
    void suggestsTheFieldThatWasMeant();
    void hashesWithoutGatewaysAndEnvironments();
    void listsEachFieldOfAnObjectOnce();
};

void TestDocument::readsTheSamplesWithoutFinding_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("routes");
    QTest::newRow("retail-edge") << QByteArray("retail-edge.yaml") << 8;
    QTest::newRow("demo-fleet") << QByteArray("demo-fleet.yaml") << 8;
}

void TestDocument::readsTheSamplesWithoutFinding()
{
    QFETCH(QByteArray, name);
    QFETCH(int, routes);
    const ReadOutcome outcome = readDocument(readSample(name.constData()), TextFormat::Yaml);
    QCOMPARE(describe(outcome.findings), QByteArray());
    QVERIFY(outcome.document.has_value());
    QCOMPARE(int(outcome.document->model.routes.size()), routes);
}

void TestDocument::fillsInDefaults()
{
    const ReadOutcome outcome = readDocument(
        Head
            + "services: [{name: s, circuitBreaker: {}, retry: {}, endpoints: [{address: 'a:1'}]}]\n"
              "routes: [{name: r, to: [{service: s}]}]\n",
        TextFormat::Yaml);
    QCOMPARE(describe(outcome.findings), QByteArray());
    const Service &service = outcome.document->model.services.at(0);
    QVERIFY(!service.healthCheck && !service.bulkhead && !service.outlierDetection && !service.tls);
    QCOMPARE(service.circuitBreaker.value().consecutiveFailures.value(), 5);
    QVERIFY(service.circuitBreaker.value().openFor == 60s);
    QVERIFY(service.retry.value() == RetrySettings());
    QVERIFY(service.timeouts == Timeouts());
    QCOMPARE(service.endpoints.at(0).maxConnections, 100);
    const Route &route = outcome.document->model.routes.at(0);
    QVERIFY(route.match.path == PathMatch());
    QVERIFY(route.enabled && route.auth.required);
    QCOMPARE(route.maxBodySize, std::uint64_t(16 * 1024 * 1024));
    QCOMPARE(std::get<std::vector<RouteTarget>>(route.action).at(0).weight, 1);
}

void TestDocument::readsEveryFieldOfTheSample()
{
    const ReadOutcome outcome = readDocument(readSample("retail-edge.yaml"), TextFormat::Yaml);
    const Model &model = outcome.document.value().model;
    QCOMPARE(toString(model.listeners.at(0).address), std::string("127.0.0.1:8080"));
    const Service &orders = model.services.at(1);
    QVERIFY(!orders.circuitBreaker.value().consecutiveFailures);
    QCOMPARE(orders.circuitBreaker.value().failureRate.value().percent, 50.0);
    QVERIFY(orders.circuitBreaker.value().failureRate.value().window == BreakerWindow(Milliseconds(30s)));
    QCOMPARE(orders.endpoints.at(2).state, EndpointState::Draining);
    QVERIFY(orders.timeouts.perTry == Milliseconds(4s));
    QVERIFY(model.services.at(3).circuitBreaker.value().slowCalls.value().window
            == BreakerWindow(CallWindow{50}));
    QVERIFY(std::get<Redirect>(model.routes.at(7).action).status == 308);
    QVERIFY(std::get<FixedResponse>(model.routes.at(6).action).body == "alive\n");
    QVERIFY(model.consumers.at(0).attributes.at("clearance") == Scalar(std::int64_t(3)));
    QVERIFY(std::get<SecretName>(model.authProviders.at(0).keys) == SecretName("staff-jwt"));
    QVERIFY(model.accessPolicies.at(0).actions.at("PATCH") == "write");
    QCOMPARE(model.accessPolicies.at(0).conditions.value().clearanceLevel.value(), std::int64_t(2));
    QCOMPARE(model.trustPolicies.at(0).network.value().zones.at(0).cidrs.at(0).prefixLength, 8);
    QVERIFY(model.trustPolicies.at(0).resourceAccess == AccessPolicyName("customer-data"));
    QVERIFY(model.shardMaps.at(0).shards.at(2).replicas.at(0) == "sqlite:customers-c2.db");
    QVERIFY(toString(model.gateways.at(1).listeners.at("web")) == "127.0.0.1:8090");
    QVERIFY(model.environments.at(1).isProtected);
}

void TestDocument::placesFindings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("findings");
    const auto row = [](const char *name, const std::string &text, const char *findings) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(findings);
    };
    row("empty", "", "GH0001  1:1");
    row("only a comment", "# nothing\n", "GH0001  2:1");
    row("not a mapping", "- a\n", "GH0003  1:1");
    row("broken flow", "gatehouse: [\n", "GH0001  2:1");
    row("tab as indentation", "a:\n\tb: 1\n", "GH0001  2:1");
    row("wrong version", "gatehouse: v2\nname: t\n", "GH0003 /gatehouse 1:12");
    row("missing", "gatehouse: v1\n", "GH0005  1:1");
    row("missing in an item", Head + "listeners:\n  - name: a\n", "GH0005 /listeners/0 4:5");
    row("unknown, at its key", Head + "routes:\n  - name: a\n    to: []\n    acess: p\n",
        "GH0004 /routes/0/acess 6:5");
    row("unknown at the root", Head + "route: []\n", "GH0004 /route 3:1");
    row("extension", Head + "x-owner: [1, {a: b}]\n", "");
    row("null for a block", Head + "services: [{name: s, circuitBreaker: }]\n",
        "GH0003 /services/0/circuitBreaker 3:37");
    row("duplicate key", Head + "name: again\n", "GH0002 /name 3:1");
    row("duplicate key in flow", Head + "x-a: {b: 1, \"b\": 2}\n", "GH0002 /x-a/b 3:13");
    row("merge key", Head + "x-a: &a {b: 1}\nx-c: {<<: *a}\n", "GH0008 /x-c/<< 4:7");
    row("tag", Head + "x-a: !!str 1\n", "GH0008 /x-a 3:6");
    row("complex key", Head + "x-a: {[1]: 2}\n", "GH0008 /x-a 3:7");
    row("second document", Head + "---\na: 1\n", "GH0008  3:1");
    row("unknown alias", Head + "x-a: *b\n", "GH0001 /x-a 3:6");
    row("alias into itself", Head + "x-a: &a {b: *a}\n", "GH0001 /x-a/b 3:13");
    row("largest integer", Head + "x-a: 9007199254740991\n", "");
    row("integer too large", Head + "x-a: 9007199254740992\n", "GH0006 /x-a 3:6");
    row("integer too small", Head + "x-a: -9007199254740992\n", "GH0006 /x-a 3:6");
    row("hexadecimal too large", Head + "x-a: 0x20000000000000\n", "GH0006 /x-a 3:6");
    row("number too large", Head + "x-a: 1e999\n", "GH0006 /x-a 3:6");
    row("not a number", Head + "x-a: .nan\n", "GH0008 /x-a 3:6");
    row("quoted, so a text", Head + "x-a: '.nan'\n", "");
    row("bad name", Head + "services: [{name: -a}]\n", "GH0007 /services/0/name 3:19");
    row("name too long", Head + "services: [{name: " + std::string(64, 'a') + "}]\n",
        "GH0007 /services/0/name 3:19");
    row("longest name", Head + "services: [{name: " + std::string(63, 'a') + "}]\n", "");
    row("secret that leads out", Head + "gateways: [{name: g, make: builtin, secret: ../x}]\n",
        "GH0007 /gateways/0/secret 3:45");
    row("bad duration", Head + "services: [{name: s, timeouts: {request: 10}}]\n",
        "GH0003 /services/0/timeouts/request 3:42");
    row("bad size", Head + "routes: [{name: r, to: [], maxBodySize: 16MB}]\n",
        "GH0003 /routes/0/maxBodySize 3:41");
    row("no limit", Head + "routes: [{name: r, to: [], maxBodySize: 0}]\n", "");
    row("bad address", Head + "listeners: [{name: l, address: localhost}]\n",
        "GH0003 /listeners/0/address 3:32");
    row("bad port", Head + "listeners: [{name: l, address: 'localhost:65536'}]\n",
        "GH0003 /listeners/0/address 3:32");
    row("bad v6 address", Head + "listeners: [{name: l, address: '[::g]:80'}]\n",
        "GH0003 /listeners/0/address 3:32");
    row("v6 address", Head + "listeners: [{name: l, address: '[::1]:80'}]\n", "");
    row("bad CIDR", Head + "routes: [{name: r, to: [], allow: [10.0.0.0/33]}]\n",
        "GH0003 /routes/0/allow/0 3:36");
    row("bad word", Head + "services: [{name: s, loadBalancing: {policy: leastrequest}}]\n",
        "GH0003 /services/0/loadBalancing/policy 3:46");
    row("weight out of range", Head + "services: [{name: s, endpoints: [{address: 'a:1', weight: 65536}]}]\n",
        "GH0003 /services/0/endpoints/0/weight 3:59");
    row("half a weight", Head + "services: [{name: s, endpoints: [{address: 'a:1', weight: 1.5}]}]\n",
        "GH0003 /services/0/endpoints/0/weight 3:59");
    row("percent out of range", Head + "services: [{name: s, loadBalancing: {panicPercent: 101}}]\n",
        "GH0003 /services/0/loadBalancing/panicPercent 3:52");
    row("text instead of bool", Head + "routes: [{name: r, to: [], enabled: 'true'}]\n",
        "GH0003 /routes/0/enabled 3:37");
    row("two path forms", Head + "routes: [{name: r, to: [], match: {path: {exact: /a, prefix: /b}}}]\n",
        "GH0003 /routes/0/match/path 3:42");
    row("no path form", Head + "routes: [{name: r, to: [], match: {path: {}}}]\n",
        "GH0005 /routes/0/match/path 3:42");
    row("no answer", Head + "routes: [{name: r}]\n", "GH0005 /routes/0 3:10");
    row("two answers", Head + "routes: [{name: r, to: [], respond: {}}]\n", "GH0003 /routes/0 3:10");
    row("header name", Head + "routes: [{name: r, to: [], headers: {request: {set: {'a b': c}}}}]\n",
        "GH0003 /routes/0/headers/request/set/a b 3:61");
    row("header value with a line break",
        Head + "routes: [{name: r, to: [], headers: {request: {set: {a: \"b\\r\\nc: d\"}}}}]\n",
        "GH0003 /routes/0/headers/request/set/a 3:57");
    row("pointer escapes", Head + "x-a: {'a/b~c': 1, 'a/b~c': 2}\n", "GH0002 /x-a/a~1b~0c 3:19");
    row("columns are characters", Head + "x-a: {ä: 1, ä: 2}\n", "GH0002 /x-a/ä 3:13");
    row("several", Head + "services: 1\nroutes: 2\n", "GH0003 /services 3:11; GH0003 /routes 4:9");
    row("lines end with CRLF", "gatehouse: v1\r\nname: t\r\nroutes: 2\r\n", "GH0003 /routes 3:9");
    row("byte order mark", "\xEF\xBB\xBFgatehouse: v2\nname: t\n", "GH0003 /gatehouse 1:12");
    row("not UTF-8", Head + "x-a: \"\xFF\"\n", "GH0001  3:7");
    row("half a surrogate pair", Head + "x-a: \"\\ud800\"\n", "GH0001  3:7");
    row("zero byte", Head + std::string("x-a: a\0b\n", 9), "GH0001  3:7");
}

void TestDocument::placesFindings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, findings);
    const ReadOutcome outcome = readDocument(text.toStdString(), TextFormat::Yaml);
    QVERIFY2(brief(outcome.findings) == findings, describe(outcome.findings).constData());
    QCOMPARE(hasErrors(outcome.findings), !findings.isEmpty());
}

void TestDocument::readsTheSameFromJson()
{
    const ReadOutcome yaml = readDocument(readSample("retail-edge.yaml"), TextFormat::Yaml);
    const std::string text = yaml.document.value().tree.dump(2);
    const ReadOutcome json = readDocument(text, TextFormat::Json);
    QCOMPARE(describe(json.findings), QByteArray());
    QVERIFY(json.document.value().tree == yaml.document.value().tree);
    QVERIFY(json.document.value().model == yaml.document.value().model);
    QCOMPARE(json.document.value().tree.dump(), yaml.document.value().tree.dump());
    const Mark mark = json.document.value().marks.at("/routes/0/name");
    QCOMPARE(text.substr(mark.start, mark.end - mark.start), std::string("\"customers-list\""));
}

void TestDocument::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("findings");
    const auto row = [](const char *name, const char *text, const char *findings) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(findings);
    };
    row("empty", "", "GH0001  1:1");
    row("YAML", "gatehouse: v1\n", "GH0001  1:1");
    row("comment", "{\n// c\n}", "GH0001  2:1");
    row("trailing comma", "{\"x-a\": [1,\n]}", "GH0001 /x-a/1 2:1");
    row("single quotes", "{'a': 1}", "GH0001  1:2");
    row("duplicate key", "{\"gatehouse\": \"v1\", \"name\": \"a\",\n \"name\": \"b\"}", "GH0002 /name 2:2");
    row("duplicate key, spelt otherwise", "{\"x-a\": 1, \"x-\\u0061\": 2}", "GH0002 /x-a 1:12");
    row("something after it", "{} {}", "GH0001  1:4");
    row("leading zero", "{\"x-a\": 01}", "GH0001 /x-a 1:11");
    row("hexadecimal", "{\"x-a\": 0x1}", "GH0001  1:10");
    row("plus sign", "{\"x-a\": +1}", "GH0001 /x-a 1:9");
    row("integer too large", "{\"x-a\": 9007199254740992}", "GH0006 /x-a 1:9");
    row("not a number", "{\"x-a\": NaN}", "GH0001 /x-a 1:9");
    row("control character", "{\"x-a\": \"a\tb\"}", "GH0001 /x-a 1:11");
    row("bad escape", "{\"x-a\": \"\\x41\"}", "GH0001 /x-a 1:11");
    row("half a surrogate pair", "{\"x-a\": \"\\ud800\"}", "GH0001 /x-a 1:16");
    row("no end", "{\"x-a\": \"abc", "GH0001 /x-a 1:13");
    row("wrong type", "{\"gatehouse\": \"v1\", \"name\": \"a\",\n \"routes\": 1}", "GH0003 /routes 2:12");
}

void TestDocument::refusesWhatIsNoJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, findings);
    const ReadOutcome outcome = readDocument(text.toStdString(), TextFormat::Json);
    QVERIFY2(brief(outcome.findings) == findings, describe(outcome.findings).constData());
}

void TestDocument::marksEveryNodeToTheByte()
{
    const std::string text = readSample("retail-edge.yaml");
    const Document document = readDocument(text, TextFormat::Yaml).document.value();
    std::size_t scalars = 0;
    for (const auto &[pointer, mark] : document.marks) {
        const Tree &value = document.tree.at(Pointer(pointer));
        const std::string written = text.substr(mark.start, mark.end - mark.start);
        if (value.is_string() && written.front() != '"') {
            QCOMPARE(written, value.get<std::string>());
            ++scalars;
        } else if (value.is_number()) {
            QCOMPARE(written, value.dump());
            ++scalars;
        } else if (value.is_object() && written.front() == '{') {
            QCOMPARE(written.back(), '}');
        }
        QCOMPARE(mark.line,
                 int(std::count(text.begin(), text.begin() + std::ptrdiff_t(mark.start), '\n')) + 1);
    }
    QVERIFY(scalars > 100);
}

void TestDocument::marksEveryStyleOfScalar()
{
    const std::string text =
        "a: 'it''s'\nb: \"q\\\"\"\nc: |  # header\n  one\n\n  two\n\nd: >-\n  folded\n  text\n# comment\n"
        "e:\nf: plain\n  goes on\n- \n";
    const std::string good = text.substr(0, text.size() - 3);
    const ReadOutcome outcome = readDocument(good, TextFormat::Yaml);
    QVERIFY(outcome.document.has_value());
    const auto written = [&](const char *pointer) {
        const Mark mark = outcome.document->marks.at(pointer);
        return good.substr(mark.start, mark.end - mark.start);
    };
    QCOMPARE(written("/a"), std::string("'it''s'"));
    QCOMPARE(written("/b"), std::string("\"q\\\"\""));
    QVERIFY2(written("/c").starts_with("|  # header\n  one\n\n  two\n"), written("/c").c_str());
    QVERIFY2(written("/d").starts_with(">-\n  folded\n  text\n"), written("/d").c_str());
    QCOMPARE(written("/e"), std::string());
    QCOMPARE(written("/f"), std::string("plain\n  goes on"));
    QCOMPARE(outcome.document->tree.at("c").get<std::string>(), std::string("one\n\ntwo\n"));
    QCOMPARE(outcome.document->tree.at("d").get<std::string>(), std::string("folded text"));
}

void TestDocument::expandsAliases()
{
    const ReadOutcome outcome =
        readDocument(Head
                         + "x-check: &check {interval: 5s}\n"
                           "services: [{name: a, healthCheck: *check}, {name: b, healthCheck: *check}]\n",
                     TextFormat::Yaml);
    QCOMPARE(describe(outcome.findings), QByteArray());
    QVERIFY(outcome.document->model.services.at(1).healthCheck.value().interval == 5s);
    // What stands below an alias is where the alias is.
    QVERIFY(outcome.document->marks.at("/services/0/healthCheck/interval").start
            == outcome.document->marks.at("/services/0/healthCheck").start);
}

void TestDocument::refusesAnAliasBomb()
{
    std::string text = Head + "x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int level = 1; level < 12; ++level) {
        text += "x-" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
        for (int i = 0; i < 9; ++i)
            text += (i ? ", *a" : "*a") + std::to_string(level - 1);
        text += "]\n";
    }
    const ReadOutcome outcome = readDocument(text, TextFormat::Yaml);
    QVERIFY(!outcome.document.has_value());
    QCOMPARE(outcome.findings.at(0).code, std::string("GH0006"));
    QVERIFY(outcome.findings.at(0).line.has_value());
}

void TestDocument::refusesDeepNesting_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("YAML") << int(TextFormat::Yaml);
    QTest::newRow("JSON") << int(TextFormat::Json);
}

void TestDocument::refusesDeepNesting()
{
    QFETCH(int, format);
    const std::string text = std::string(100'000, '[') + std::string(100'000, ']');
    const ReadOutcome outcome = readDocument(text, static_cast<TextFormat>(format));
    QVERIFY(!outcome.document.has_value());
    QVERIFY(outcome.findings.at(0).code == "GH0006" || outcome.findings.at(0).code == "GH0001");
}

void TestDocument::keepsUnknownFieldsInTheTree()
{
    const ReadOutcome outcome = readDocument(Head + "later: {a: [1, 2]}\n", TextFormat::Yaml);
    QVERIFY(hasErrors(outcome.findings));
    QCOMPARE(outcome.document.value().tree.at("later").dump(), std::string("{\"a\":[1,2]}"));
}

void TestDocument::checksChangesOfEnvironments()
{
    const ReadOutcome outcome =
        readDocument(Head
                         + "environments:\n  - name: p\n    changes:\n      description: null\n"
                           "      services:\n        - name: s\n          bulkhead: {maxConcurent: 1}\n"
                           "          endpoints: [{weight: 1}]\n      routes:\n        - timeout: 1s\n",
                     TextFormat::Yaml);
    QCOMPARE(brief(outcome.findings),
             QByteArray("GH0004 /environments/0/changes/services/0/bulkhead/maxConcurent 9:22; "
                        "GH0005 /environments/0/changes/services/0/endpoints/0 10:23; "
                        "GH0005 /environments/0/changes/routes/0 12:11"));
}

void TestDocument::suggestsTheFieldThatWasMeant()
{
    const ReadOutcome outcome =
        readDocument(Head + "routes: [{name: r, to: [], acess: p}]\n", TextFormat::Yaml);
    QCOMPARE(outcome.findings.at(0).fix.value(), std::string("write 'access'"));
    const ReadOutcome far = readDocument(Head + "quux: 1\n", TextFormat::Yaml);
    QVERIFY(far.findings.at(0).fix.value().starts_with("remove it"));
}

void TestDocument::hashesWithoutGatewaysAndEnvironments()
{
    Tree tree = readDocument(readSample("retail-edge.yaml"), TextFormat::Yaml).document.value().tree;
    const std::string hash = documentHash(tree);
    QCOMPARE(hash.size(), std::size_t(64));
    tree.erase("gateways");
    tree.erase("environments");
    QCOMPARE(documentHash(tree), hash);
    tree["routes"][0]["name"] = "other";
    QVERIFY(documentHash(tree) != hash);
}

void TestDocument::listsEachFieldOfAnObjectOnce()
{
    std::set<std::string_view> objects;
    for (const ObjectFields &object : documentFields()) {
        QVERIFY2(objects.insert(object.object).second, std::string(object.object).c_str());
        std::set<std::string_view> fields;
        for (const std::string_view name : object.fields)
            QVERIFY2(!name.empty() && fields.insert(name).second, std::string(name).c_str());
    }
    QVERIFY(objects.size() > 40);
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
