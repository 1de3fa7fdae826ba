#include "core/gateway/servicestate.h"

#include <QtTest/QTest>

#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const SteadyTime Now{1000s};
const WallTime Wall{1'795'456'800'000ms};

Endpoint endpoint(int weight = 1, EndpointState state = EndpointState::Active)
{
    Endpoint result;
    result.address = {"127.0.0.1", 9101};
    result.weight = weight;
    result.state = state;
    result.maxConnections = 2;
    return result;
}

} // namespace

class TestServiceState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsUpTheCountersOfAllLoops();
    void countsRoutesByStatusClass();
    void prefersAnOverrideToTheDocument();
    void usesOnlyEndpointsThatAreActiveAndNotUnhealthy();
    void keepsWhenAndWhyHealthChanged();
    void handsOutNoMoreConnectionsThanAllowed();
};

void TestServiceState::addsUpTheCountersOfAllLoops()
{
    ServiceState state(ServiceName("s"), 2);
    state.beginCall(0);
    state.beginCall(1);
    state.beginCall(1);
    state.endCall(1, {FailureKind::Timeout, {}, 2ms, {}, 50ms}, Now);
    state.endCall(0, {{}, 4ms, {}, 3ms, 5ms}, Now + 1s);
    state.refuse(0, ServiceState::Refusal::Breaker);
    state.refuse(1, ServiceState::Refusal::Breaker);
    state.refuse(1, ServiceState::Refusal::NoEndpoint);
    const ServiceCounts counts = state.counts(Now + 1s);
    QCOMPARE(counts.requests, std::uint64_t(3));
    QCOMPARE(counts.active, std::uint64_t(1));
    QCOMPARE(counts.errors.timeout, std::uint64_t(1));
    QCOMPARE(counts.errors.connect, std::uint64_t(0));
    QCOMPARE(counts.refusedByBreaker, std::uint64_t(2));
    QCOMPARE(counts.refusedByBulkhead, std::uint64_t(0));
    QCOMPARE(counts.refusedNoEndpoint, std::uint64_t(1));
    QCOMPARE(*counts.phases.queue, 4.0);
    QCOMPARE(*counts.phases.connect, 2.0);
    QCOMPARE(*counts.phases.total, 27.5);
    QVERIFY(counts.lastCall == Now + 1s);
    QCOMPARE(counts.buckets[LatencyBuckets::indexOf(5ms)], std::uint64_t(1));
}

void TestServiceState::countsRoutesByStatusClass()
{
    RouteState state(RouteName("r"), 2);
    int loop = 0;
    for (const int status : {200, 204, 302, 404, 413, 500, 101})
        state.record(static_cast<unsigned>(loop++ % 2), status, 1ms, Now);
    const RouteCounts counts = state.counts(Now);
    QCOMPARE(counts.requests, std::uint64_t(7));
    QCOMPARE(counts.status2xx, std::uint64_t(2));
    QCOMPARE(counts.status3xx, std::uint64_t(1));
    QCOMPARE(counts.status4xx, std::uint64_t(2));
    QCOMPARE(counts.status5xx, std::uint64_t(1));
    QVERIFY(counts.latency.p50.has_value());
}

void TestServiceState::prefersAnOverrideToTheDocument()
{
    EndpointRuntime runtime(endpoint(3), 1, Wall);
    runtime.setOverride({EndpointState::Draining, {}});
    QCOMPARE(runtime.state(), EndpointState::Draining);
    QCOMPARE(runtime.weight(), 3);
    QVERIFY(runtime.isOverridden());
    runtime.configure(endpoint(5));
    QCOMPARE(runtime.state(), EndpointState::Draining);
    QCOMPARE(runtime.weight(), 5);
    runtime.setOverride({{}, 0});
    QCOMPARE(runtime.state(), EndpointState::Active);
    QVERIFY(!runtime.isUsable());
    runtime.setOverride({});
    QVERIFY(runtime.isUsable());
    QVERIFY(!runtime.isOverridden());
}

void TestServiceState::usesOnlyEndpointsThatAreActiveAndNotUnhealthy()
{
    QVERIFY(EndpointRuntime(endpoint(), 1, Wall).isUsable());
    QVERIFY(!EndpointRuntime(endpoint(0), 1, Wall).isUsable());
    QVERIFY(!EndpointRuntime(endpoint(1, EndpointState::Draining), 1, Wall).isUsable());
    QVERIFY(!EndpointRuntime(endpoint(1, EndpointState::Disabled), 1, Wall).isUsable());
    EndpointRuntime runtime(endpoint(), 1, Wall);
    runtime.setHealth(EndpointHealth::State::Unhealthy, "status 503", Wall);
    QVERIFY(!runtime.isUsable());
    runtime.setHealth(EndpointHealth::State::Healthy, "status 200", Wall);
    QVERIFY(runtime.isUsable());
}

void TestServiceState::keepsWhenAndWhyHealthChanged()
{
    EndpointRuntime runtime(endpoint(), 1, Wall);
    QVERIFY(runtime.setHealth(EndpointHealth::State::Unhealthy, "timeout", Wall + 5s));
    QVERIFY(!runtime.setHealth(EndpointHealth::State::Unhealthy, "status 500", Wall + 9s));
    const EndpointHealth expected{EndpointHealth::State::Unhealthy, "timeout", Wall + 5s};
    QVERIFY(runtime.health() == expected);
}

void TestServiceState::handsOutNoMoreConnectionsThanAllowed()
{
    EndpointRuntime runtime(endpoint(), 1, Wall);
    QVERIFY(runtime.takeConnection());
    QVERIFY(runtime.takeConnection());
    QVERIFY(!runtime.takeConnection());
    runtime.releaseConnection();
    QVERIFY(runtime.takeConnection());
    QCOMPARE(runtime.connections(), 2);
}

QTEST_APPLESS_MAIN(TestServiceState)
#include "tst_servicestate.moc"
