#include "core/base/durablefile.h"
#include "core/model/document.h"
#include "tests/support/gatewayprocess.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <thread>

#include <sys/resource.h>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString Program = QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-gateway");

std::string document(std::string_view body, std::string_view description = "d")
{
    return fmt::format(R"(gatehouse: v1
name: shop
description: "{}"
listeners:
  - {{name: web, address: "127.0.0.1:0"}}
services:
  - name: orders
    endpoints: [{{address: "127.0.0.1:1"}}, {{address: "127.0.0.1:2", weight: 3}}]
    circuitBreaker: {{}}
routes:
  - name: hello
    match: {{path: {{exact: /hello}}}}
    respond: {{status: 200, body: "{}"}}
    auth: {{required: false}}
  - name: orders
    match: {{path: {{prefix: /orders}}}}
    to: [{{service: orders}}]
    auth: {{required: false}}
)",
                       description, body);
}

std::string hello(GatewayProcess &gateway)
{
    return ask(gateway.listener(), "GET", "/hello").body;
}

std::filesystem::path revisionFile(const GatewayProcess &gateway, int number)
{
    return fmt::format("{}/revision-{:012}", gateway.stateDir().toStdString(), number);
}

int revisionOf(const GatewayProcess &gateway)
{
    return gateway.get("/v1/status")["revision"].get<int>();
}

std::string breakerOf(const GatewayProcess &gateway)
{
    return gateway.service("orders")["breaker"]["state"].get<std::string>();
}

std::size_t problemsOf(const GatewayProcess &gateway)
{
    return gateway.get("/v1/status")["problems"].size();
}

/// Lets no file of the process grow beyond so many bytes: a full disk on order.
void limitFiles(GatewayProcess &gateway, rlim_t bytes)
{
    const rlimit limit{bytes, RLIM_INFINITY};
    QCOMPARE(prlimit(static_cast<pid_t>(gateway.process().pid()), RLIMIT_FSIZE, &limit, nullptr), 0);
}

} // namespace

class TestRestart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void servesWhatWasPushedLast();
    void fillsAnEmptyStateFolderOnly();
    void resetServesTheFileAgain();
    void resetOfTheSameDocumentIsNoNewRevision();
    void keepsNumbersGrowing();
    void fallsBackToTheLastGoodRevision_data();
    void fallsBackToTheLastGoodRevision();
    void servesTheFileWhereNothingStoredIsWhole();
    void keepsOverridesOverARestart();
    void endsOverridesOnReset();
    void tellsOverridesThatAreDamaged();
    void belongsToOneGateway();
    void keepsTheFormerRevisionWhenTheDiskIsFull();
    void keepsTheFormerOverrideWhenTheDiskIsFull();
    void hasEveryAcknowledgedPushAfterAKill();
    void losesPushesWithoutAStateFolderAndSaysSo();

private:
    std::unique_ptr<GatewayProcess> m_gateway;
};

void TestRestart::init()
{
    m_gateway = std::make_unique<GatewayProcess>(Program);
    m_gateway->setConfig(document("file"));
    QVERIFY(m_gateway->start());
}

void TestRestart::servesWhatWasPushedLast()
{
    QCOMPARE(m_gateway->push(document("pushed")).status, 200);
    const std::string tag = m_gateway->call("GET", "/v1/config").headers["etag"];
    m_gateway->stop();
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("pushed"));
    QCOMPARE(revisionOf(*m_gateway), 2);
    QCOMPARE(m_gateway->call("GET", "/v1/config").headers["etag"], tag);
    QCOMPARE(problemsOf(*m_gateway), std::size_t{0});
    m_gateway->stop();
    m_gateway->setConfig({}); // the file is not needed any more
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("pushed"));
}

void TestRestart::fillsAnEmptyStateFolderOnly()
{
    m_gateway->stop();
    m_gateway->setConfig(document("another file"));
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("file"));
    QCOMPARE(revisionOf(*m_gateway), 1);
}

void TestRestart::resetServesTheFileAgain()
{
    QCOMPARE(m_gateway->push(document("pushed")).status, 200);
    m_gateway->stop();
    m_gateway->setArguments({QStringLiteral("--reset")});
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("file"));
    QCOMPARE(revisionOf(*m_gateway), 3);
    m_gateway->stop();
    m_gateway->setArguments({});
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("file"));
}

void TestRestart::resetOfTheSameDocumentIsNoNewRevision()
{
    m_gateway->stop();
    m_gateway->setArguments({QStringLiteral("--reset")});
    QVERIFY(m_gateway->start());
    QCOMPARE(revisionOf(*m_gateway), 1);
}

void TestRestart::keepsNumbersGrowing()
{
    for (int i = 2; i <= 4; ++i) {
        QCOMPARE(m_gateway->push(document("push " + std::to_string(i))).status, 200);
        QCOMPARE(revisionOf(*m_gateway), i);
        m_gateway->stop();
        QVERIFY(m_gateway->start());
        QCOMPARE(revisionOf(*m_gateway), i);
    }
}

void TestRestart::fallsBackToTheLastGoodRevision_data()
{
    QTest::addColumn<QByteArray>("damage");
    for (const char *damage : {"emptied", "cut in half", "one byte changed", "another revision"})
        QTest::newRow(damage) << QByteArray(damage);
}

void TestRestart::fallsBackToTheLastGoodRevision()
{
    QFETCH(QByteArray, damage);
    QCOMPARE(m_gateway->push(document("good")).status, 200);
    QCOMPARE(m_gateway->push(document("newest")).status, 200);
    m_gateway->stop();
    const std::filesystem::path file = revisionFile(*m_gateway, 3);
    std::string bytes = readWholeFile(file, 100'000).value();
    if (damage == "emptied")
        bytes.clear();
    else if (damage == "cut in half")
        bytes.resize(bytes.size() / 2);
    else if (damage == "one byte changed")
        bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
    else
        bytes = readWholeFile(revisionFile(*m_gateway, 2), 100'000).value();
    QVERIFY(writeDurably(file, bytes, FileAccess::Private));
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("good"));
    QCOMPARE(revisionOf(*m_gateway), 2);
    const Tree problems = m_gateway->get("/v1/status")["problems"];
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems[0].get<std::string>().find("revision 3") != std::string::npos);
    QVERIFY(problems[0].get<std::string>().find(file.string()) != std::string::npos);
    QVERIFY(m_gateway->process().waitForOutput(QRegularExpression(QStringLiteral("problem: revision 3"))));
    // The next push mends it, and gets a number that was never given.
    const Tree report = Tree::parse(m_gateway->push(document("mended")).body);
    QCOMPARE(report["revision"].get<int>(), 4);
    QCOMPARE(problemsOf(*m_gateway), std::size_t{0});
}

void TestRestart::servesTheFileWhereNothingStoredIsWhole()
{
    QCOMPARE(m_gateway->push(document("pushed")).status, 200);
    m_gateway->stop();
    for (int number = 1; number <= 2; ++number)
        QVERIFY(writeDurably(revisionFile(*m_gateway, number), "damaged", FileAccess::Private));
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("file"));
    QCOMPARE(revisionOf(*m_gateway), 3);
    QCOMPARE(problemsOf(*m_gateway), std::size_t{2});
}

void TestRestart::keepsOverridesOverARestart()
{
    const std::string endpoint = "/v1/services/orders/endpoints/127.0.0.1:2";
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "forcedOpen"})").status, 200);
    QCOMPARE(m_gateway->call("PUT", endpoint, R"({"state": "draining", "weight": 9})").status, 200);
    m_gateway->kill();
    QVERIFY(m_gateway->start());
    Tree orders = m_gateway->service("orders");
    QCOMPARE(orders["breaker"]["state"].get<std::string>(), std::string("forced_open"));
    QCOMPARE(orders["endpoints"][1]["state"].get<std::string>(), std::string("draining"));
    QCOMPARE(orders["endpoints"][1]["weight"].get<int>(), 9);
    QCOMPARE(orders["endpoints"][1]["overridden"].get<bool>(), true);
    QCOMPARE(m_gateway->call("PUT", endpoint, "null").status, 200);
    m_gateway->kill();
    QVERIFY(m_gateway->start());
    orders = m_gateway->service("orders");
    QCOMPARE(orders["breaker"]["state"].get<std::string>(), std::string("forced_open"));
    QCOMPARE(orders["endpoints"][1]["overridden"].get<bool>(), false);
}

void TestRestart::endsOverridesOnReset()
{
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "forcedOpen"})").status, 200);
    m_gateway->stop();
    m_gateway->setArguments({QStringLiteral("--reset")});
    QVERIFY(m_gateway->start());
    QCOMPARE(breakerOf(*m_gateway), std::string("closed"));
    m_gateway->stop();
    m_gateway->setArguments({});
    QVERIFY(m_gateway->start());
    QCOMPARE(breakerOf(*m_gateway), std::string("closed"));
}

void TestRestart::tellsOverridesThatAreDamaged()
{
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "forcedOpen"})").status, 200);
    m_gateway->stop();
    const QString note = m_gateway->stateDir() + QStringLiteral("/overrides");
    QVERIFY(writeDurably(note.toStdString(), "damaged", FileAccess::Private));
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("file"));
    QCOMPARE(breakerOf(*m_gateway), std::string("closed"));
    QCOMPARE(problemsOf(*m_gateway), std::size_t{1});
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "disabled"})").status, 200);
    QCOMPARE(problemsOf(*m_gateway), std::size_t{0});
}

void TestRestart::belongsToOneGateway()
{
    ChildServer second;
    QVERIFY(second.start(Program, {QStringLiteral("--state-dir"), m_gateway->stateDir()}));
    QVERIFY(second.waitForEnd());
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.output().contains("another gateway uses the state folder"));
    m_gateway->kill(); // the lock goes with the process
    QVERIFY(m_gateway->start());
}

void TestRestart::keepsTheFormerRevisionWhenTheDiskIsFull()
{
    const std::string tag = m_gateway->call("GET", "/v1/config").headers["etag"];
    const std::string large = document("large", std::string(20'000, 'x'));
    limitFiles(*m_gateway, 10'000);
    const HttpAnswer refused = m_gateway->push(large);
    QCOMPARE(refused.status, 500);
    QCOMPARE(Tree::parse(refused.body)["error"].get<std::string>(), std::string("not_stored"));
    QCOMPARE(hello(*m_gateway), std::string("file"));
    QCOMPARE(revisionOf(*m_gateway), 1);
    QCOMPARE(m_gateway->call("GET", "/v1/config").headers["etag"], tag);
    QCOMPARE(m_gateway->push(document("small")).status, 200);
    QCOMPARE(revisionOf(*m_gateway), 2);
    limitFiles(*m_gateway, RLIM_INFINITY);
    QCOMPARE(m_gateway->push(large).status, 200);
    m_gateway->stop();
    QVERIFY(m_gateway->start());
    QCOMPARE(hello(*m_gateway), std::string("large"));
    // Nothing half-written is left behind.
    QCOMPARE(QDir(m_gateway->stateDir()).entryList({QStringLiteral(".*")}, QDir::Files | QDir::Hidden).size(),
             0);
}

void TestRestart::keepsTheFormerOverrideWhenTheDiskIsFull()
{
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "disabled"})").status, 200);
    limitFiles(*m_gateway, 20);
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/breaker", R"({"state": "forcedOpen"})").status, 500);
    QCOMPARE(breakerOf(*m_gateway), std::string("disabled"));
    QCOMPARE(m_gateway->call("PUT", "/v1/services/orders/endpoints/127.0.0.1:1", R"({"weight": 4})").status,
             500);
    QCOMPARE(m_gateway->service("orders")["endpoints"][0]["weight"].get<int>(), 1);
}

void TestRestart::hasEveryAcknowledgedPushAfterAKill()
{
    for (int round = 0; round < 6; ++round) {
        std::atomic<int> acknowledged{-1};
        std::atomic<bool> running{true};
        std::thread pusher([&] {
            for (int i = 0; running; ++i) {
                if (m_gateway->push(document(fmt::format("round {} push {}", round, i))).status == 200)
                    acknowledged = i;
            }
        });
        const int enough = 3 + round * 2;
        const bool pushed = waitUntil([&] { return acknowledged >= enough; });
        m_gateway->kill();
        running = false;
        pusher.join();
        QVERIFY(pushed);
        QVERIFY(m_gateway->start());
        // The last one may have been stored without its answer having come through.
        const std::string served = hello(*m_gateway);
        const int last = acknowledged;
        const bool isThere = served == fmt::format("round {} push {}", round, last)
            || served == fmt::format("round {} push {}", round, last + 1);
        QVERIFY2(isThere, fmt::format("acknowledged {}, served '{}'", last, served).c_str());
        QCOMPARE(problemsOf(*m_gateway), std::size_t{0});
    }
}

void TestRestart::losesPushesWithoutAStateFolderAndSaysSo()
{
    ChildServer gateway;
    QVERIFY(gateway.start(Program,
                          {QStringLiteral("--config"), m_gateway->file(QStringLiteral("config.yaml")),
                           QStringLiteral("--admin"), QStringLiteral("127.0.0.1:0"),
                           QStringLiteral("--token-file"), m_gateway->file(QStringLiteral("token"))}));
    QRegularExpressionMatch match;
    QVERIFY(gateway.waitForOutput(QRegularExpression(QStringLiteral("^admin (\\S+)$")), &match));
    const HttpFields fields{{"Authorization", "Bearer " + std::string{GatewayProcess::Token}},
                            {"If-Match", "*"}};
    const std::string admin = match.captured(1).toStdString();
    const Tree status = Tree::parse(ask(admin, "GET", "/v1/status", fields).body);
    QCOMPARE(status["revision"].get<int>(), 1);
    QCOMPARE(status["problems"].size(), std::size_t{1});
    QVERIFY(status["problems"][0].get<std::string>().find("--state-dir") != std::string::npos);
    QCOMPARE(ask(admin, "PUT", "/v1/config", fields, document("pushed")).status, 200);
    QCOMPARE(ask(admin, "GET", "/v1/revisions", fields).status, 200);
    QCOMPARE(ask(admin, "PUT", "/v1/secrets/a", fields, "b").status, 409);
}

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_restart.moc"
