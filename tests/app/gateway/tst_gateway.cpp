#include "app/gateway/journal.h"
#include "app/gateway/options.h"
#include "core/base/durablefile.h"
#include "tests/support/freeport.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/steppedclock.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryFile>
#include <QtTest/QTest>

#include <fmt/format.h>

#include <csignal>
#include <thread>

#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString Program = QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-gateway");
const std::string OneListener = R"(  - {name: web, address: "127.0.0.1:0"})";

std::string document(std::string_view listeners)
{
    return fmt::format(R"(gatehouse: v1
name: shop
listeners:
{}
routes:
  - name: hello
    match: {{path: {{exact: /hello}}}}
    respond: {{status: 200, body: hello}}
    auth: {{required: false}}
)",
                       listeners);
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

std::vector<std::string> arguments(const char *text)
{
    std::vector<std::string> list;
    for (const QString &word : words(text))
        list.push_back(word.toStdString());
    return list;
}

/// A service that keeps its callers waiting, behind a gateway.
struct Waiting
{
    ChildServer demo;
    GatewayProcess gateway{Program};
    std::string web;

    bool start(int latency)
    {
        QRegularExpressionMatch match;
        if (!demo.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-demo"),
                        {QStringLiteral("--base-port"), QStringLiteral("0")})
            || !demo.waitForOutput(QRegularExpression(QStringLiteral("^control (\\S+)$")), &match))
            return false;
        const std::string control = match.captured(1).toStdString();
        if (!demo.waitForOutput(QRegularExpression(QStringLiteral("^listening notification-service (\\S+)$")),
                                &match))
            return false;
        gateway.setConfig(fmt::format("{}  - name: notes\n    match: {{path: {{prefix: /notifications}}}}\n"
                                      "    to: [{{service: notes}}]\n    auth: {{required: false}}\n"
                                      "services:\n  - {{name: notes, endpoints: [{{address: \"{}\"}}]}}\n",
                                      document(OneListener), match.captured(1).toStdString()));
        if (!gateway.start())
            return false;
        web = gateway.listener();
        return ask(control, "PUT", "/faults", {{"Content-Type", "application/json"}},
                   fmt::format(R"({{"latencyMs": {}}})", latency))
                   .status
            == 200;
    }

    std::uint64_t active() const { return gateway.service("notes")["active"].get<std::uint64_t>(); }
};

} // namespace

class TestGateway final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheFlagsOfTheDocument();
    void readsItsFlags();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void helpsAndTellsItsVersion();
    void printsWhereItListens();
    void takesOtherAddressesForListeners();
    void printsListenersThatComeWithAPush();
    void refusesAConfigWithErrors();
    void refusesWhatItCannotOpen_data();
    void refusesWhatItCannotOpen();
    void refusesAnAddressThatIsTaken();
    void opensItsAdminApiOnLoopbackOnly_data();
    void opensItsAdminApiOnLoopbackOnly();
    void refusesATokenThatOthersMayRead();
    void waitsForItsFirstPush();
    void endsOnSigterm();
    void finishesRequestsBeforeItEnds();
    void cutsRequestsOffOnASecondSignal();
    void readsItsTokenAgainOnSighup();
    void journalNeverWaits();
};

void TestGateway::hasTheFlagsOfTheDocument()
{
    const std::string help = gatewayHelp();
    for (const char *flag :
         {"--config FILE", "--name NAME", "--listen [NAME=]ADDRESS", "--admin ADDRESS", "--token-file FILE",
          "--secrets-dir DIR", "--files-dir DIR", "--state-dir DIR", "--threads N", "--reset"})
        QVERIFY2(help.find(flag) != std::string::npos, flag);
}

void TestGateway::readsItsFlags()
{
    const GatewayOptions options =
        readGatewayOptions(
            arguments("--config a.yaml --name edge-1 --listen web=127.0.0.1:80 intern=[::1]:81 "
                      "--listen 0.0.0.0:82 --admin 127.0.0.1:7001 --token-file t --secrets-dir s "
                      "--files-dir f --state-dir d --threads 3 --reset"))
            .value();
    QCOMPARE(options.config, std::filesystem::path("a.yaml"));
    QCOMPARE(options.name, std::string("edge-1"));
    QCOMPARE(options.listen.size(), std::size_t{3});
    QCOMPARE(toString(options.listen.at(ListenerName{"web"})), std::string("127.0.0.1:80"));
    QCOMPARE(toString(options.listen.at(ListenerName{"intern"})), std::string("[::1]:81"));
    QCOMPARE(toString(options.listen.at(ListenerName{})), std::string("0.0.0.0:82"));
    QCOMPARE(toString(*options.admin), std::string("127.0.0.1:7001"));
    QCOMPARE(options.tokenFile, std::filesystem::path("t"));
    QCOMPARE(options.secretsDir, std::filesystem::path("s"));
    QCOMPARE(options.filesDir, std::filesystem::path("f"));
    QCOMPARE(options.stateDir, std::filesystem::path("d"));
    QCOMPARE(options.threads, 3U);
    QVERIFY(options.reset);
}

void TestGateway::refusesWrongUsage_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "--name edge-1",
                             "--config",
                             "--config a --speed 5",
                             "--config a stray",
                             "--config a --threads 0",
                             "--config a --threads many",
                             "--config a --threads 1000",
                             "--config a --name -x",
                             "--config a --name a/b",
                             "--config a --listen nowhere",
                             "--config a --listen web=nowhere",
                             "--config a --listen =127.0.0.1:1",
                             "--config a --listen 127.0.0.1:1 --listen 127.0.0.1:2",
                             "--config a --listen a=127.0.0.1:1 a=127.0.0.1:2",
                             "--config a --admin 127.0.0.1:1",
                             "--config a --admin here --token-file t",
                             "--reset --state-dir d",
                             "--config a --reset=yes",
                             "--config= --state-dir d",
                             "--config a --admin-tls"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void TestGateway::refusesWrongUsage()
{
    QFETCH(QByteArray, text);
    QVERIFY(!readGatewayOptions(arguments(text.constData())));
    ChildServer gateway;
    QVERIFY(gateway.start(Program, words(text.constData())));
    QVERIFY(gateway.waitForEnd());
    QCOMPARE(gateway.exitCode(), 1);
    QVERIFY(gateway.output().startsWith("gatehouse-gateway: "));
}

void TestGateway::helpsAndTellsItsVersion()
{
    for (const char *flag : {"--help", "--version"}) {
        ChildServer gateway;
        QVERIFY(gateway.start(Program, {QString::fromLatin1(flag)}));
        QVERIFY(gateway.waitForEnd());
        QCOMPARE(gateway.exitCode(), 0);
        QVERIFY(gateway.output().contains("gatehouse-gateway"));
    }
}

void TestGateway::printsWhereItListens()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener + "\n  - {name: intern, address: \"127.0.0.1:0\"}"));
    QVERIFY(gateway.start());
    QRegularExpressionMatch match;
    for (const char *name : {"web", "intern"}) {
        QVERIFY(gateway.process().waitForOutput(
            QRegularExpression(
                QStringLiteral("^listening %1 (127\\.0\\.0\\.1:\\d+)$").arg(QLatin1String(name))),
            &match));
        QCOMPARE(match.captured(1).toStdString(), gateway.listener(name));
        QCOMPARE(ask(match.captured(1).toStdString(), "GET", "/hello").status, 200);
    }
}

void TestGateway::takesOtherAddressesForListeners()
{
    const std::vector<std::uint16_t> ports = freePorts(3);
    const auto at = [&ports](std::size_t index) {
        return fmt::format("127.0.0.1:{}", ports[index]);
    };
    GatewayProcess gateway(Program);
    gateway.setConfig(document(fmt::format(
        "  - {{name: web, address: \"{}\"}}\n  - {{name: intern, address: \"{}\"}}", at(0), at(1))));
    gateway.setArguments({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                          QStringLiteral("--listen"), QString::fromStdString("intern=" + at(2))});
    QVERIFY(gateway.start());
    QCOMPARE(gateway.listener("intern"), at(2));
    QVERIFY(gateway.listener("web") != at(0));
    QCOMPARE(ask(gateway.listener("web"), "GET", "/hello").status, 200);
    QVERIFY(!HttpProbe(at(0)).isConnected());
    QVERIFY(!HttpProbe(at(1)).isConnected());
}

void TestGateway::printsListenersThatComeWithAPush()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener));
    QVERIFY(gateway.start());
    const std::string before = gateway.listener();
    QCOMPARE(gateway.push(document(OneListener + "\n  - {name: second, address: \"127.0.0.1:0\"}")).status,
             200);
    QRegularExpressionMatch match;
    QVERIFY(gateway.process().waitForOutput(QRegularExpression(QStringLiteral("^listening second (\\S+)$")),
                                            &match));
    QCOMPARE(ask(match.captured(1).toStdString(), "GET", "/hello").status, 200);
    QCOMPARE(gateway.listener(), before);
    QCOMPARE(gateway.process().output().count("listening web "), 1);
}

void TestGateway::refusesAConfigWithErrors()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener) + "acess: {}\n");
    QVERIFY(!gateway.start());
    QVERIFY(gateway.process().waitForEnd());
    QCOMPARE(gateway.process().exitCode(), 2);
    // FILE:LINE:COLUMN, the code and where it is.
    QVERIFY(QRegularExpression(QStringLiteral("config\\.yaml:10:\\d+: error GH\\d{4} /acess: "))
                .match(QString::fromUtf8(gateway.process().output()))
                .hasMatch());
}

void TestGateway::refusesWhatItCannotOpen_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("config") << QStringLiteral("--config /none/config.yaml");
    QTest::newRow("state folder") << QStringLiteral("--config CONFIG --state-dir /proc/none");
    QTest::newRow("token") << QStringLiteral("--config CONFIG --admin 127.0.0.1:0 --token-file /none/token");
    QTest::newRow("listener") << QStringLiteral("--config CONFIG --listen 192.0.2.1:80");
}

void TestGateway::refusesWhatItCannotOpen()
{
    QFETCH(QString, arguments);
    QTemporaryFile config;
    QVERIFY(config.open());
    config.write(QByteArray::fromStdString(document(OneListener)));
    config.close();
    ChildServer gateway;
    QVERIFY(gateway.start(
        Program, arguments.replace(QStringLiteral("CONFIG"), config.fileName()).split(QLatin1Char(' '))));
    QVERIFY(gateway.waitForEnd());
    QCOMPARE(gateway.exitCode(), 1);
    QVERIFY(gateway.output().contains("gatehouse-gateway: "));
}

void TestGateway::refusesAnAddressThatIsTaken()
{
    GatewayProcess first(Program);
    first.setConfig(document(OneListener));
    QVERIFY(first.start());
    GatewayProcess second(Program);
    second.setConfig(document(OneListener));
    second.setArguments({QStringLiteral("--admin"), QString::fromStdString(first.admin())});
    QVERIFY(!second.start());
    QVERIFY(second.process().waitForEnd());
    QCOMPARE(second.process().exitCode(), 1);
    QVERIFY(second.process().output().contains(first.admin().c_str()));
}

void TestGateway::opensItsAdminApiOnLoopbackOnly_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"0.0.0.0:0", "192.0.2.1:7001", "[::]:0", "shop.example.com:7001"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestGateway::opensItsAdminApiOnLoopbackOnly()
{
    QFETCH(QString, address);
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener));
    gateway.setArguments({QStringLiteral("--admin"), address});
    QVERIFY(!gateway.start());
    QVERIFY(gateway.process().waitForEnd());
    QCOMPARE(gateway.process().exitCode(), 1);
    QVERIFY(gateway.process().output().contains("not loopback"));
}

void TestGateway::refusesATokenThatOthersMayRead()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener));
    std::filesystem::permissions(gateway.file(QStringLiteral("token")).toStdString(),
                                 std::filesystem::perms(0640));
    QVERIFY(!gateway.start());
    QVERIFY(gateway.process().waitForEnd());
    QCOMPARE(gateway.process().exitCode(), 1);
    QVERIFY(gateway.process().output().contains("0640"));
}

void TestGateway::waitsForItsFirstPush()
{
    GatewayProcess gateway(Program);
    QVERIFY(gateway.start());
    const Tree status = gateway.get("/v1/status");
    QCOMPARE(status["revision"].get<int>(), 0);
    QCOMPARE(status["problems"].size(), std::size_t{1});
    QVERIFY(status["problems"][0].get<std::string>().find("push one") != std::string::npos);
    QCOMPARE(gateway.push(document(OneListener)).status, 200);
    QCOMPARE(ask(gateway.listener(), "GET", "/hello").status, 200);
    QCOMPARE(gateway.get("/v1/status")["problems"].size(), std::size_t{0});
}

void TestGateway::endsOnSigterm()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener));
    QVERIFY(gateway.start());
    const std::string address = gateway.listener();
    HttpProbe idle(address);
    QCOMPARE(idle.ask("GET", "/hello").status, 200);
    QElapsedTimer timer;
    timer.start();
    gateway.process().signal(SIGTERM);
    QVERIFY(gateway.process().waitForEnd());
    QVERIFY(timer.elapsed() < 5'000); // an idle connection holds nothing up
    QCOMPARE(gateway.process().exitCode(), 0);
    QVERIFY(!HttpProbe(address).isConnected());
}

void TestGateway::finishesRequestsBeforeItEnds()
{
    Waiting waiting;
    QVERIFY(waiting.start(1'500));
    HttpProbe probe(waiting.web);
    QVERIFY(probe.send("GET /notifications HTTP/1.1\r\nHost: a\r\n\r\n"));
    QTRY_COMPARE(waiting.active(), std::uint64_t{1});
    waiting.gateway.process().signal(SIGTERM);
    QVERIFY(waitUntil([&] { return !HttpProbe(waiting.web).isConnected(); }));
    const HttpAnswer answer = probe.read();
    QCOMPARE(answer.status, 200);
    QVERIFY(probe.isClosedByServer());
    QVERIFY(waiting.gateway.process().waitForEnd());
    QCOMPARE(waiting.gateway.process().exitCode(), 0);
    QVERIFY(!waiting.gateway.process().output().contains("cut off"));
}

void TestGateway::cutsRequestsOffOnASecondSignal()
{
    Waiting waiting;
    QVERIFY(waiting.start(20'000));
    HttpProbe probe(waiting.web);
    QVERIFY(probe.send("GET /notifications HTTP/1.1\r\nHost: a\r\n\r\n"));
    QTRY_COMPARE(waiting.active(), std::uint64_t{1});
    QElapsedTimer timer;
    timer.start();
    waiting.gateway.process().signal(SIGTERM);
    QVERIFY(waiting.gateway.process().waitForOutput(QRegularExpression(QStringLiteral("draining"))));
    QVERIFY(waiting.gateway.process().isRunning());
    waiting.gateway.process().signal(SIGTERM);
    QVERIFY(waiting.gateway.process().waitForEnd());
    QVERIFY(timer.elapsed() < 10'000);
    QCOMPARE(waiting.gateway.process().exitCode(), 0);
    QVERIFY(waiting.gateway.process().output().contains("cut off"));
    QCOMPARE(probe.read().status, 0);
}

void TestGateway::readsItsTokenAgainOnSighup()
{
    GatewayProcess gateway(Program);
    gateway.setConfig(document(OneListener));
    QVERIFY(gateway.start());
    const std::filesystem::path file = gateway.file(QStringLiteral("token")).toStdString();
    QVERIFY(writeDurably(file, "another", FileAccess::Private));
    QCOMPARE(gateway.call("GET", "/v1/status").status, 200);
    gateway.process().signal(SIGHUP);
    QVERIFY(gateway.process().waitForOutput(QRegularExpression(QStringLiteral("were read again"))));
    QCOMPARE(gateway.call("GET", "/v1/status").status, 401);
    const HttpFields another{{"Authorization", "Bearer another"}};
    QCOMPARE(ask(gateway.admin(), "GET", "/v1/status", another).status, 200);
    // A file that has become public is not believed; the former token stays.
    QVERIFY(writeDurably(file, "public", FileAccess::Shared));
    gateway.process().signal(SIGHUP);
    QVERIFY(gateway.process().waitForOutput(QRegularExpression(QStringLiteral("the former token stays"))));
    QCOMPARE(ask(gateway.admin(), "GET", "/v1/status", another).status, 200);
}

void TestGateway::journalNeverWaits()
{
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    std::FILE *out = ::fdopen(ends[1], "w");
    SteppedClock clock;
    QElapsedTimer timer;
    timer.start();
    std::string text;
    std::thread reader;
    {
        Journal journal(clock, out);
        // Nobody reads, and a pipe holds 64 KiB.
        for (int i = 0; i < 50'000; ++i)
            journal.add(fmt::format("line {}", i));
        QVERIFY(timer.elapsed() < 5'000);
        reader = std::thread([&] {
            char buffer[4'096];
            for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;)
                text.append(buffer, static_cast<std::size_t>(count));
        });
    }
    std::fclose(out);
    reader.join();
    ::close(ends[0]);
    QVERIFY(text.starts_with("2026-11-23T18:00:00.000Z line 0\n"));
    QVERIFY(text.find(" lines were left out here\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
