#include "tests/app/ctl/ctlrunner.h"

#include <nlohmann/json.hpp>

#include <QtCore/QFileInfo>
#include <QtCore/qfloat16.h>
#include <QtTest/QTest>

using namespace gatehouse::test;
using Json = nlohmann::ordered_json;

namespace {

const QByteArray Shop = R"(# The shop, as it is on Mondays.
gatehouse: v1
name: "shop"          # quoted

listeners: [{name: web, address: '127.0.0.1:8080'}]
services:
  - name: orders
    endpoints: [{address: "127.0.0.1:9201"}]   # one is enough
    timeouts: &limits {request: 10s}
  - name: stock
    endpoints:
      - address: 127.0.0.1:9301

      - address: 127.0.0.1:9302
    timeouts: *limits
routes:
  - name: orders
    match: {path: {prefix: /api/orders}}
    to: [{service: orders}]
    auth: {required: false}
)";

} // namespace

/// gatehousectl set, by the real program.
class TestSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changesOnlyItsBytes_data();
    void changesOnlyItsBytes();
    void refuses_data();
    void refuses();
    void keepsTheMode();
    void keepsAFileThatAlreadySaysSo();
    void goesOnWithErrorsThatWereThere();
    void answersScripts();

private:
    CtlRun set(const QStringList &arguments)
    {
        return runCtl(QStringList{QStringLiteral("set"), m_file} + arguments);
    }
    QByteArray text() const { return m_files.read(QStringLiteral("shop.yaml")); }

    Files m_files;
    QString m_file;
};

void TestSet::init()
{
    m_file = m_files.add(QStringLiteral("shop.yaml"), Shop);
}

void TestSet::changesOnlyItsBytes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const QStringList &arguments, const char *before,
                        const char *after) {
        QTest::newRow(name) << arguments << QByteArray(before) << QByteArray(after);
    };
    row("a text", {QStringLiteral("/name"), QStringLiteral("store")}, "\"shop\"          # quoted",
        "\"store\"          # quoted");
    row("a number", {QStringLiteral("/services/0/endpoints/0/weight"), QStringLiteral("3")},
        "{address: \"127.0.0.1:9201\"}", "{address: \"127.0.0.1:9201\", weight: 3}");
    row("a block",
        {QStringLiteral("/routes/0/auth"), QStringLiteral("{\"required\": false, \"identityHeaders\": {}}")},
        "auth: {required: false}", "auth: {required: false, identityHeaders: {}}");
    row("appended",
        {QStringLiteral("/services/1/endpoints/-"), QStringLiteral("{\"address\": \"127.0.0.1:9303\"}")},
        "      - address: 127.0.0.1:9302\n",
        "      - address: 127.0.0.1:9302\n\n      - address: 127.0.0.1:9303\n");
}

void TestSet::changesOnlyItsBytes()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const CtlRun run = set(arguments);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QByteArray expected = Shop;
    expected.replace(before, after);
    QCOMPARE(text(), expected);
    QVERIFY2(run.out.startsWith("~ "), run.out.constData());
}

void TestSet::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QStringList &arguments, const char *message) {
        QTest::newRow(name) << arguments << QByteArray(message);
    };
    row("a new error", {QStringLiteral("/routes/0/to/0/service"), QStringLiteral("ordres")},
        "shop.yaml:19:20: error GH0102 (route orders) /routes/0/to/0/service: There is no service ordres.");
    row("a misspelt field", {QStringLiteral("/routes/0/acess"), QStringLiteral("staff")}, "GH0004");
    row("a wrong type", {QStringLiteral("/routes/0/timeout"), QStringLiteral("30")}, "GH0003");
    row("through an alias", {QStringLiteral("/services/1/timeouts/request"), QStringLiteral("5s")},
        "gatehousectl: ");
    row("no such place", {QStringLiteral("/routes/7/timeout"), QStringLiteral("5s")}, "gatehousectl: ");
    row("no pointer", {QStringLiteral("routes"), QStringLiteral("5s")}, "gatehousectl: ");
    row("no value", {QStringLiteral("/name")}, "gatehousectl: A value is needed, or --remove\n");
    row("value and --remove", {QStringLiteral("/name"), QStringLiteral("x"), QStringLiteral("--remove")},
        "gatehousectl: --remove takes no value\n");
    row("what must be there", {QStringLiteral("/name"), QStringLiteral("--remove")}, "GH0005");
}

void TestSet::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const CtlRun run = set(arguments);
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(text(), Shop);
}

void TestSet::keepsTheMode()
{
    const QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QVERIFY(QFile::setPermissions(m_file, mode));
    QCOMPARE(set({QStringLiteral("/name"), QStringLiteral("store")}).exitCode, 0);
    QCOMPARE(QFileInfo(m_file).permissions(), mode);
}

void TestSet::keepsAFileThatAlreadySaysSo()
{
    const CtlRun run = set({QStringLiteral("/name"), QStringLiteral("shop"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(text(), Shop);
    QVERIFY(Json::parse(run.out.toStdString()).at("changed") == false);
}

void TestSet::goesOnWithErrorsThatWereThere()
{
    QByteArray broken = Shop;
    broken.replace("[{service: orders}]", "[{service: ordres}]");
    m_files.add(QStringLiteral("shop.yaml"), "x-first: 1\n" + broken);
    QVERIFY2(set({QStringLiteral("/x-first"), QStringLiteral("--remove")}).exitCode == 0, text().constData());
    QCOMPARE(set({QStringLiteral("/routes/0/to/0/service"), QStringLiteral("stock")}).exitCode, 0);
}

void TestSet::answersScripts()
{
    const CtlRun run =
        set({QStringLiteral("/routes/0/timeout"), QStringLiteral("5s"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(
        QByteArray::fromStdString(Json::parse(run.out.toStdString()).dump()),
        QByteArray(
            R"({"changed":true,"diff":{"created":[],"changed":[{"kind":"routes","name":"orders","fields":[{"pointer":"/timeout","new":"5s"}]}],"deleted":[],"moved":[]}})"));
    const CtlRun refused =
        set({QStringLiteral("/routes/0/timeout"), QStringLiteral("soon"), QStringLiteral("--json")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(Json::parse(refused.out.toStdString()).at("error").at("kind") == "refused");
}

QTEST_GUILESS_MAIN(TestSet)
#include "tst_set.moc"
