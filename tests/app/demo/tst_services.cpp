#include "app/demo/customerservice.h"
#include "app/demo/notificationservice.h"
#include "app/demo/orderservice.h"
#include "tests/support/childserver.h"
#include "tests/support/httpprobe.h"
#include "tests/support/steppedclock.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <fmt/format.h>

#include <map>

using namespace gatehouse;
using namespace gatehouse::test;
using demo::Json;

namespace {

const HttpFields AsJson{{"Content-Type", "application/json"}};

WebResponse call(demo::DemoService &service, const char *method, const char *path, std::string body = {},
                 const char *query = "")
{
    return service.handle({method, path, query, {}, std::move(body)});
}

} // namespace

class TestServices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void customersAreReadCreatedAndChanged();
    void refusesCustomersThatAreNotValid_data();
    void refusesCustomersThatAreNotValid();
    void keepsEmailAddressesUnique();
    void refusesAChangeToAnOldVersion();
    void deactivatesInsteadOfDeleting();
    void ordersAreReadCreatedAndCancelled();
    void theNextReleaseSharesTheOrdersAndShowsMore();
    void notificationsAreSentAMomentLater();
    void listsArePaged();
    void forgetsTheOldestCreatedButNoSeededOne();

    void answersOnEveryEndpoint();
    void latencyDelaysAnswersButNotHealth();
    void errorShareIsExact();
    void refusesConnectionsAndTakesThemAgain();
    void slowBodyDripsOverThreeSeconds();
    void failsItsHealthCheckAlone();
    void switchesOneEndpointAServiceOrAll();
    void refusesWrongFaults_data();
    void refusesWrongFaults();
    void controlIsNotForPagesInABrowser();
    void echoShowsWhatArrived();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    const std::string &endpoint(const char *service, std::size_t index = 0)
    {
        return m_endpoints[service].at(index);
    }

    SteppedClock m_clock;
    ChildServer m_demo;
    std::map<std::string, std::vector<std::string>> m_endpoints;
    std::string m_control;
};

void TestServices::initTestCase()
{
    QVERIFY(m_demo.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-demo"),
                         {QStringLiteral("--base-port"), QStringLiteral("0")}));
    QRegularExpressionMatch match;
    QVERIFY(m_demo.waitForOutput(QRegularExpression(QStringLiteral("^control (\\S+)$")), &match));
    m_control = match.captured(1).toStdString();
    const QRegularExpression line(QStringLiteral("^listening (\\S+) (\\S+)$"),
                                  QRegularExpression::MultilineOption);
    for (const QRegularExpressionMatch &found : line.globalMatch(QString::fromUtf8(m_demo.output())))
        m_endpoints[found.captured(1).toStdString()].push_back(found.captured(2).toStdString());
    QCOMPARE(m_endpoints["customer-service"].size(), std::size_t{2});
    QCOMPARE(m_endpoints["order-service"].size(), std::size_t{3});
    QCOMPARE(m_endpoints["order-service-next"].size(), std::size_t{1});
    QCOMPARE(m_endpoints["notification-service"].size(), std::size_t{1});
}

void TestServices::customersAreReadCreatedAndChanged()
{
    demo::CustomerService service(m_clock, 1);
    QCOMPARE(call(service, "GET", "/customers/7").status, 200);
    const WebResponse created =
        call(service, "POST", "/customers",
             R"({"first_name": "Ines", "last_name": "Falk", "email": "Ines.Falk@example.com"})");
    QCOMPARE(created.status, 201);
    const Json customer = Json::parse(created.body);
    const std::string path = "/customers/" + customer["customer_id"].get<std::string>();
    QCOMPARE(customer["version"].get<int>(), 0);
    QCOMPARE(customer["is_active"].get<bool>(), true);
    QCOMPARE(customer["created_at"].get<std::string>(), std::string("2026-11-23T18:00:00.000Z"));
    const WebResponse changed = call(service, "PUT", path.c_str(), R"({"phone": "+49 30 1", "version": 0})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(Json::parse(call(service, "GET", path.c_str()).body)["phone"].get<std::string>(),
             std::string("+49 30 1"));
    QCOMPARE(Json::parse(changed.body)["version"].get<int>(), 1);
    QCOMPARE(call(service, "GET", "/customers/none").status, 404);
    QCOMPARE(call(service, "PATCH", "/customers/7").status, 405);
    QCOMPARE(call(service, "GET", "/elsewhere").status, 404);
}

void TestServices::refusesCustomersThatAreNotValid_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("no first name") << QByteArray(R"({"last_name": "F", "email": "a@example.com"})");
    QTest::newRow("blank last name") << QByteArray(
        R"({"first_name": "I", "last_name": " ", "email": "a@example.com"})");
    QTest::newRow("no e-mail") << QByteArray(R"({"first_name": "I", "last_name": "F"})");
    QTest::newRow("no @") << QByteArray(R"({"first_name": "I", "last_name": "F", "email": "example.com"})");
    QTest::newRow("no domain") << QByteArray(R"({"first_name": "I", "last_name": "F", "email": "a@b"})");
}

void TestServices::refusesCustomersThatAreNotValid()
{
    QFETCH(QByteArray, body);
    demo::CustomerService service(m_clock, 1);
    QCOMPARE(call(service, "POST", "/customers", body.toStdString()).status, 422);
    QCOMPARE(Json::parse(call(service, "GET", "/customers").body)["total"].get<int>(),
             demo::CustomerService::Seeded);
}

void TestServices::keepsEmailAddressesUnique()
{
    demo::CustomerService service(m_clock, 1);
    const std::string body = R"({"first_name": "A", "last_name": "A", "email": "ADA.albers@example.com"})";
    QCOMPARE(call(service, "POST", "/customers", body).status, 409);
    QCOMPARE(call(service, "PUT", "/customers/2", R"({"email": "ada.albers@example.com"})").status, 409);
    QCOMPARE(call(service, "PUT", "/customers/1", R"({"email": "ada@example.com"})").status, 200);
    QCOMPARE(call(service, "POST", "/customers", body).status, 201);
}

void TestServices::refusesAChangeToAnOldVersion()
{
    demo::CustomerService service(m_clock, 1);
    QCOMPARE(call(service, "PUT", "/customers/1", R"({"phone": "1"})").status, 200);
    const WebResponse refused = call(service, "PUT", "/customers/1", R"({"phone": "2", "version": 0})");
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.body.find("version 1") != std::string::npos
            && refused.body.find("version 0") != std::string::npos);
    QCOMPARE(Json::parse(call(service, "GET", "/customers/1").body)["phone"].get<std::string>(),
             std::string("1"));
}

void TestServices::deactivatesInsteadOfDeleting()
{
    demo::CustomerService service(m_clock, 1);
    QCOMPARE(call(service, "DELETE", "/customers/1").status, 200);
    QCOMPARE(Json::parse(call(service, "GET", "/customers/1").body)["is_active"].get<bool>(), false);
    QCOMPARE(Json::parse(call(service, "GET", "/customers", {}, "active=true").body)["total"].get<int>(),
             demo::CustomerService::Seeded - 1);
}

void TestServices::ordersAreReadCreatedAndCancelled()
{
    demo::OrderBook book(m_clock, 1);
    demo::OrderService service(m_clock, book, demo::OrderService::Release::Current);
    QCOMPARE(call(service, "GET", "/orders/5001").status, 200);
    const WebResponse created =
        call(service, "POST", "/orders",
             R"({"customer_id": "7", "items": [{"sku": "mug-white", "quantity": 3}, {"sku": "lamp-desk"}]})");
    QCOMPARE(created.status, 201);
    const Json order = Json::parse(created.body);
    QCOMPARE(order["total_cents"].get<int>(), 3 * 890 + 5'450);
    const std::string path = "/orders/" + order["order_id"].get<std::string>();
    QCOMPARE(call(service, "PUT", path.c_str(), R"({"status": "paid"})").status, 200);
    QCOMPARE(call(service, "PUT", path.c_str(), R"({"status": "lost"})").status, 422);
    QCOMPARE(Json::parse(call(service, "DELETE", path.c_str()).body)["status"].get<std::string>(),
             std::string("cancelled"));
    QCOMPARE(call(service, "POST", "/orders", R"({"customer_id": "7", "items": []})").status, 422);
    QCOMPARE(call(service, "POST", "/orders", R"({"customer_id": "7", "items": [{"sku": "boat"}]})").status,
             422);
    QCOMPARE(call(service, "POST", "/orders",
                  R"({"customer_id": "7", "items": [{"sku": "mug-white", "quantity": 0}]})")
                 .status,
             422);
    QCOMPARE(Json::parse(call(service, "GET", "/orders", {}, "customer_id=7").body)["total"].get<int>(), 3);
}

void TestServices::theNextReleaseSharesTheOrdersAndShowsMore()
{
    demo::OrderBook book(m_clock, 1);
    demo::OrderService current(m_clock, book, demo::OrderService::Release::Current);
    demo::OrderService next(m_clock, book, demo::OrderService::Release::Next);
    const Json order = Json::parse(
        call(current, "POST", "/orders", R"({"customer_id": "7", "items": [{"sku": "rug-grey"}]})").body);
    const Json seen =
        Json::parse(call(next, "GET", ("/orders/" + order["order_id"].get<std::string>()).c_str()).body);
    QVERIFY(!order.contains("delivery_estimate"));
    QVERIFY(seen.contains("delivery_estimate"));
    QVERIFY(seen["order_id"] == order["order_id"]);
}

void TestServices::notificationsAreSentAMomentLater()
{
    demo::NotificationService service(m_clock, 1);
    const WebResponse taken = call(service, "POST", "/notifications",
                                   R"({"channel": "sms", "recipient": "+49 30 1", "message": "Hello"})");
    QCOMPARE(taken.status, 202);
    const Json notification = Json::parse(taken.body);
    QCOMPARE(notification["status"].get<std::string>(), std::string("queued"));
    m_clock.step(std::chrono::milliseconds{250});
    const std::string path = "/notifications/" + notification["notification_id"].get<std::string>();
    QCOMPARE(Json::parse(call(service, "GET", path.c_str()).body)["status"].get<std::string>(),
             std::string("sent"));
    QCOMPARE(
        call(service, "POST", "/notifications", R"({"channel": "pigeon", "recipient": "x", "message": "y"})")
            .status,
        422);
    QCOMPARE(call(service, "DELETE", path.c_str()).status, 405);
}

void TestServices::listsArePaged()
{
    demo::CustomerService service(m_clock, 1);
    const Json page = Json::parse(call(service, "GET", "/customers", {}, "offset=8&limit=3").body);
    QCOMPARE(page["total"].get<int>(), demo::CustomerService::Seeded);
    std::string ids;
    for (const Json &customer : page["customers"])
        ids += customer["customer_id"].get<std::string>() + " ";
    QCOMPARE(ids, std::string("9 10 11 "));
    QCOMPARE(Json::parse(call(service, "GET", "/customers", {}, "offset=1000").body)["customers"].size(),
             std::size_t{0});
}

void TestServices::forgetsTheOldestCreatedButNoSeededOne()
{
    demo::CustomerService service(m_clock, 1);
    const auto create = [&service](std::size_t number) {
        return call(
            service, "POST", "/customers",
            fmt::format(R"({{"first_name": "L", "last_name": "T", "email": "l{}@example.com"}})", number));
    };
    for (std::size_t i = 0; i <= demo::MostCreated; ++i)
        QCOMPARE(create(i).status, 201);
    QCOMPARE(Json::parse(call(service, "GET", "/customers").body)["total"].get<std::size_t>(),
             demo::MostCreated + demo::CustomerService::Seeded);
    QCOMPARE(call(service, "GET", "/customers/1").status, 200);
    QCOMPARE(create(1).status, 409);
    QCOMPARE(create(0).status, 201); // its address is free again
}

void TestServices::answersOnEveryEndpoint()
{
    for (const auto &[service, addresses] : m_endpoints) {
        for (const std::string &address : addresses) {
            const HttpAnswer health = ask(address, "GET", "/health");
            QCOMPARE(health.status, 200);
            QCOMPARE(Json::parse(health.body)["service"].get<std::string>(), service);
        }
    }
    const HttpAnswer customer = ask(endpoint("customer-service", 1), "GET", "/customers/7");
    QCOMPARE(customer.status, 200);
    QCOMPARE(customer.headers.at("x-served-by"), "customer-service/" + endpoint("customer-service", 1));
    QCOMPARE(ask(endpoint("order-service"), "GET", "/orders").status, 200);
    QCOMPARE(ask(endpoint("notification-service"), "GET", "/notifications").status, 200);
}

void TestServices::latencyDelaysAnswersButNotHealth()
{
    const std::string path = "/faults/customer-service/" + endpoint("customer-service");
    QCOMPARE(ask(m_control, "PUT", path, AsJson, R"({"latencyMs": 400})").status, 200);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(ask(endpoint("customer-service"), "GET", "/customers/1").status, 200);
    QVERIFY(timer.elapsed() >= 400);
    timer.restart();
    QCOMPARE(ask(endpoint("customer-service"), "GET", "/health").status, 200);
    QVERIFY(timer.elapsed() < 400);
    QCOMPARE(ask(m_control, "DELETE", path).status, 200);
    timer.restart();
    QCOMPARE(ask(endpoint("customer-service"), "GET", "/customers/1").status, 200);
    QVERIFY(timer.elapsed() < 400);
}

void TestServices::errorShareIsExact()
{
    const std::string &address = endpoint("order-service", 1);
    QCOMPARE(
        ask(m_control, "PUT", "/faults/order-service/" + address, AsJson, R"({"errorPercent": 30})").status,
        200);
    int errors = 0;
    HttpProbe probe(address);
    for (int i = 0; i < 100; ++i) {
        const int status = probe.ask("GET", "/orders/5001").status;
        QVERIFY(status == 200 || status == 500);
        errors += status == 500 ? 1 : 0;
    }
    QCOMPARE(errors, 30);
    QCOMPARE(probe.ask("GET", "/health").status, 200);
    QCOMPARE(ask(m_control, "DELETE", "/faults").status, 200);
}

void TestServices::refusesConnectionsAndTakesThemAgain()
{
    const std::string &address = endpoint("notification-service");
    HttpProbe open(address);
    QCOMPARE(open.ask("GET", "/notifications").status, 200);
    QCOMPARE(ask(m_control, "PUT", "/faults/notification-service", AsJson, R"({"refuse": true})").status,
             200);
    QVERIFY(!HttpProbe(address).isConnected());
    QVERIFY(open.isClosedByServer());
    QCOMPARE(ask(m_control, "PUT", "/faults/notification-service", AsJson, R"({"refuse": false})").status,
             200);
    QCOMPARE(ask(address, "GET", "/notifications").status, 200);
}

void TestServices::slowBodyDripsOverThreeSeconds()
{
    const std::string path = "/faults/customer-service/" + endpoint("customer-service");
    QCOMPARE(ask(m_control, "PUT", path, AsJson, R"({"slowBody": true})").status, 200);
    QElapsedTimer timer;
    timer.start();
    HttpProbe probe(endpoint("customer-service"));
    probe.send("GET /customers/7 HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string head = probe.readUntil("\r\n\r\n");
    QVERIFY(head.find(" 200 ") != std::string::npos);
    QVERIFY(timer.elapsed() < 2'000);
    QVERIFY(Json::accept(probe.readUntil("}\n")));
    QVERIFY(timer.elapsed() >= 2'000);
    QCOMPARE(ask(m_control, "DELETE", path).status, 200);
}

void TestServices::failsItsHealthCheckAlone()
{
    const std::string path = "/faults/customer-service/" + endpoint("customer-service");
    QCOMPARE(ask(m_control, "PUT", path, AsJson, R"({"failHealth": true})").status, 200);
    QCOMPARE(ask(endpoint("customer-service"), "GET", "/health").status, 503);
    QCOMPARE(ask(endpoint("customer-service"), "GET", "/customers/1").status, 200);
    QCOMPARE(ask(endpoint("customer-service", 1), "GET", "/health").status, 200);
    QCOMPARE(ask(m_control, "DELETE", path).status, 200);
}

void TestServices::switchesOneEndpointAServiceOrAll()
{
    const auto failing = [this] {
        std::string names;
        const Json answer = Json::parse(ask(m_control, "GET", "/faults").body);
        for (const Json &entry : answer["faults"]) {
            if (entry["errorPercent"] == 100)
                names += entry["service"].get<std::string>() + " ";
        }
        return names;
    };
    QCOMPARE(ask(m_control, "PUT", "/faults/order-service", AsJson, R"({"errorPercent": 100})").status, 200);
    QCOMPARE(failing(), std::string("order-service order-service order-service "));
    QCOMPARE(ask(endpoint("order-service", 2), "GET", "/orders").status, 500);
    QCOMPARE(ask(endpoint("order-service-next"), "GET", "/orders").status, 200);
    QCOMPARE(ask(m_control, "DELETE", "/faults/order-service/" + endpoint("order-service", 2)).status, 200);
    QCOMPARE(failing(), std::string("order-service order-service "));
    QCOMPARE(ask(m_control, "PUT", "/faults", AsJson, R"({"errorPercent": 100})").status, 200);
    QCOMPARE(failing().size(),
             std::string("customer-service ").size() * 2 + std::string("order-service ").size() * 3
                 + std::string("order-service-next notification-service ").size());
    QCOMPARE(ask(m_control, "DELETE", "/faults").status, 200);
    QCOMPARE(failing(), std::string());
    QCOMPARE(ask(m_control, "GET", "/faults/unknown").status, 404);
    QCOMPARE(ask(m_control, "GET", "/faults/order-service/127.0.0.1:1").status, 404);
}

void TestServices::refusesWrongFaults_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no JSON") << QByteArray("latency");
    QTest::newRow("unknown fault") << QByteArray(R"({"latency": 5})");
    QTest::newRow("negative") << QByteArray(R"({"latencyMs": -1})");
    QTest::newRow("fraction of a millisecond") << QByteArray(R"({"latencyMs": 0.5})");
    QTest::newRow("over 100 percent") << QByteArray(R"({"errorPercent": 101})");
    QTest::newRow("no boolean") << QByteArray(R"({"refuse": 1})");
    QTest::newRow("right, then wrong") << QByteArray(R"({"slowBody": true, "refuse": "yes"})");
}

void TestServices::refusesWrongFaults()
{
    QFETCH(QByteArray, body);
    const std::string before = ask(m_control, "GET", "/faults").body;
    QCOMPARE(ask(m_control, "PUT", "/faults", AsJson, body.toStdString()).status, 422);
    QCOMPARE(ask(m_control, "GET", "/faults").body, before);
}

void TestServices::controlIsNotForPagesInABrowser()
{
    QCOMPARE(ask(m_control, "PUT", "/faults", {{"Content-Type", "text/plain"}}, "{}").status, 415);
    HttpProbe rebound(m_control);
    rebound.send("GET /faults HTTP/1.1\r\nHost: shop.example.com:9900\r\n\r\n");
    QCOMPARE(rebound.read().status, 403);
    HttpProbe local(m_control);
    local.send("GET /faults HTTP/1.1\r\nHost: localhost:9900\r\n\r\n");
    QCOMPARE(local.read().status, 200);
    QCOMPARE(ask(m_control, "POST", "/faults", AsJson, "{}").status, 405);
    QCOMPARE(ask(m_control, "GET", "/elsewhere").status, 404);
}

void TestServices::echoShowsWhatArrived()
{
    const Json seen = Json::parse(
        ask(endpoint("customer-service"), "PUT", "/echo?a=%20b", {{"X-Test", "yes"}}, "12345").body);
    QCOMPARE(seen["method"].get<std::string>(), std::string("PUT"));
    QCOMPARE(seen["query"].get<std::string>(), std::string("a=%20b"));
    QCOMPARE(seen["bodyBytes"].get<int>(), 5);
    QVERIFY(seen["headers"].dump().find(R"({"name":"X-Test","value":"yes"})") != std::string::npos);
}

void TestServices::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const char *arguments) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(QLatin1Char(' '));
    };
    row("unknown option", "--speed 5");
    row("no value", "--base-port");
    row("no number", "--base-port many");
    row("ports end before the last service", "--base-port 65000");
    row("value for a flag", "--no-services=1");
    row("unknown service", "--ports billing=0");
    row("load without a secret", "--base-port 0 --load http://127.0.0.1:1");
    row("no gateway's address", "--base-port 0 --load https://127.0.0.1:1 --secret-file x");
    row("secret that is not there", "--base-port 0 --load http://127.0.0.1:1 --secret-file /none/secret");
}

void TestServices::refusesWrongUsage()
{
    QFETCH(QStringList, arguments);
    ChildServer demo;
    QVERIFY(demo.start(QStringLiteral(GATEHOUSE_BIN_DIR "/gatehouse-demo"), arguments));
    QVERIFY(demo.waitForEnd());
    QCOMPARE(demo.exitCode(), 1);
    QVERIFY(demo.output().contains("gatehouse-demo: "));
}

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
