#include "app/demo/loadgenerator.h"
#include "app/demo/loadmix.h"
#include "app/demo/token.h"
#include "core/base/durablefile.h"
#include "tests/support/childserver.h"
#include "tests/support/freeport.h"
#include "tests/support/httpprobe.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fmt/format.h>

#include <map>

using namespace gatehouse;
using namespace gatehouse::test;
using Json = nlohmann::ordered_json;

namespace {

const HttpFields AsJson{{"Content-Type", "application/json"}};

/// A running gatehouse-demo and where its parts listen.
struct Demo
{
    ChildServer process;
    std::string control;
    std::vector<std::string> customers;

    bool start(const QStringList &arguments)
    {
        QRegularExpressionMatch match;
        if (!process.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-demo"), arguments)
            || !process.waitForOutput(QRegularExpression(QStringLiteral("^control (\\S+)$")), &match))
            return false;
        control = match.captured(1).toStdString();
        const QRegularExpression line(QStringLiteral("^listening customer-service (\\S+)$"),
                                      QRegularExpression::MultilineOption);
        for (const QRegularExpressionMatch &found : line.globalMatch(QString::fromUtf8(process.output())))
            customers.push_back(found.captured(1).toStdString());
        return true;
    }

    Json load() const { return Json::parse(ask(control, "GET", "/load").body); }
};

std::uint64_t total(const Json &load, const std::string &target, const char *status)
{
    std::uint64_t sum = 0;
    for (const Json &entry : load["counts"]) {
        if (entry["target"] == target)
            sum += entry["status"].value(status, std::uint64_t{0});
    }
    return sum;
}

std::uint64_t answeredBy(const Demo &demo, const std::string &address, const char *status)
{
    const Json services = Json::parse(ask(demo.control, "GET", "/services").body);
    for (const Json &endpoint : services["endpoints"]) {
        if (endpoint["address"] == address)
            return endpoint["status"].value(status, std::uint64_t{0});
    }
    return 0;
}

} // namespace

class TestLoad final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signsTokensAsRfc7515Says();
    void mixesMethodsAndRoutes();
    void readsTargets_data();
    void readsTargets();
    void countsWhatTheServersCount();
    void keepsTheRateWhateverTheAnswersAre();
    void endsByItself();
    void tellsFailuresApart();
    void isChangedAndPausedWhileItRuns();
    void refusesWrongSettings_data();
    void refusesWrongSettings();

private:
    QStringList loadArguments(const std::vector<std::string> &targets, const char *rate,
                              const char *duration) const
    {
        QStringList arguments{QStringLiteral("--base-port"),   QStringLiteral("0"),
                              QStringLiteral("--secret-file"), m_secret,
                              QStringLiteral("--rate"),        QString::fromLatin1(rate),
                              QStringLiteral("--duration"),    QString::fromLatin1(duration)};
        for (const std::string &target : targets)
            arguments << QStringLiteral("--load") << QString::fromStdString("http://" + target);
        return arguments;
    }

    QTemporaryDir m_dir;
    QString m_secret;
    Demo m_servers;
};

void TestLoad::initTestCase()
{
    m_secret = m_dir.filePath(QStringLiteral("secret"));
    QVERIFY(writeDurably(m_secret.toStdString(), "a secret of the tests\n", FileAccess::Private));
    QVERIFY(m_servers.start({QStringLiteral("--base-port"), QStringLiteral("0")}));
}

void TestLoad::signsTokensAsRfc7515Says()
{
    demo::TokenClaims claims;
    claims.issuer = "i";
    claims.audience = "a";
    claims.subject = "s";
    claims.roles = {"admin"};
    claims.department = "d";
    claims.clearance = 3;
    claims.issuedAt = WallTime{std::chrono::milliseconds{1'000'999}};
    const QByteArrayList parts =
        QByteArray::fromStdString(demo::signedToken(claims, "key").value()).split('.');
    QCOMPARE(parts.size(), 3);
    const auto decoded = [](const QByteArray &part) {
        return QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding);
    };
    QCOMPARE(decoded(parts[0]), QByteArray(R"({"alg":"HS256","typ":"JWT"})"));
    QCOMPARE(
        decoded(parts[1]),
        QByteArray(
            R"({"iss":"i","aud":"a","sub":"s","roles":["admin"],"dept":"d","clr":3,"iat":1000,"exp":1900})"));
    QCOMPARE(decoded(parts[2]).size(), 32);
    const QByteArray mac =
        QMessageAuthenticationCode::hash(parts[0] + '.' + parts[1], "key", QCryptographicHash::Sha256);
    QCOMPARE(decoded(parts[2]), mac);
}

void TestLoad::mixesMethodsAndRoutes()
{
    Random random(7);
    std::map<std::string, int> seen;
    for (int i = 0; i < 10'000; ++i)
        ++seen[demo::loadMix()[demo::nextRequest(random).operation].name];
    QCOMPARE(seen.size(), demo::loadMix().size());
    for (const demo::Operation &operation : demo::loadMix())
        QVERIFY2(std::abs(seen[operation.name] - operation.weight * 100) < 300, operation.name.c_str());
}

void TestLoad::readsTargets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("IPv4") << QByteArray("http://127.0.0.1:8080") << QByteArray("127.0.0.1:8080");
    QTest::newRow("slash") << QByteArray("http://127.0.0.1:8080/") << QByteArray("127.0.0.1:8080");
    QTest::newRow("IPv6") << QByteArray("http://[::1]:80") << QByteArray("[::1]:80");
    QTest::newRow("localhost") << QByteArray("http://localhost:80") << QByteArray("localhost:80");
    for (const char *wrong :
         {"127.0.0.1:80", "https://127.0.0.1:80", "http://127.0.0.1", "http://:80", "http://127.0.0.1:0",
          "http://127.0.0.1:70000", "http://127.0.0.1:80/path", "http://shop.example.com:80"})
        QTest::newRow(wrong) << QByteArray(wrong) << QByteArray();
}

void TestLoad::readsTargets()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, address);
    const Result<Address> read = demo::targetAddress(text.toStdString());
    QCOMPARE(read ? QByteArray::fromStdString(toString(*read)) : QByteArray(), address);
}

void TestLoad::countsWhatTheServersCount()
{
    const std::uint64_t before0 = answeredBy(m_servers, m_servers.customers[0], "404");
    const std::uint64_t before1 = answeredBy(m_servers, m_servers.customers[1], "404");
    Demo demo;
    QVERIFY(demo.start(loadArguments(m_servers.customers, "400", "2s")));
    QVERIFY(demo.process.waitForOutput(QRegularExpression(QStringLiteral("^load \\{"))));
    const Json load = demo.load();
    QCOMPARE(load["failed"].get<int>(), 0);
    QCOMPARE(load["inFlight"].get<int>(), 0);
    QVERIFY(load["sent"].get<int>() > 700);
    QCOMPARE(load["answered"].get<int>(), load["sent"].get<int>());
    // The services know none of the gateway's paths, so each answer is a 404.
    const std::uint64_t first = total(load, "http://" + m_servers.customers[0], "404");
    const std::uint64_t second = total(load, "http://" + m_servers.customers[1], "404");
    QCOMPARE(first + second, load["sent"].get<std::uint64_t>());
    QVERIFY(first - second <= 1);
    QCOMPARE(answeredBy(m_servers, m_servers.customers[0], "404") - before0, first);
    QCOMPARE(answeredBy(m_servers, m_servers.customers[1], "404") - before1, second);
}

void TestLoad::keepsTheRateWhateverTheAnswersAre()
{
    QCOMPARE(
        ask(m_servers.control, "PUT", "/faults/customer-service", AsJson, R"({"latencyMs": 500})").status,
        200);
    Demo demo;
    QVERIFY(demo.start(loadArguments({m_servers.customers[0]}, "100", "2s")));
    QVERIFY(demo.process.waitForOutput(QRegularExpression(QStringLiteral("^load \\{"))));
    QCOMPARE(ask(m_servers.control, "DELETE", "/faults").status, 200);
    const Json load = demo.load();
    QVERIFY2(load["sent"].get<int>() >= 190 && load["sent"].get<int>() <= 201, load.dump().c_str());
    QCOMPARE(load["answered"].get<int>(), load["sent"].get<int>());
}

void TestLoad::endsByItself()
{
    Demo demo;
    QVERIFY(
        demo.start(loadArguments({m_servers.customers[0]}, "50", "1s") << QStringLiteral("--no-services")));
    QVERIFY(demo.process.waitForEnd());
    QCOMPARE(demo.process.exitCode(), 0);
    const QByteArray output = demo.process.output();
    const QByteArray line = output.mid(output.indexOf("\nload ") + 6);
    const Json load = Json::parse(line.toStdString());
    QCOMPARE(load["running"].get<bool>(), false);
    QVERIFY(load["sent"].get<int>() >= 45 && load["sent"].get<int>() <= 51);
}

void TestLoad::tellsFailuresApart()
{
    const std::string nobody = "127.0.0.1:" + std::to_string(freePort());
    Demo demo;
    QVERIFY(demo.start(loadArguments({nobody}, "50", "1s")));
    QVERIFY(demo.process.waitForOutput(QRegularExpression(QStringLiteral("^load \\{"))));
    const Json load = demo.load();
    std::uint64_t refused = 0;
    for (const Json &entry : load["counts"])
        refused += entry["failed"].value("connect", std::uint64_t{0});
    QVERIFY(refused > 0);
    QCOMPARE(refused, load["failed"].get<std::uint64_t>());
    QCOMPARE(load["answered"].get<int>(), 0);
}

void TestLoad::isChangedAndPausedWhileItRuns()
{
    Demo demo;
    QVERIFY(demo.start(loadArguments({}, "0", "1h")));
    QCOMPARE(demo.load()["running"].get<bool>(), false);
    const std::string change =
        fmt::format(R"({{"ratePerSecond": 200, "targets": ["http://{}"], "durationSeconds": 600}})",
                    m_servers.customers[0]);
    QCOMPARE(ask(demo.control, "PUT", "/load", AsJson, change).status, 200);
    QVERIFY(waitUntil([&demo] { return demo.load()["answered"] > 50; }));
    const Json running = demo.load();
    QCOMPARE(running["running"].get<bool>(), true);
    QVERIFY(running["remainingSeconds"].get<int>() > 500);
    QCOMPARE(ask(demo.control, "PUT", "/load", AsJson, R"({"ratePerSecond": 0})").status, 200);
    QVERIFY(waitUntil([&demo] { return demo.load()["inFlight"] == 0; }));
    const Json paused = demo.load();
    QCOMPARE(demo.load()["sent"].get<int>(), paused["sent"].get<int>());
    QCOMPARE(paused["targets"].size(), std::size_t{1});
    QCOMPARE(ask(demo.control, "DELETE", "/load").status, 405);
}

void TestLoad::refusesWrongSettings_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no object") << QByteArray("5");
    QTest::newRow("unknown setting") << QByteArray(R"({"rate": 5})");
    QTest::newRow("negative rate") << QByteArray(R"({"ratePerSecond": -1})");
    QTest::newRow("too fast") << QByteArray(R"({"ratePerSecond": 1000000})");
    QTest::newRow("no list") << QByteArray(R"({"targets": "http://127.0.0.1:80"})");
    QTest::newRow("no address") << QByteArray(R"({"targets": ["shop"]})");
    QTest::newRow("no time") << QByteArray(R"({"durationSeconds": 0})");
}

void TestLoad::refusesWrongSettings()
{
    QFETCH(QByteArray, body);
    QCOMPARE(ask(m_servers.control, "PUT", "/load", AsJson, body.toStdString()).status, 422);
}

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
