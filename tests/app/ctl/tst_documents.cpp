#include "tests/app/ctl/ctlrunner.h"

#include <nlohmann/json.hpp>

#include <QtCore/QDir>
#include <QtCore/qfloat16.h>
#include <QtTest/QTest>

using namespace gatehouse::test;
using Json = nlohmann::ordered_json;

namespace {

const QByteArray Shop = R"(gatehouse: v1
name: shop
listeners: [{name: web, address: "127.0.0.1:8080"}]
services:
  - name: orders
    endpoints: [{address: "127.0.0.1:9201"}]
routes:
  - name: orders
    match: {path: {prefix: /api/orders}}
    to: [{service: orders}]
    rewrite: {prefix: /orders}
  - name: order
    match: {methods: [GET], path: {template: "/api/orders/{id}"}}
    to: [{service: orders}]
    rewrite: {path: "/orders/{id}"}
authProviders: [{name: staff, issuer: i, audiences: [a], algorithms: [HS256], keys: {secret: k}}]
environments:
  - name: production
    changes:
      services: [{name: orders, endpoints: [{address: "orders.internal:80"}]}]
      routes: [{name: order, to: [{service: ordres}]}]
)";

QByteArray changed(const char *before, const char *after)
{
    QByteArray text = Shop;
    text.replace(before, after);
    return text;
}

} // namespace

/// Commands that only look at documents, by the real program.
class TestDocuments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validatesAGoodDocument();
    void validatesForPeople();
    void validatesForScripts();
    void findsWhatOnlyAnEnvironmentHas();
    void findsThatATextIsNoDocument();
    void readsStandardInput();
    void failsWhereAFileCannotBeRead_data();
    void failsWhereAFileCannotBeRead();
    void listsFindings();
    void explainsOneFinding();
    void explainsARequest();
    void explainsForPeople();
    void explainsInAnEnvironment();
    void refusesToExplain_data();
    void refusesToExplain();
    void comparesDocuments();
    void comparesForPeople();
    void hashesWithoutGatewaysAndEnvironments();
    void convertsThereAndBack();
    void saysItsVersion();
    void failsWhereItsAnswerCannotBeWritten();
    void failsWithUsage();

private:
    Files m_files;
};

void TestDocuments::validatesAGoodDocument()
{
    const CtlRun run = runCtl({QStringLiteral("validate"), m_files.add(QStringLiteral("shop.yaml"), Shop)});
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.out.endsWith("shop.yaml: no findings\n"), run.out.constData());
    QCOMPARE(run.err, QByteArray());
}

void TestDocuments::validatesForPeople()
{
    const QString file = m_files.add(
        QStringLiteral("wrong.yaml"),
        changed("    to: [{service: orders}]\n    rewrite: {prefix",
                "    timeout: 45s\n    to: [{service: orders}, {service: ordres}]\n    rewrite: {prefix"));
    const CtlRun run = runCtl({QStringLiteral("validate"), file});
    QCOMPARE(run.exitCode, 2);
    const QByteArray name = file.toUtf8();
    QCOMPARE(run.out,
             name
                 + ":10:14: warning GH0304 (route orders) /routes/0/timeout: Longer than the 30 s limit of "
                   "orders. Use 30 s.\n"
                 + name
                 + ":11:39: error GH0102 (route orders) /routes/0/to/1/service: There is no service ordres. "
                   "Add the service, or name one that exists.\n"
                 + name + ": 1 error, 1 warning\n");
}

void TestDocuments::validatesForScripts()
{
    const QString file = m_files.add(QStringLiteral("wrong.json"), R"({"gatehouse": "v1", "name": "a",
  "routes": [{"name": "r", "acess": 1, "respond": {}, "auth": {"required": false}}]})");
    const CtlRun run = runCtl({QStringLiteral("validate"), file, QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 2);
    const Json json = Json::parse(run.out.toStdString());
    const Json &finding = json.at("findings").at(0);
    QCOMPARE(QByteArray::fromStdString(finding.at("code")), QByteArray("GH0122"));
    QVERIFY(finding.at("pointer") == "");
    const auto unknown = std::find_if(json["findings"].begin(), json["findings"].end(),
                                      [](const Json &entry) { return entry["code"] == "GH0004"; });
    QVERIFY(unknown != json["findings"].end());
    QCOMPARE(
        QByteArray::fromStdString(unknown->dump()),
        QByteArray(
            R"({"code":"GH0004","severity":"error","pointer":"/routes/0/acess","line":2,"column":28,"message":"'acess' is no field of this object","fix":"write 'access'"})"));
    const auto open = std::find_if(json["findings"].begin(), json["findings"].end(),
                                   [](const Json &entry) { return entry["code"] == "GH0118"; });
    QVERIFY(open != json["findings"].end());
    QVERIFY(open->at("fix").is_null());
}

void TestDocuments::findsWhatOnlyAnEnvironmentHas()
{
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun run = runCtl({QStringLiteral("validate"), file, QStringLiteral("--env"),
                               QStringLiteral("production"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 2);
    const Json json = Json::parse(run.out.toStdString());
    QCOMPARE(json["findings"].size(), std::size_t(1));
    QVERIFY(json["findings"][0]["code"] == "GH0102");
    QVERIFY(json["findings"][0]["pointer"] == "/routes/1/to/0/service");
    // What stands there in the text is another service: its line would mislead.
    QVERIFY(json["findings"][0]["line"] != 14);
    const CtlRun unknown =
        runCtl({QStringLiteral("validate"), file, QStringLiteral("--env"), QStringLiteral("moon")});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.err.contains("moon"));
}

void TestDocuments::findsThatATextIsNoDocument()
{
    const QString file = m_files.add(QStringLiteral("broken.yaml"), "gatehouse: [\n");
    const CtlRun run = runCtl({QStringLiteral("validate"), file, QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 2);
    const Json json = Json::parse(run.out.toStdString());
    QVERIFY(json["findings"][0]["code"] == "GH0001");
    QVERIFY(json["findings"][0]["line"] == 2);
    // For every other command it is an error.
    const CtlRun hash = runCtl({QStringLiteral("hash"), file});
    QCOMPARE(hash.exitCode, 1);
    QVERIFY2(hash.err.contains("broken.yaml:2:1: "), hash.err.constData());
}

void TestDocuments::readsStandardInput()
{
    const CtlRun run = runCtl({QStringLiteral("validate"), QStringLiteral("-")}, Shop);
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out, QByteArray("-: no findings\n"));
}

void TestDocuments::failsWhereAFileCannotBeRead_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString absent = m_files.path(QStringLiteral("absent.yaml"));
    const QString there = m_files.add(QStringLiteral("there.yaml"), Shop);
    for (const char *command : {"validate", "hash"})
        QTest::newRow(command) << QStringList{QString::fromLatin1(command), absent};
    QTest::newRow("explain") << QStringList{QStringLiteral("explain"), absent, QStringLiteral("--path"),
                                            QStringLiteral("/")};
    QTest::newRow("diff, first") << QStringList{QStringLiteral("diff"), absent, there};
    QTest::newRow("diff, second") << QStringList{QStringLiteral("diff"), there, absent};
    QTest::newRow("a folder") << QStringList{QStringLiteral("validate"), QDir::tempPath()};
}

void TestDocuments::failsWhereAFileCannotBeRead()
{
    QFETCH(QStringList, arguments);
    const CtlRun run = runCtl(arguments);
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.startsWith("gatehousectl: "), run.err.constData());
    const CtlRun json = runCtl(arguments + QStringList{QStringLiteral("--json")});
    QCOMPARE(json.exitCode, 1);
    QVERIFY(Json::parse(json.out.toStdString()).at("error").at("message").is_string());
}

void TestDocuments::listsFindings()
{
    const CtlRun run = runCtl({QStringLiteral("findings")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.contains("GH0103  warning  Route that never wins\n"));
    const CtlRun json = runCtl({QStringLiteral("findings"), QStringLiteral("--json")});
    QVERIFY(Json::parse(json.out.toStdString()).at("findings").size()
            == static_cast<std::size_t>(run.out.count('\n')));
}

void TestDocuments::explainsOneFinding()
{
    const CtlRun run = runCtl({QStringLiteral("findings"), QStringLiteral("GH0112")});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(
        run.out,
        QByteArray(
            "GH0112 error: Target given twice\n"
            "Targets are told apart by their service, so that their weights can be compared and changed.\n"
            "Remove one, and give the other the weight of both.\n"
            "\nFound in:\n  services: [{name: s}]\n  routes: [{name: a, to: [{service: s, weight: 3}, "
            "{service: s}]}]\n"
            "\nNot in:\n  services: [{name: s}]\n  routes: [{name: a, to: [{service: s, weight: 4}]}]\n"));
    const CtlRun unknown = runCtl({QStringLiteral("findings"), QStringLiteral("GH9999")});
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.err,
             QByteArray(
                 "gatehousectl: There is no finding GH9999\n  See gatehousectl findings for all of them\n"));
}

void TestDocuments::explainsARequest()
{
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun run = runCtl({QStringLiteral("explain"), file, QStringLiteral("--path"),
                               QStringLiteral("/api//orders/7?x=1"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    const Json json = Json::parse(run.out.toStdString());
    QVERIFY(json["route"] == "order");
    QVERIFY(json["status"].is_null());
    QVERIFY(json["upstreamPath"] == "/orders/7");
    QVERIFY(json["params"]["id"] == "7");
    QVERIFY(json["to"][0]["service"] == "orders");
    QVERIFY(json["candidates"][0]["route"] == "orders");
    QVERIFY(json["candidates"][0]["matched"] == true);
    QVERIFY(json["candidates"][0]["reason"] == "outranked");
}

void TestDocuments::explainsForPeople()
{
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun run =
        runCtl({QStringLiteral("explain"), file, QStringLiteral("--method"), QStringLiteral("PUT"),
                QStringLiteral("--path"), QStringLiteral("/api/orders/7")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.out.startsWith(
                 "orders to orders\n  path upstream /orders/7\n\nWhy the others lost:\n  order  method  "),
             run.out.constData());
    const CtlRun none =
        runCtl({QStringLiteral("explain"), file, QStringLiteral("--path"), QStringLiteral("/")});
    QVERIFY2(none.out.startsWith("No route: the gateway answers 404\n"), none.out.constData());
}

void TestDocuments::explainsInAnEnvironment()
{
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun run = runCtl({QStringLiteral("explain"), file, QStringLiteral("--path=/api/orders/7"),
                               QStringLiteral("--env=production"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(Json::parse(run.out.toStdString())["to"][0]["service"] == "ordres");
}

void TestDocuments::refusesToExplain_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("header")
        << QStringList{QStringLiteral("--path=/"), QStringLiteral("--header"), QStringLiteral("nothing")}
        << QByteArray("gatehousectl: --header: 'nothing' is no header\n  Write it as in 'X-Preview: yes'\n");
    QTest::newRow("listener") << QStringList{QStringLiteral("--path=/"), QStringLiteral("--listener=moon")}
                              << QByteArray("moon");
    QTest::newRow("path")
        << QStringList{}
        << QByteArray(
               "gatehousectl: explain needs --path PATH\n  Usage: gatehousectl explain FILE --path PATH");
}

void TestDocuments::refusesToExplain()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun run = runCtl(QStringList{QStringLiteral("explain"), file} + arguments);
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains(message), run.err.constData());
}

void TestDocuments::comparesDocuments()
{
    const QString before = m_files.add(QStringLiteral("before.yaml"), Shop);
    const QString after = m_files.add(QStringLiteral("after.yaml"),
                                      changed("prefix: /api/orders", "prefix: \"/api/orders/v2\""));
    const CtlRun run = runCtl({QStringLiteral("diff"), before, after, QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(
        QByteArray::fromStdString(Json::parse(run.out.toStdString()).dump()),
        QByteArray(
            R"({"created":[],"changed":[{"kind":"routes","name":"orders","fields":[{"pointer":"/match/path/prefix","old":"/api/orders","new":"/api/orders/v2"}]}],"deleted":[],"moved":[]})"));
    const CtlRun same = runCtl({QStringLiteral("diff"), before, before, QStringLiteral("--json")});
    QCOMPARE(same.exitCode, 0);
}

void TestDocuments::comparesForPeople()
{
    const QString before = m_files.add(QStringLiteral("before.yaml"), Shop);
    const QString after = m_files.add(QStringLiteral("after.yaml"),
                                      changed("  - name: order\n", "  - name: order\n    timeout: 5s\n")
                                          .replace("name: shop", "name: store"));
    const CtlRun run = runCtl({QStringLiteral("diff"), before, after});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.out,
             QByteArray("~ name: \"shop\" → \"store\"\n~ route order\n    /timeout: nothing → \"5s\"\n"));
    QCOMPARE(runCtl({QStringLiteral("diff"), before, before}).out, QByteArray("no differences\n"));
}

void TestDocuments::hashesWithoutGatewaysAndEnvironments()
{
    const QString file = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const QString other =
        m_files.add(QStringLiteral("other.yaml"),
                    Shop.left(Shop.indexOf("environments:")) + "gateways: [{name: g, make: haproxy}]\n");
    const CtlRun run = runCtl({QStringLiteral("hash"), file});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out.size(), qsizetype(65));
    QCOMPARE(runCtl({QStringLiteral("hash"), other}).out, run.out);
    QCOMPARE(Json::parse(runCtl({QStringLiteral("hash"), file, QStringLiteral("--json")}).out.toStdString())
                 .at("hash"),
             run.out.trimmed().toStdString());
    QVERIFY(runCtl({QStringLiteral("hash"), file, QStringLiteral("--env=production")}).out != run.out);
}

void TestDocuments::convertsThereAndBack()
{
    const QString yaml = m_files.add(QStringLiteral("shop.yaml"), Shop);
    const CtlRun there = runCtl({QStringLiteral("convert"), yaml, QStringLiteral("--to=json")});
    QCOMPARE(there.exitCode, 0);
    const QString json = m_files.add(QStringLiteral("shop.json"), there.out);
    const CtlRun back =
        runCtl({QStringLiteral("convert"), json, QStringLiteral("--to"), QStringLiteral("yaml")});
    QCOMPARE(back.exitCode, 0);
    const QString again = m_files.add(QStringLiteral("again.yaml"), back.out);
    QCOMPARE(runCtl({QStringLiteral("diff"), yaml, again}).exitCode, 0);
    QCOMPARE(runCtl({QStringLiteral("hash"), again}).out, runCtl({QStringLiteral("hash"), yaml}).out);
    const CtlRun wrong = runCtl({QStringLiteral("convert"), yaml, QStringLiteral("--to=xml")});
    QCOMPARE(wrong.exitCode, 1);
    QCOMPARE(wrong.err, QByteArray("gatehousectl: --to: 'xml' is no format\n  Use json or yaml\n"));
}

void TestDocuments::saysItsVersion()
{
    const CtlRun run = runCtl({QStringLiteral("--version")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.startsWith("gatehousectl 0."));
}

void TestDocuments::failsWhereItsAnswerCannotBeWritten()
{
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehousectl"), {QStringLiteral("findings")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(process.readAllStandardError(), QByteArray("gatehousectl: the output could not be written\n"));
}

void TestDocuments::failsWithUsage()
{
    const CtlRun run = runCtl({QStringLiteral("frobnicate")});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.err,
             QByteArray("gatehousectl: There is no command 'frobnicate'\n  See gatehousectl --help\n"));
    const CtlRun help = runCtl({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains("\n  validate  "));
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
