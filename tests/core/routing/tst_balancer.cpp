#include "core/routing/balancer.h"

#include "core/base/random.h"

#include <QtTest/QTest>

#include <map>
#include <numeric>
#include <thread>

using namespace gatehouse;

namespace {

Service serviceOf(const std::vector<int> &weights)
{
    Service service;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Endpoint endpoint;
        endpoint.address = {"127.0.0.1", static_cast<std::uint16_t>(9000 + i)};
        endpoint.weight = weights[i];
        service.endpoints.push_back(endpoint);
    }
    return service;
}

/// The next choices as letters, `-` for none.
QByteArray sequence(EndpointBalancer &balancer, int count)
{
    QByteArray letters;
    for (int i = 0; i < count; ++i) {
        const auto picked = balancer.pick();
        letters += picked ? static_cast<char>('a' + *picked) : '-';
    }
    return letters;
}

std::vector<int> counts(EndpointBalancer &balancer, int picks)
{
    std::vector<int> result(balancer.size(), 0);
    for (int i = 0; i < picks; ++i) {
        if (const auto picked = balancer.pick())
            ++result[*picked];
    }
    return result;
}

} // namespace

class TestBalancer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTurnsAmongEquals();
    void mixesWeightsSmoothly();
    void isExactInEveryRound_data();
    void isExactInEveryRound();
    void gapsAreNeverLongerThanTheWeightAsks();
    void sendsNothingToDrainingDisabledOrWeightlessEndpoints();
    void leavesOutTheUnhealthyAndTakesThemBack();
    void hasNoEndpointWhereNoneIsUsable();
    void usesAllWhenTooFewAreHealthy();
    void changesWeightsAtOnceWithoutStartingAgain();
    void staysFairWhileMembersComeAndGo();
    void passesOverWhatIsToBeAvoided();
    void isExactOverManyThreads();
    void choosesTargetsSmoothly();
    void takesTheOnlyTargetThatHasAWeight();
};

void TestBalancer::takesTurnsAmongEquals()
{
    EndpointBalancer balancer(serviceOf({1, 1, 1}));
    QCOMPARE(sequence(balancer, 7), QByteArray("abcabca"));
}

void TestBalancer::mixesWeightsSmoothly()
{
    // The example of the algorithm's author: 5, 1, 1 gives a a b a c a a and not five in a row.
    EndpointBalancer balancer(serviceOf({5, 1, 1}));
    QCOMPARE(sequence(balancer, 14), QByteArray("aabacaaaabacaa"));
}

void TestBalancer::isExactInEveryRound_data()
{
    QTest::addColumn<QList<int>>("weights");
    QTest::newRow("one") << QList<int>{7};
    QTest::newRow("equal") << QList<int>{1, 1, 1, 1};
    QTest::newRow("unequal") << QList<int>{3, 1, 2};
    QTest::newRow("with zero") << QList<int>{4, 0, 1};
    QTest::newRow("large") << QList<int>{997, 3, 250, 1};
    QTest::newRow("largest") << QList<int>{65535, 1};
}

void TestBalancer::isExactInEveryRound()
{
    QFETCH(QList<int>, weights);
    const std::vector<int> expected(weights.begin(), weights.end());
    EndpointBalancer balancer(serviceOf(expected));
    const int round = std::accumulate(expected.begin(), expected.end(), 0);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(counts(balancer, round), expected);
}

void TestBalancer::gapsAreNeverLongerThanTheWeightAsks()
{
    EndpointBalancer balancer(serviceOf({95, 5}));
    int last = -1;
    for (int i = 0; i < 1000; ++i) {
        if (*balancer.pick() != 1)
            continue;
        if (last >= 0)
            QCOMPARE(i - last, 20);
        last = i;
    }
    QVERIFY(last > 900);
}

void TestBalancer::sendsNothingToDrainingDisabledOrWeightlessEndpoints()
{
    Service service = serviceOf({1, 1, 1, 0});
    service.endpoints[1].state = EndpointState::Draining;
    service.endpoints[2].state = EndpointState::Disabled;
    EndpointBalancer balancer(service);
    QCOMPARE(balancer.usableCount(), std::size_t(1));
    QCOMPARE(sequence(balancer, 4), QByteArray("aaaa"));
    balancer.setState(0, EndpointState::Draining);
    balancer.setState(2, EndpointState::Active);
    QCOMPARE(sequence(balancer, 4), QByteArray("cccc"));
    balancer.setState(0, EndpointState::Active);
    QCOMPARE(counts(balancer, 10), (std::vector<int>{5, 0, 5, 0}));
}

void TestBalancer::leavesOutTheUnhealthyAndTakesThemBack()
{
    EndpointBalancer balancer(serviceOf({1, 2, 1}));
    balancer.setHealthy(1, false);
    QVERIFY((balancer.status(1) == EndpointBalancer::Status{EndpointState::Active, 2, false, false}));
    QCOMPARE(counts(balancer, 10), (std::vector<int>{5, 0, 5}));
    balancer.setHealthy(1, true);
    QCOMPARE(counts(balancer, 40), (std::vector<int>{10, 20, 10}));
}

void TestBalancer::hasNoEndpointWhereNoneIsUsable()
{
    EndpointBalancer empty(serviceOf({}));
    QVERIFY(!empty.pick());
    EndpointBalancer balancer(serviceOf({0, 1}));
    balancer.setHealthy(1, false);
    QCOMPARE(balancer.usableCount(), std::size_t(0));
    QCOMPARE(sequence(balancer, 3), QByteArray("---"));
    balancer.setHealthy(1, true);
    QCOMPARE(sequence(balancer, 3), QByteArray("bbb"));
}

void TestBalancer::usesAllWhenTooFewAreHealthy()
{
    Service service = serviceOf({1, 1, 1, 1, 1});
    service.loadBalancing.panicPercent = 50;
    service.endpoints[4].state = EndpointState::Disabled;
    EndpointBalancer balancer(service);
    balancer.setHealthy(0, false);
    balancer.setHealthy(1, false);
    QCOMPARE(counts(balancer, 8), (std::vector<int>{0, 0, 4, 4, 0})); // 50 % is not below 50 %
    balancer.setHealthy(2, false);
    QCOMPARE(counts(balancer, 8), (std::vector<int>{2, 2, 2, 2, 0}));
    QVERIFY(balancer.status(0).usable && !balancer.status(0).healthy && !balancer.status(4).usable);
    balancer.setHealthy(2, true);
    QCOMPARE(balancer.usableCount(), std::size_t(2));
}

void TestBalancer::changesWeightsAtOnceWithoutStartingAgain()
{
    EndpointBalancer balancer(serviceOf({1, 1, 1}));
    QCOMPARE(sequence(balancer, 1), QByteArray("a"));
    balancer.setWeight(0, 1); // no change: goes on where it was
    QCOMPARE(sequence(balancer, 2), QByteArray("bc"));
    balancer.setWeight(0, 4);
    QCOMPARE(counts(balancer, 60), (std::vector<int>{40, 10, 10}));
    balancer.setWeight(0, 0);
    QCOMPARE(counts(balancer, 10), (std::vector<int>{0, 5, 5}));
    balancer.setWeight(0, 1);
    QCOMPARE(counts(balancer, 9), (std::vector<int>{3, 3, 3}));
    // From very uneven to even: the heavy one does not pay for its past.
    balancer.setWeight(0, 65535);
    QCOMPARE(counts(balancer, 1000).front(), 1000);
    balancer.setWeight(0, 1);
    const std::vector<int> after = counts(balancer, 12);
    QVERIFY2(*std::min_element(after.begin(), after.end()) >= 3,
             "someone was starved by a change of weights");
}

void TestBalancer::staysFairWhileMembersComeAndGo()
{
    EndpointBalancer balancer(serviceOf({2, 2, 2, 2}));
    Random random(4);
    std::vector<int> total(4, 0);
    std::vector<int> deserved(4, 0);
    for (int i = 0; i < 40'000; ++i) {
        if (random.below(8) == 0)
            balancer.setHealthy(random.below(4), random.below(2) == 0);
        const std::size_t usable = balancer.usableCount();
        for (std::size_t e = 0; e < 4 && usable > 0; ++e)
            deserved[e] += balancer.status(e).usable ? static_cast<int>(12 / usable) : 0;
        if (const auto picked = balancer.pick())
            total[*picked] += 12;
    }
    for (std::size_t e = 0; e < 4; ++e) {
        const double share = double(total[e]) / deserved[e];
        QVERIFY2(share > 0.97 && share < 1.03, qPrintable(QString::number(share)));
    }
}

void TestBalancer::passesOverWhatIsToBeAvoided()
{
    EndpointBalancer balancer(serviceOf({1, 1, 1}));
    const std::vector<std::size_t> first{0};
    QCOMPARE(balancer.pick(first).value(), std::size_t(1));
    QCOMPARE(balancer.pick(first).value(), std::size_t(2));
    QCOMPARE(balancer.pick(first).value(), std::size_t(1));
    const std::vector<std::size_t> all{2, 0, 1};
    QVERIFY(!balancer.pick(all));
    // Who was passed over has not earned anything meanwhile.
    QCOMPARE(sequence(balancer, 3).count('a'), 1);
}

void TestBalancer::isExactOverManyThreads()
{
    EndpointBalancer balancer(serviceOf({3, 2, 1}));
    std::vector<std::vector<int>> parts(4);
    std::vector<std::thread> threads;
    for (std::vector<int> &part : parts)
        threads.emplace_back([&balancer, &part] { part = counts(balancer, 15'000); });
    for (std::thread &thread : threads)
        thread.join();
    std::vector<int> sum(3, 0);
    for (const std::vector<int> &part : parts) {
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += part[i];
    }
    QCOMPARE(sum, (std::vector<int>{30'000, 20'000, 10'000}));
}

void TestBalancer::choosesTargetsSmoothly()
{
    TargetChooser chooser({{ServiceName("old"), 95}, {ServiceName("new"), 5}});
    std::map<std::size_t, int> seen;
    for (int i = 0; i < 100; ++i)
        ++seen[chooser.next().value()];
    QCOMPARE(seen, (std::map<std::size_t, int>{{0, 95}, {1, 5}}));
}

void TestBalancer::takesTheOnlyTargetThatHasAWeight()
{
    TargetChooser chooser({{ServiceName("a"), 0}, {ServiceName("b"), 3}, {ServiceName("c"), 0}});
    QCOMPARE(chooser.next().value(), std::size_t(1));
    QCOMPARE(chooser.next().value(), std::size_t(1));
    TargetChooser none({{ServiceName("a"), 0}});
    QVERIFY(!none.next());
    QVERIFY(!TargetChooser(std::vector<RouteTarget>{}).next());
}

QTEST_APPLESS_MAIN(TestBalancer)
#include "tst_balancer.moc"
