#include "core/gateway/overridechange.h"
#include "core/gateway/overridenote.h"
#include "core/model/telemetry.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Model sample()
{
    Model model;
    Service service;
    service.name = ServiceName{"a"};
    service.circuitBreaker = CircuitBreakerSettings{};
    Endpoint endpoint;
    endpoint.address = {"::1", 80};
    service.endpoints.push_back(endpoint);
    model.services.push_back(service);
    return model;
}

Overrides everything()
{
    Overrides overrides;
    overrides.breakers[ServiceName{"a"}] = BreakerMode::ForcedOpen;
    overrides.endpoints[ServiceName{"a"}][Address{"::1", 80}] = {EndpointState::Draining, 9};
    return overrides;
}

} // namespace

class TestOverrideNote final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsBackWhatWasOverridden();
    void endsWhatTheDocumentTouched();
    void endsWhatIsGone();
    void refusesWhatIsNoNote();
    void readsChanges_data();
    void readsChanges();
    void refusesWrongChanges_data();
    void refusesWrongChanges();
};

void TestOverrideNote::bringsBackWhatWasOverridden()
{
    const Model model = sample();
    QCOMPARE(overridesFromNote(overrideNote(everything(), model), model).value(), everything());
    QCOMPARE(overridesFromNote(overrideNote({}, model), model).value(), Overrides{});
}

void TestOverrideNote::endsWhatTheDocumentTouched()
{
    const std::string note = overrideNote(everything(), sample());
    Model model = sample();
    model.services[0].circuitBreaker->state = BreakerMode::Disabled;
    model.services[0].endpoints[0].weight = 2;
    const Overrides left = overridesFromNote(note, model).value();
    QVERIFY(left.breakers.empty());
    const EndpointOverride endpoint = left.endpoints.at(ServiceName{"a"}).at(Address{"::1", 80});
    QCOMPARE(endpoint.state, EndpointState::Draining);
    QVERIFY(!endpoint.weight);
}

void TestOverrideNote::endsWhatIsGone()
{
    const std::string note = overrideNote(everything(), sample());
    Model model = sample();
    model.services[0].circuitBreaker.reset();
    model.services[0].endpoints[0].address.port = 81;
    QCOMPARE(overridesFromNote(note, model).value(), Overrides{});
    QCOMPARE(overridesFromNote(note, Model{}).value(), Overrides{});
}

void TestOverrideNote::refusesWhatIsNoNote()
{
    for (const char *text : {"", "[]", "{}", "{\"breakers\": []}"})
        QCOMPARE(overridesFromNote(text, Model{}).error().kind, ErrorKind::Unreadable);
}

void TestOverrideNote::readsChanges_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("meaning");
    QTest::newRow("state") << QByteArray(R"({"state": "draining"})") << QByteArray("state=draining");
    QTest::newRow("weight") << QByteArray(R"({"weight": 0})") << QByteArray("weight=0");
    QTest::newRow("both") << QByteArray(R"({"weight": 65535, "state": "active"})")
                          << QByteArray("state=active weight=65535");
    QTest::newRow("end of one") << QByteArray(R"({"state": null})") << QByteArray("state ends");
    QTest::newRow("end of one, the other set")
        << QByteArray(R"({"state": null, "weight": 5})") << QByteArray("state ends weight=5");
    QTest::newRow("end of all") << QByteArray("null") << QByteArray("state ends weight ends");
}

void TestOverrideNote::readsChanges()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, meaning);
    const EndpointChange change = endpointChangeIn(body.toStdString()).value();
    QByteArrayList parts;
    if (change.state.isMeant)
        parts << (change.state.set ? "state=" + QByteArray(word(*change.state.set))
                                   : QByteArray("state ends"));
    if (change.weight.isMeant)
        parts << (change.weight.set ? "weight=" + QByteArray::number(*change.weight.set)
                                    : QByteArray("weight ends"));
    QCOMPARE(parts.join(' '), meaning);
}

void TestOverrideNote::refusesWrongChanges_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"", "5", "{}", "[]", R"({"stat": "active"})", R"({"state": "Active"})", R"({"state": 1})",
          R"({"weight": -1})", R"({"weight": 65536})", R"({"weight": 1.5})", R"({"weight": "1"})",
          R"({"state": "active", "maxConnections": 5})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestOverrideNote::refusesWrongChanges()
{
    QFETCH(QByteArray, body);
    const Result<EndpointChange> endpoint = endpointChangeIn(body.toStdString());
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!breakerChangeIn(body.toStdString()));
}

QTEST_GUILESS_MAIN(TestOverrideNote)
#include "tst_overridenote.moc"
