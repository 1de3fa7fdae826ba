#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// Answers each request only when the test says so.
class Gate
{
public:
    RawBackend::Script script()
    {
        return [this](RawBackend::Connection &connection) {
            RawBackend::Request request;
            while (connection.read(request)) {
                const int now = ++m_inside;
                int seen = m_most;
                while (now > seen && !m_most.compare_exchange_weak(seen, now)) { }
                if (!m_open.try_acquire_for(10s))
                    return;
                --m_inside;
                if (!connection.answer(200, request.target))
                    return;
            }
        };
    }
    void let(int count) { m_open.release(count); }
    [[nodiscard]] int inside() const { return m_inside; }
    [[nodiscard]] int most() const { return m_most; }

private:
    std::counting_semaphore<> m_open{0};
    std::atomic<int> m_inside{0};
    std::atomic<int> m_most{0};
};

/// Requests under way on threads of their own.
class Askers
{
public:
    Askers(const std::string &address, int count)
        : m_answers(static_cast<std::size_t>(count))
    {
        for (int i = 0; i < count; ++i)
            m_threads.emplace_back([this, address, i] {
                m_answers[static_cast<std::size_t>(i)] = ask(address, "GET", "/" + std::to_string(i));
                ++m_done;
            });
    }
    ~Askers() { wait(); }
    Askers(const Askers &) = delete;
    Askers &operator=(const Askers &) = delete;

    void wait()
    {
        for (std::thread &thread : m_threads) {
            if (thread.joinable())
                thread.join();
        }
    }
    [[nodiscard]] int done() const { return m_done; }
    /// After wait().
    [[nodiscard]] int countOf(int status) const
    {
        return static_cast<int>(
            std::count_if(m_answers.begin(), m_answers.end(),
                          [status](const HttpAnswer &answer) { return answer.status == status; }));
    }

private:
    std::vector<HttpAnswer> m_answers;
    std::atomic<int> m_done{0};
    std::vector<std::thread> m_threads;
};

} // namespace

/// Breaker, bulkhead, connections and balancing under real traffic.
class TestCalls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensABreakerAndClosesItAgain();
    void opensABreakerByAnyKindOfFailure_data();
    void opensABreakerByAnyKindOfFailure();
    void obeysAForcedBreaker();
    void queuesAndRejectsAtABulkhead();
    void rejectsWhoWaitsTooLongAtABulkhead();
    void givesThePlaceOfAClientThatLeftToTheNext();
    void boundsConnectionsOverAllLoops();
    void refusesWhereNoConnectionIsFreeInTime();
    void sharesRequestsByWeight();
    void sparesDrainingEndpoints();
    void replacesAStaleConnection();
    void doesNotRepeatAPost();
    void doesNotRepeatOnAFreshConnection();
};

void TestCalls::opensABreakerAndClosesItAgain()
{
    std::atomic<int> status{500};
    RawBackend backend([&status](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request) && connection.answer(status, "x")) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "circuitBreaker: {consecutiveFailures: 3, openFor: 200ms}")
                .has_value());
    HttpProbe probe(rig.address());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(probe.ask("GET", "/").status, 500);
    const HttpAnswer refused = probe.ask("GET", "/");
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.body.find("circuit_open") != std::string::npos);
    QCOMPARE(refused.headers.at("retry-after"), std::string("1"));
    QCOMPARE(backend.requests().size(), std::size_t(3));
    // The first trial fails, the second one succeeds.
    QVERIFY(becomesTrue([&] { return probe.ask("GET", "/").status == 500; }));
    status = 200;
    QVERIFY(becomesTrue([&] { return probe.ask("GET", "/").status == 200; }));
    QCOMPARE(rig.log.text(),
             std::string("s: closed -> open\ns: open -> half_open\ns: half_open -> open\n"
                         "s: open -> half_open\ns: half_open -> closed\n"));
    QCOMPARE(rig.service().errors.status5xx, std::uint64_t(4));
    QVERIFY(rig.service().refusedByBreaker >= 1);
}

void TestCalls::opensABreakerByAnyKindOfFailure_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("connect") << static_cast<int>(FailureKind::Connect) << 502;
    QTest::newRow("reset") << static_cast<int>(FailureKind::Reset) << 502;
    QTest::newRow("timeout") << static_cast<int>(FailureKind::Timeout) << 504;
    QTest::newRow("5xx") << static_cast<int>(FailureKind::Status5xx) << 599;
}

void TestCalls::opensABreakerByAnyKindOfFailure()
{
    QFETCH(int, kind);
    QFETCH(int, status);
    const auto failure = static_cast<FailureKind>(kind);
    RawBackend backend([failure](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)) {
            if (failure == FailureKind::Reset)
                return;
            if (failure == FailureKind::Timeout)
                connection.waitForEnd();
            if (!connection.answer(599, "x"))
                return;
        }
    });
    if (failure == FailureKind::Connect)
        backend.stop();
    ProxyRig rig;
    QVERIFY(
        rig.serveOne(backend.address(), "circuitBreaker: {consecutiveFailures: 2}, timeouts: {request: 50ms}")
            .has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, status);
    QCOMPARE(ask(rig.address(), "GET", "/").status, status);
    QCOMPARE(ask(rig.address(), "GET", "/").status, 503);
    QCOMPARE(rig.log.text(), std::string("s: closed -> open\n"));
}

void TestCalls::obeysAForcedBreaker()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "circuitBreaker: {}").has_value());
    QVERIFY(rig.plane->forceBreaker(ServiceName("s"), BreakerMode::ForcedOpen).has_value());
    const HttpAnswer refused = ask(rig.address(), "GET", "/");
    QCOMPARE(refused.status, 503);
    // Nobody knows when it will be released.
    QVERIFY(!refused.headers.contains("retry-after"));
    QCOMPARE(rig.plane->overrides().breakers.size(), std::size_t(1));
    QVERIFY(rig.plane->forceBreaker(ServiceName("s"), {}).has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 200);
    QCOMPARE(rig.plane->forceBreaker(ServiceName("other"), BreakerMode::ForcedOpen).error().kind,
             ErrorKind::NotFound);
}

void TestCalls::queuesAndRejectsAtABulkhead()
{
    Gate gate;
    RawBackend backend(gate.script());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "bulkhead: {maxConcurrent: 2, maxQueued: 3, maxWait: 20s}")
                .has_value());
    Askers askers(rig.address(), 8);
    const auto status = [&] {
        return rig.plane->served()->services.at(0).bulkhead->status();
    };
    QVERIFY(becomesTrue([&] { return gate.inside() == 2 && askers.done() == 3; }));
    QCOMPARE(status().active_requests, 2);
    QCOMPARE(status().queued, 3);
    QCOMPARE(status().rejected, std::uint64_t(3));
    gate.let(5);
    askers.wait();
    QCOMPARE(askers.countOf(200), 5);
    QCOMPARE(askers.countOf(503), 3);
    QCOMPARE(gate.most(), 2);
    QVERIFY(becomesTrue([&] { return status().active_requests == 0; }));
    QCOMPARE(status().highWater, 2);
    QCOMPARE(rig.service().refusedByBulkhead, std::uint64_t(3));
    QCOMPARE(rig.service().requests, std::uint64_t(5));
    QVERIFY(rig.service().phases.queue.has_value());
}

void TestCalls::rejectsWhoWaitsTooLongAtABulkhead()
{
    Gate gate;
    RawBackend backend(gate.script());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "bulkhead: {maxConcurrent: 1, maxQueued: 5, maxWait: 100ms}")
                .has_value());
    Askers askers(rig.address(), 3);
    QVERIFY(becomesTrue([&] { return askers.done() == 2; }));
    gate.let(1);
    askers.wait();
    QCOMPARE(askers.countOf(200), 1);
    QCOMPARE(askers.countOf(503), 2);
    QCOMPARE(rig.plane->served()->services.at(0).bulkhead->status().rejected, std::uint64_t(2));
}

void TestCalls::givesThePlaceOfAClientThatLeftToTheNext()
{
    Gate gate;
    RawBackend backend(gate.script());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "bulkhead: {maxConcurrent: 1, maxQueued: 1, maxWait: 20s}")
                .has_value());
    const auto status = [&] {
        return rig.plane->served()->services.at(0).bulkhead->status();
    };
    Askers first(rig.address(), 1);
    QVERIFY(becomesTrue([&] { return gate.inside() == 1; }));
    {
        HttpProbe leaves(rig.address());
        QVERIFY(leaves.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        QVERIFY(becomesTrue([&] { return status().queued == 1; }));
    }
    QVERIFY(becomesTrue([&] { return status().queued == 0; }));
    Askers second(rig.address(), 1);
    QVERIFY(becomesTrue([&] { return status().queued == 1; }));
    gate.let(2);
    first.wait();
    second.wait();
    QCOMPARE(first.countOf(200) + second.countOf(200), 2);
    QVERIFY(becomesTrue([&] { return status().active_requests == 0; }));
}

void TestCalls::boundsConnectionsOverAllLoops()
{
    Gate gate;
    RawBackend backend(gate.script());
    ProxyRig rig(3);
    QVERIFY(rig.serve(fmt::format("services: [{{name: s, endpoints: [{{address: '{}', maxConnections: 2}}], "
                                  "timeouts: {{connect: 20s}}}}]\n"
                                  "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                                  backend.address()))
                .has_value());
    // Idle connections of one loop must not starve the others.
    for (int round = 0; round < 5; ++round) {
        Askers askers(rig.address(), 9);
        gate.let(9);
        askers.wait();
        QCOMPARE(askers.countOf(200), 9);
    }
    QVERIFY(gate.most() <= 2);
    QVERIFY(backend.openConnections() <= 2);
}

void TestCalls::refusesWhereNoConnectionIsFreeInTime()
{
    Gate gate;
    RawBackend backend(gate.script());
    ProxyRig rig;
    QVERIFY(rig.serve(fmt::format("services: [{{name: s, endpoints: [{{address: '{}', maxConnections: 1}}], "
                                  "timeouts: {{connect: 100ms}}}}]\n"
                                  "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                                  backend.address()))
                .has_value());
    Askers first(rig.address(), 1);
    QVERIFY(becomesTrue([&] { return gate.inside() == 1; }));
    const HttpAnswer refused = ask(rig.address(), "GET", "/");
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.body.find("no_endpoint") != std::string::npos);
    gate.let(1);
    first.wait();
    QCOMPARE(first.countOf(200), 1);
    QCOMPARE(rig.service().refusedNoEndpoint, std::uint64_t(1));
}

void TestCalls::sharesRequestsByWeight()
{
    RawBackend one("one");
    RawBackend two("two");
    ProxyRig rig;
    QVERIFY(rig
                .serve(fmt::format(
                    "services: [{{name: s, endpoints: [{{address: '{}', weight: 3}}, {{address: '{}'}}]}}]\n"
                    "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                    one.address(), two.address()))
                .has_value());
    for (int i = 0; i < 40; ++i)
        QCOMPARE(ask(rig.address(), "GET", "/").status, 200);
    QCOMPARE(one.requests().size(), std::size_t(30));
    QCOMPARE(two.requests().size(), std::size_t(10));
    // At once, without a push.
    QVERIFY(rig.plane->overrideEndpoint(ServiceName("s"), {"127.0.0.1", one.port()}, {{}, 0}).has_value());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("two"));
    QVERIFY(rig.plane->served()->services.at(0).endpoints.at(0)->isOverridden());
}

void TestCalls::sparesDrainingEndpoints()
{
    RawBackend one("one");
    RawBackend two("two");
    ProxyRig rig;
    QVERIFY(rig.serve(fmt::format("services: [{{name: s, endpoints: [{{address: '{}', state: draining}}, "
                                  "{{address: '{}'}}]}}]\n"
                                  "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}}}]\n",
                                  one.address(), two.address()))
                .has_value());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ask(rig.address(), "GET", "/").body, std::string("two"));
    QVERIFY(rig.plane
                ->overrideEndpoint(ServiceName("s"), {"127.0.0.1", two.port()}, {EndpointState::Disabled, {}})
                .has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 503);
    const auto bad = rig.plane->overrideEndpoint(ServiceName("s"), {"127.0.0.1", two.port()}, {{}, 65'536});
    QCOMPARE(bad.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(rig.plane->overrideEndpoint(ServiceName("s"), {"127.0.0.1", 1}, {{}, 1}).error().kind,
             ErrorKind::NotFound);
}

namespace {

/// Answers one request on each connection; on the first ones it closes when the second request has come.
RawBackend::Script closesOnTheSecondRequest(int connections)
{
    return [connections](RawBackend::Connection &connection) {
        RawBackend::Request request;
        for (int i = 0; connection.read(request); ++i) {
            if (i == 1 && connection.number() < connections)
                return;
            connection.answer(200, request.body);
        }
    };
}

} // namespace

void TestCalls::replacesAStaleConnection()
{
    RawBackend backend(closesOnTheSecondRequest(1));
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QCOMPARE(probe.ask("PUT", "/", {}, "first").body, std::string("first"));
    QCOMPARE(probe.ask("PUT", "/", {}, "second").body, std::string("second"));
    QCOMPARE(backend.connections(), 2);
    QCOMPARE(rig.service().errors.reset, std::uint64_t(0));
    QCOMPARE(rig.service().requests, std::uint64_t(2));
    QCOMPARE(rig.endpoint().requests, std::uint64_t(2));
}

void TestCalls::doesNotRepeatAPost()
{
    RawBackend backend(closesOnTheSecondRequest(1));
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QCOMPARE(probe.ask("POST", "/", {}, "first").status, 200);
    QCOMPARE(probe.ask("POST", "/", {}, "second").status, 502);
    QCOMPARE(backend.requests().size(), std::size_t(2));
}

void TestCalls::doesNotRepeatOnAFreshConnection()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        connection.read(request);
    });
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 502);
    QCOMPARE(backend.requests().size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TestCalls)
#include "tst_calls.moc"
