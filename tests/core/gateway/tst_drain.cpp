#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// Answers when the test says so.
class SlowBackend
{
public:
    SlowBackend()
        : m_backend([this](RawBackend::Connection &connection) {
            RawBackend::Request request;
            while (connection.read(request)) {
                if (!becomesTrue([this] { return m_goOn.load(); }) || !connection.answer(200, "slow"))
                    return;
            }
        })
    {
    }

    void goOn() { m_goOn = true; }
    [[nodiscard]] const RawBackend &backend() const { return m_backend; }

private:
    std::atomic<bool> m_goOn{false};
    RawBackend m_backend;
};

} // namespace

class TestDrain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsRequestsUnderWayFinish();
    void cutsOffWhatTakesLongerThanTheDeadline();
    void closesIdleConnectionsAndTakesNoNewOnes();
    void returnsAtOnceWhereNothingIsUnderWay();
    void stopsInTheMiddleOfEverything();
    void stopsTwiceAndUnstarted();
    void refusesToServeAfterwards();
};

void TestDrain::letsRequestsUnderWayFinish()
{
    SlowBackend slow;
    ProxyRig rig;
    QVERIFY(rig.serveOne(slow.backend().address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return slow.backend().requests().size() == 1; }));
    std::atomic<bool> whole{false};
    std::thread draining([&] { whole = rig.plane->drain(20s); });
    QVERIFY(becomesTrue([&] { return ask(rig.address(), "GET", "/").status == 0; }));
    slow.goOn();
    const HttpAnswer answer = probe.read();
    draining.join();
    QCOMPARE(answer.body, std::string("slow"));
    QCOMPARE(answer.headers.at("connection"), std::string("close"));
    QVERIFY(probe.isClosedByServer());
    QVERIFY(whole);
}

void TestDrain::cutsOffWhatTakesLongerThanTheDeadline()
{
    SlowBackend slow;
    ProxyRig rig;
    QVERIFY(rig.serveOne(slow.backend().address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return slow.backend().requests().size() == 1; }));
    QVERIFY(!rig.plane->drain(50ms));
    QCOMPARE(rig.plane->activeConnections(), std::uint64_t(1));
    rig.plane->stop();
    QCOMPARE(rig.plane->activeConnections(), std::uint64_t(0));
    QCOMPARE(probe.read().status, 0);
    slow.goOn();
}

void TestDrain::closesIdleConnectionsAndTakesNoNewOnes()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    const std::string address = rig.address();
    HttpProbe idle(address);
    QCOMPARE(idle.ask("GET", "/").status, 200);
    QVERIFY(rig.plane->drain(20s));
    QVERIFY(idle.isClosedByServer());
    QCOMPARE(ask(address, "GET", "/").status, 0);
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
}

void TestDrain::returnsAtOnceWhereNothingIsUnderWay()
{
    ProxyRig rig;
    QVERIFY(rig.serve("routes: []\n").has_value());
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(rig.plane->drain(20s));
    QVERIFY(std::chrono::steady_clock::now() - began < 10s);
}

void TestDrain::stopsInTheMiddleOfEverything()
{
    SlowBackend slow;
    ProxyRig rig;
    QVERIFY(
        rig
            .serve(fmt::format(
                "services: [{{name: s, endpoints: [{{address: '{}', maxConnections: 3}}, "
                "{{address: '127.0.0.1:1'}}], bulkhead: {{maxConcurrent: 5, maxQueued: 10, maxWait: 20s}}, "
                "circuitBreaker: {{}}, healthCheck: {{interval: 10ms}}}}]\n"
                "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                slow.backend().address()))
            .has_value());
    std::vector<std::unique_ptr<HttpProbe>> probes;
    for (int i = 0; i < 20; ++i) {
        probes.push_back(std::make_unique<HttpProbe>(rig.address()));
        QVERIFY(probes.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    }
    probes.push_back(std::make_unique<HttpProbe>(rig.address()));
    QVERIFY(probes.back()->send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc"));
    QVERIFY(becomesTrue([&] { return !slow.backend().requests().empty(); }));
    rig.plane->stop();
    QCOMPARE(rig.plane->activeConnections(), std::uint64_t(0));
    QCOMPARE(rig.service().active, std::uint64_t(0));
    QCOMPARE(rig.plane->served()->services.at(0).bulkhead->status().active_requests, 0);
    QCOMPARE(rig.plane->served()->services.at(0).bulkhead->status().queued, 0);
    slow.goOn();
}

void TestDrain::stopsTwiceAndUnstarted()
{
    ProxyRig rig;
    rig.plane->stop();
    rig.plane->stop();
    DataPlane unstarted{DataPlaneOptions{}};
    unstarted.stop();
}

void TestDrain::refusesToServeAfterwards()
{
    ProxyRig rig;
    QVERIFY(rig.serve("routes: []\n").has_value());
    QVERIFY(rig.plane->drain(1s));
    QCOMPARE(rig.serve("routes: []\n").error().kind, ErrorKind::Refused);
    rig.plane->stop();
    QCOMPARE(rig.serve("routes: []\n").error().kind, ErrorKind::Refused);
}

QTEST_APPLESS_MAIN(TestDrain)
#include "tst_drain.moc"
