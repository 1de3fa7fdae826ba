#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// Clients that ask again and again until they are stopped; each answer must have a status of 200.
class Load
{
public:
    Load(std::string address, int clients, bool keepAlive)
    {
        for (int i = 0; i < clients; ++i) {
            m_threads.emplace_back([this, address, keepAlive] {
                HttpProbe kept(address);
                while (!m_stop) {
                    const HttpAnswer answer = keepAlive ? kept.ask("GET", "/a") : ask(address, "GET", "/a");
                    ++m_asked;
                    if (answer.status != 200)
                        ++m_failed;
                }
            });
        }
    }
    ~Load() { stop(); }
    Load(const Load &) = delete;
    Load &operator=(const Load &) = delete;

    void stop()
    {
        m_stop = true;
        for (std::thread &thread : m_threads) {
            if (thread.joinable())
                thread.join();
        }
    }
    [[nodiscard]] int asked() const { return m_asked; }
    [[nodiscard]] int failed() const { return m_failed; }

private:
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_asked{0};
    std::atomic<int> m_failed{0};
    std::vector<std::thread> m_threads;
};

} // namespace

class TestHotSwap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersByTheNewRevisionWhenApplyReturns();
    void failsNoRequestOver200Swaps_data();
    void failsNoRequestOver200Swaps();
    void finishesARequestOnTheRevisionItBeganWith();
    void keepsWhatDidNotChange();
    void keepsCountersByNameWhenARouteComesBack();
    void endsAnOverrideOnlyWhereItsFieldChanges();
    void movesAListenerWithoutAFailedRequest();
    void changesNothingWhereADocumentCannotBeServed();
    void refusesAnAddressThatIsTaken();
    void readsSecretsAgain();
};

void TestHotSwap::answersByTheNewRevisionWhenApplyReturns()
{
    RawBackend one("one");
    RawBackend two("two");
    ProxyRig rig(3);
    QVERIFY(rig.serveOne(one.address()).has_value());
    HttpProbe kept(rig.address());
    for (int i = 0; i < 20; ++i) {
        const RawBackend &next = i % 2 == 0 ? two : one;
        QVERIFY(rig.serveOne(next.address()).has_value());
        QCOMPARE(kept.ask("GET", "/").body, std::string(i % 2 == 0 ? "two" : "one"));
        QCOMPARE(ask(rig.address(), "GET", "/").body, std::string(i % 2 == 0 ? "two" : "one"));
        QCOMPARE(rig.plane->served()->revision, rig.revision);
    }
}

void TestHotSwap::failsNoRequestOver200Swaps_data()
{
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("kept connections") << true;
    QTest::newRow("a connection for each request") << false;
}

void TestHotSwap::failsNoRequestOver200Swaps()
{
    QFETCH(bool, keepAlive);
    RawBackend one("one");
    RawBackend two("two");
    ProxyRig rig;
    QVERIFY(rig.serveOne(one.address()).has_value());
    Load load(rig.address(), 4, keepAlive);
    for (int i = 0; i < 200; ++i) {
        // Endpoints, routes, breakers and bulkheads come and go.
        const std::string &address = i % 2 == 0 ? two.address() : one.address();
        const auto applied = rig.serve(fmt::format(
            "services: [{{name: s, endpoints: [{{address: '{}'}}]{}}}]\n"
            "routes:\n- {{name: r, to: [{{service: s}}], auth: {{required: false}}}}\n"
            "- {{name: r{}, match: {{path: {{exact: /other}}}}, respond: {{status: 204}}, auth: {{required: "
            "false}}}}\n",
            address, i % 3 == 0 ? ", circuitBreaker: {}, bulkhead: {maxConcurrent: 100}" : "", i));
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    }
    load.stop();
    QCOMPARE(load.failed(), 0);
    QVERIFY(load.asked() > 100);
    QVERIFY(becomesTrue([&] { return rig.service().active == 0; }));
    QCOMPARE(rig.service().requests, static_cast<std::uint64_t>(load.asked()));
}

void TestHotSwap::finishesARequestOnTheRevisionItBeganWith()
{
    std::atomic<bool> goOn{false};
    RawBackend slow([&goOn](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.read(request)) {
            becomesTrue([&] { return goOn.load(); });
            connection.answer(200, "old");
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(slow.address(), {}, "headers: {response: {set: {X-Revision: one}}}").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return slow.requests().size() == 1; }));
    // The service is gone in the new revision.
    QVERIFY(rig.serve("routes: [{name: r, respond: {status: 201}, auth: {required: false}}]\n").has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 201);
    goOn = true;
    const HttpAnswer answer = probe.read();
    QCOMPARE(answer.body, std::string("old"));
    QCOMPARE(answer.headers.at("x-revision"), std::string("one"));
    QCOMPARE(probe.ask("GET", "/").status, 201);
}

void TestHotSwap::keepsWhatDidNotChange()
{
    std::atomic<int> status{500};
    RawBackend backend([&status](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request) && connection.answer(status, "x")) { }
    });
    const std::string resilience = "circuitBreaker: {consecutiveFailures: 2, openFor: 1h}, bulkhead: "
                                   "{maxConcurrent: 5}, timeouts: {request: ";
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), resilience + "1s}").has_value());
    for (int i = 0; i < 3; ++i)
        ask(rig.address(), "GET", "/");
    const auto before = rig.plane->served();
    QVERIFY(rig.serveOne(backend.address(), resilience + "2s}").has_value());
    const auto after = rig.plane->served();
    QVERIFY(before != after);
    QCOMPARE(after->services.at(0).breaker, before->services.at(0).breaker);
    QCOMPARE(after->services.at(0).bulkhead, before->services.at(0).bulkhead);
    QCOMPARE(after->services.at(0).endpoints, before->services.at(0).endpoints);
    QCOMPARE(ask(rig.address(), "GET", "/").status, 503);
    QCOMPARE(rig.service().requests, std::uint64_t(2));
    // A breaker that is defined otherwise is another one.
    QVERIFY(rig.serveOne(backend.address(), "circuitBreaker: {consecutiveFailures: 3}").has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 500);
}

void TestHotSwap::keepsCountersByNameWhenARouteComesBack()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    ask(rig.address(), "GET", "/");
    QVERIFY(
        rig.serve("routes: [{name: other, respond: {status: 204}, auth: {required: false}}]\n").has_value());
    ask(rig.address(), "GET", "/");
    QVERIFY(rig.serveOne(backend.address()).has_value());
    ask(rig.address(), "GET", "/");
    QCOMPARE(rig.route().requests, std::uint64_t(2));
    QCOMPARE(rig.service().requests, std::uint64_t(2));
    QCOMPARE(rig.plane->requests(), std::uint64_t(3));
}

void TestHotSwap::endsAnOverrideOnlyWhereItsFieldChanges()
{
    RawBackend backend;
    const Address address{"127.0.0.1", backend.port()};
    ProxyRig rig;
    const auto serve = [&](int weight, const std::string &breaker) {
        return rig
            .serve(fmt::format(
                "services: [{{name: s, endpoints: [{{address: '{}', weight: {}}}], circuitBreaker: {}}}]\n"
                "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                backend.address(), weight, breaker))
            .has_value();
    };
    QVERIFY(serve(1, "{}"));
    QVERIFY(rig.plane->overrideEndpoint(ServiceName("s"), address, {EndpointState::Draining, 7}).has_value());
    QVERIFY(rig.plane->forceBreaker(ServiceName("s"), BreakerMode::ForcedOpen).has_value());
    const auto endpoint = [&] {
        return rig.plane->served()->services.at(0).endpoints.at(0);
    };
    const auto breaker = [&] {
        return rig.plane->served()->services.at(0).breaker->mode();
    };
    // Another field of the same breaker.
    QVERIFY(serve(1, "{consecutiveFailures: 9}"));
    QCOMPARE(breaker(), BreakerMode::ForcedOpen);
    QCOMPARE(endpoint()->weight(), 7);
    // The overridden ones.
    QVERIFY(serve(2, "{consecutiveFailures: 9}"));
    QCOMPARE(endpoint()->weight(), 2);
    QCOMPARE(endpoint()->state(), EndpointState::Draining);
    QVERIFY(serve(2, "{consecutiveFailures: 9, state: disabled}"));
    QCOMPARE(breaker(), BreakerMode::Disabled);
    QVERIFY(rig.plane->overrides().breakers.empty());
    const EndpointOverride left{EndpointState::Draining, {}};
    QVERIFY(rig.plane->overrides().endpoints.at(ServiceName("s")).at(address) == left);
}

void TestHotSwap::movesAListenerWithoutAFailedRequest()
{
    const std::string route = "routes: [{name: r, respond: {status: 200}, auth: {required: false}}]\n";
    ProxyRig rig;
    const auto serve = [&](const std::string &listeners) {
        return rig.apply("gatehouse: v1\nname: t\nlisteners: [" + listeners + "]\n" + route);
    };
    QVERIFY(serve("{name: a, address: '127.0.0.1:0'}").has_value());
    const std::string first = rig.address();
    QVERIFY(serve("{name: a, address: '127.0.0.1:0'}, {name: b, address: '127.0.0.1:0'}").has_value());
    // What is there already keeps its socket.
    QCOMPARE(rig.address(0), first);
    const std::string second = rig.address(1);
    HttpProbe kept(first);
    QCOMPARE(kept.ask("GET", "/").status, 200);
    Load load(second, 2, false);
    QVERIFY(serve("{name: b, address: '127.0.0.1:0'}").has_value());
    QCOMPARE(rig.address(0), second);
    QVERIFY(becomesTrue([&] { return ask(first, "GET", "/").status == 0; }));
    QVERIFY(kept.isClosedByServer());
    load.stop();
    QCOMPARE(load.failed(), 0);
}

void TestHotSwap::changesNothingWhereADocumentCannotBeServed()
{
    RawBackend backend;
    RawBackend taken;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    const auto before = rig.plane->served();
    const std::string route = "routes: [{name: r, respond: {status: 201}, auth: {required: false}}]\n";
    QCOMPARE(
        rig.apply(
               "gatehouse: v1\nname: t\nlisteners: [{name: web, address: '127.0.0.1:0'}, {name: x, address: '"
               + taken.address() + "'}]\n" + route)
            .error()
            .kind,
        ErrorKind::Unreachable);
    QCOMPARE(rig.serveOne(backend.address(), "retry: {}").error().kind, ErrorKind::Rejected);
    QCOMPARE(rig.plane->served(), before);
    QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("hello"));
}

void TestHotSwap::refusesAnAddressThatIsTaken()
{
    ProxyRig one;
    QVERIFY(one.serve("routes: [{name: r, respond: {status: 200}, auth: {required: false}}]\n").has_value());
    // Another gateway of the same user would share the port without a word if it were not asked first.
    ProxyRig two;
    const auto applied =
        two.apply("gatehouse: v1\nname: t\nlisteners: [{name: web, address: '" + one.address() + "'}]\n");
    QVERIFY(!applied.has_value());
    QCOMPARE(applied.error().where, one.address());
}

void TestHotSwap::readsSecretsAgain()
{
    RawBackend backend;
    ProxyRig rig;
    rig.secrets["key"] = "one";
    QVERIFY(
        rig.serveOne(backend.address(), {}, "headers: {request: {set: {X-Key: {secret: key}}}}").has_value());
    rig.secrets["key"] = "two";
    ask(rig.address(), "GET", "/");
    QVERIFY(rig.plane->reloadSecrets().has_value());
    ask(rig.address(), "GET", "/");
    QCOMPARE(backend.requests().at(0).fields.at("x-key"), std::string("one"));
    QCOMPARE(backend.requests().at(1).fields.at("x-key"), std::string("two"));
    rig.secrets.clear();
    QCOMPARE(rig.plane->reloadSecrets().error().kind, ErrorKind::Rejected);
    ask(rig.address(), "GET", "/");
    QCOMPARE(backend.requests().at(2).fields.at("x-key"), std::string("two"));
    QCOMPARE(rig.plane->served()->revision, std::uint64_t(1));
}

QTEST_APPLESS_MAIN(TestHotSwap)
#include "tst_hotswap.moc"
