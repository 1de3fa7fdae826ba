#include "core/gateway/prometheus.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

QByteArray exposed(const Telemetry &telemetry, const AdminCounters &admin = {})
{
    return QByteArray::fromStdString(prometheusText(telemetry, admin));
}

} // namespace

class TestPrometheus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapesLabels();
    void cumulatesBuckets();
    void keepsTheSamplesOfAFamilyTogether();
    void tellsOneStateOfABreaker();
    void leavesOutWhatIsNotKnown();
};

void TestPrometheus::escapesLabels()
{
    Telemetry telemetry{GatewayName{"a\"b\\c\nd"}};
    telemetry.requests = 5;
    QVERIFY(exposed(telemetry).contains("gatehouse_requests_total{gateway=\"a\\\"b\\\\c\\nd\"} 5\n"));
}

void TestPrometheus::cumulatesBuckets()
{
    Telemetry telemetry{GatewayName{"g"}};
    ServiceTelemetry service{ServiceName{"s"}};
    service.latencyBuckets = LatencyBucketTelemetry{{1, 2.5, 1'000}, {3, 0, 4, 2}};
    telemetry.services.push_back(service);
    const QByteArray text = exposed(telemetry);
    const QByteArray name = "gatehouse_service_request_duration_seconds";
    const QByteArray expected = "# TYPE " + name + " histogram\n" + name
        + "_bucket{gateway=\"g\",service=\"s\",le=\"0.001\"} 3\n" + name
        + "_bucket{gateway=\"g\",service=\"s\",le=\"0.0025\"} 3\n" + name
        + "_bucket{gateway=\"g\",service=\"s\",le=\"1\"} 7\n" + name
        + "_bucket{gateway=\"g\",service=\"s\",le=\"+Inf\"} 9\n" + name
        + "_count{gateway=\"g\",service=\"s\"} 9\n";
    QVERIFY2(text.contains(expected), text.constData());
}

void TestPrometheus::keepsTheSamplesOfAFamilyTogether()
{
    Telemetry telemetry{GatewayName{"g"}};
    telemetry.routes = {RouteTelemetry{RouteName{"a"}, 1, StatusTelemetry{1, 0, 0, 0}},
                        RouteTelemetry{RouteName{"b"}, 2, StatusTelemetry{2, 0, 0, 0}}};
    QByteArrayList families;
    QByteArray family;
    for (const QByteArray &line : exposed(telemetry).trimmed().split('\n')) {
        if (line.startsWith("# HELP ")) {
            family = line.split(' ').at(2);
            QVERIFY2(!families.contains(family), family.constData());
            families.append(family);
        } else if (!line.startsWith(QByteArray("# TYPE " + family + ' '))) {
            QVERIFY2(line.startsWith(family), line.constData());
        }
    }
    QVERIFY(families.size() > 10);
}

void TestPrometheus::tellsOneStateOfABreaker()
{
    Telemetry telemetry{GatewayName{"g"}};
    ServiceTelemetry service{ServiceName{"s"}};
    service.health = HealthState::Failing;
    service.breaker = BreakerTelemetry{BreakerPhase::Open};
    telemetry.services.push_back(service);
    const QByteArray text = exposed(telemetry);
    QVERIFY(text.contains("gatehouse_breaker_state{gateway=\"g\",service=\"s\",state=\"open\"} 1\n"));
    QCOMPARE(text.count("gatehouse_breaker_state{"), 6);
    QCOMPARE(text.count("gatehouse_service_health{"), 4);
    int ones = 0;
    for (const QByteArray &line : text.split('\n'))
        ones += line.startsWith("gatehouse_breaker_state{") && line.endsWith(" 1") ? 1 : 0;
    QCOMPARE(ones, 1);
}

void TestPrometheus::leavesOutWhatIsNotKnown()
{
    Telemetry telemetry{GatewayName{"g"}};
    ServiceTelemetry service{ServiceName{"s"}};
    EndpointTelemetry endpoint{"127.0.0.1:80"};
    endpoint.health = EndpointHealthState::Unknown;
    service.endpoints.push_back(endpoint);
    telemetry.services.push_back(service);
    const QByteArray text = exposed(telemetry, {4, 2, 1});
    QVERIFY(!text.contains("gatehouse_endpoint_healthy{"));
    QVERIFY(!text.contains("gatehouse_breaker_state{"));
    QVERIFY(!text.contains("gatehouse_bulkhead_active{"));
    QVERIFY(text.contains("gatehouse_admin_refused_total{gateway=\"g\"} 4\n"));
    QVERIFY(text.contains("gatehouse_admin_pushes_total{gateway=\"g\",outcome=\"refused\"} 1\n"));
}

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
