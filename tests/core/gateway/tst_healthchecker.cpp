#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// A service whose health the test decides; what is no check gets its own name as answer.
class Patient
{
public:
    explicit Patient(std::string name)
        : m_backend([this, name = std::move(name)](RawBackend::Connection &connection) {
            RawBackend::Request request;
            while (connection.read(request)) {
                if (request.target != "/health") {
                    connection.answer(200, name);
                    continue;
                }
                ++m_checks;
                if (m_status == 0)
                    return; // closes without an answer
                if (m_status < 0)
                    connection.waitForEnd();
                connection.answer(m_status, "x");
            }
        })
    {
    }

    [[nodiscard]] std::string address() const { return m_backend.address(); }
    [[nodiscard]] int checks() const { return m_checks; }
    [[nodiscard]] const RawBackend &backend() const { return m_backend; }
    /// 0: closes, -1: silent.
    void setStatus(int status) { m_status = status; }

private:
    std::atomic<int> m_status{200};
    std::atomic<int> m_checks{0};
    RawBackend m_backend;
};

std::string twoEndpoints(const Patient &one, const Patient &two, const std::string &check)
{
    return fmt::format(
        "services: [{{name: s, endpoints: [{{address: '{}'}}, {{address: '{}'}}], healthCheck: {}}}]\n"
        "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
        one.address(), two.address(), check);
}

} // namespace

class TestHealthChecker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesASickEndpointOutAndBackIn();
    void saysWhyAndSinceWhen_data();
    void saysWhyAndSinceWhen();
    void obeysItsThresholds();
    void expectsTheStatusesItIsTold();
    void asksAsAClientWould();
    void keepsItsKnowledgeOverAPush();
    void forgetsWhenTheCheckIsTakenAway();
    void usesWhatIsNotChecked();
    void resolvesNames();
    void isUnhealthyWhileItsNameIsNotResolved();
};

void TestHealthChecker::takesASickEndpointOutAndBackIn()
{
    Patient one("one");
    Patient two("two");
    ProxyRig rig;
    QVERIFY(rig.serve(twoEndpoints(one, two, "{interval: 20ms}")).has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Healthy; }));
    one.setStatus(503);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("two"));
    one.setStatus(200);
    QVERIFY(becomesTrue([&] { return ask(rig.address(), "GET", "/").body == "one"; }));
    // Both sick: none is used.
    one.setStatus(500);
    two.setStatus(500);
    QVERIFY(becomesTrue([&] { return ask(rig.address(), "GET", "/").status == 503; }));
    // Checks are not counted as requests.
    QCOMPARE(rig.service().errors.status5xx, std::uint64_t(0));
}

void TestHealthChecker::saysWhyAndSinceWhen_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("status") << 404 << QByteArray("status 404");
    QTest::newRow("closes") << 0 << QByteArray("connection closed");
    QTest::newRow("silent") << -1 << QByteArray("timeout");
}

void TestHealthChecker::saysWhyAndSinceWhen()
{
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    Patient one("one");
    one.setStatus(status);
    ProxyRig rig;
    const WallTime before = SystemClock().wallNow();
    QVERIFY(rig.serveOne(one.address(), "healthCheck: {interval: 20ms, timeout: 50ms}").has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
    QCOMPARE(QByteArray::fromStdString(endpoint->health().reason), reason);
    QVERIFY(endpoint->health().since >= before && endpoint->health().since <= SystemClock().wallNow());
    const WallTime since = endpoint->health().since;
    const int checks = one.checks();
    QVERIFY(becomesTrue([&] { return one.checks() > checks + 2; }));
    QVERIFY(endpoint->health().since == since);
}

void TestHealthChecker::obeysItsThresholds()
{
    Patient one("one");
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address(),
                         "healthCheck: {interval: 10ms, healthyThreshold: 4, unhealthyThreshold: 5}")
                .has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Healthy; }));
    // The first good answer is enough where nothing was known.
    QVERIFY(one.checks() < 4);
    int before = one.checks();
    one.setStatus(500);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
    QVERIFY(one.checks() >= before + 5);
    before = one.checks();
    one.setStatus(200);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Healthy; }));
    QVERIFY(one.checks() >= before + 4);
}

void TestHealthChecker::expectsTheStatusesItIsTold()
{
    Patient one("one");
    one.setStatus(404);
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address(), "healthCheck: {interval: 10ms, expect: [404, 404]}").has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Healthy; }));
    one.setStatus(200);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
}

void TestHealthChecker::asksAsAClientWould()
{
    Patient one("one");
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address(), "healthCheck: {interval: 10ms}").has_value());
    QVERIFY(becomesTrue([&] { return !one.backend().requests().empty(); }));
    const RawBackend::Request request = one.backend().requests().at(0);
    QCOMPARE(request.method, std::string("GET"));
    QCOMPARE(request.fields.at("host"), one.address());
    QCOMPARE(request.fields.at("user-agent"), std::string("gatehouse-health"));
}

void TestHealthChecker::keepsItsKnowledgeOverAPush()
{
    Patient one("one");
    Patient two("two");
    one.setStatus(500);
    ProxyRig rig;
    QVERIFY(rig.serve(twoEndpoints(one, two, "{interval: 20ms}")).has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
    QVERIFY(rig.serve(twoEndpoints(one, two, "{interval: 30ms}")).has_value());
    QCOMPARE(rig.plane->served()->services.at(0).endpoints.at(0), endpoint);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("two"));
}

void TestHealthChecker::forgetsWhenTheCheckIsTakenAway()
{
    Patient one("one");
    one.setStatus(500);
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address(), "healthCheck: {interval: 20ms}").has_value());
    QVERIFY(becomesTrue([&] { return ask(rig.address(), "GET", "/").status == 503; }));
    QVERIFY(rig.serveOne(one.address()).has_value());
    QVERIFY(becomesTrue([&] { return ask(rig.address(), "GET", "/").status == 200; }));
    const int checks = one.checks();
    QCOMPARE(ask(rig.address(), "GET", "/").status, 200);
    QVERIFY(one.checks() <= checks + 1);
}

void TestHealthChecker::usesWhatIsNotChecked()
{
    Patient one("one");
    one.setStatus(500);
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address()).has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 200);
    QCOMPARE(one.checks(), 0);
    QCOMPARE(rig.plane->served()->services.at(0).endpoints.at(0)->health().state,
             EndpointHealth::State::Unknown);
}

void TestHealthChecker::resolvesNames()
{
    Patient one("one");
    ProxyRig rig;
    QVERIFY(rig.serveOne(fmt::format("localhost:{}", one.backend().port())).has_value());
    // The push waits for the name: no request may fall between.
    QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("one"));
}

void TestHealthChecker::isUnhealthyWhileItsNameIsNotResolved()
{
    ProxyRig rig;
    QVERIFY(rig.serveOne("no-such-host.invalid:80").has_value());
    const auto endpoint = rig.plane->served()->services.at(0).endpoints.at(0);
    QVERIFY(becomesTrue([&] { return endpoint->health().state == EndpointHealth::State::Unhealthy; }));
    QCOMPARE(endpoint->health().reason, std::string("name not resolved"));
    QCOMPARE(ask(rig.address(), "GET", "/").status, 503);
}

QTEST_APPLESS_MAIN(TestHealthChecker)
#include "tst_healthchecker.moc"
