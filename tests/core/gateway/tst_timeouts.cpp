#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

/// A service that takes requests and never answers.
RawBackend::Script silence()
{
    return [](RawBackend::Connection &connection) {
        RawBackend::Request request;
        connection.read(request);
        connection.waitForEnd();
    };
}

} // namespace

class TestTimeouts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers504WhenTheServiceIsSilent_data();
    void answers504WhenTheServiceIsSilent();
    void letsTheRouteShortenTheTime();
    void cutsAnAnswerThatTakesTooLong();
    void runsTheRequestTimeFromTheLastByteOfTheRequest();
    void givesUpConnecting();
    void refusesConnectionsThatAreRefused();
    void closesAClientThatStopsInTheMiddleOfItsBody();
    void closesAClientThatDoesNotReadItsAnswer();
    void keepsAServiceConnectionOnlyForItsIdleTime();
};

void TestTimeouts::answers504WhenTheServiceIsSilent_data()
{
    QTest::addColumn<QString>("timeouts");
    QTest::newRow("request") << QStringLiteral("timeouts: {request: 100ms}");
    QTest::newRow("per try") << QStringLiteral("timeouts: {perTry: 100ms}");
    QTest::newRow("idle") << QStringLiteral("timeouts: {idle: 100ms}");
}

void TestTimeouts::answers504WhenTheServiceIsSilent()
{
    QFETCH(QString, timeouts);
    RawBackend backend(silence());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), timeouts.toStdString()).has_value());
    HttpProbe probe(rig.address());
    for (int i = 0; i < 2; ++i) {
        const auto began = Steady::now();
        const HttpAnswer answer = probe.ask("GET", "/");
        const auto took = Steady::now() - began;
        QCOMPARE(answer.status, 504);
        QVERIFY(answer.body.find("upstream_timeout") != std::string::npos);
        QVERIFY(took >= 100ms);
    }
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
    QCOMPARE(rig.service().errors.timeout, std::uint64_t(2));
}

void TestTimeouts::letsTheRouteShortenTheTime()
{
    RawBackend backend(silence());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "timeout: 50ms").has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 504);
}

void TestTimeouts::cutsAnAnswerThatTakesTooLong()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (!connection.read(request))
            return;
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (connection.send("1\r\na\r\n") && !connection.waitForEnd(60ms)) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "timeouts: {request: 200ms}").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    const std::string got = probe.readUntil("what never comes");
    QVERIFY(got.starts_with("HTTP/1.1 200"));
    QVERIFY(!got.ends_with("0\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return rig.service().errors.timeout == 1; }));
}

void TestTimeouts::runsTheRequestTimeFromTheLastByteOfTheRequest()
{
    RawBackend backend("ok");
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "timeouts: {request: 150ms}").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n"));
    // Each byte takes 60 ms: longer in sum than an answer may take.
    for (const char c : std::string("abcde")) {
        const auto next = Steady::now() + 60ms;
        becomesTrue([&] { return Steady::now() >= next; });
        QVERIFY(probe.send(std::string_view(&c, 1)));
    }
    QCOMPARE(probe.read("POST").status, 200);
}

void TestTimeouts::givesUpConnecting()
{
    FullListener full;
    ProxyRig rig;
    QVERIFY(rig.serveOne(full.address(), "timeouts: {connect: 100ms}").has_value());
    const auto began = Steady::now();
    const HttpAnswer answer = ask(rig.address(), "GET", "/");
    QCOMPARE(answer.status, 504);
    QVERIFY(Steady::now() - began >= 100ms);
    QCOMPARE(rig.service().errors.connect, std::uint64_t(1));
}

void TestTimeouts::refusesConnectionsThatAreRefused()
{
    std::string address;
    {
        RawBackend gone;
        address = gone.address();
    }
    ProxyRig rig;
    QVERIFY(rig.serveOne(address).has_value());
    const HttpAnswer answer = ask(rig.address(), "GET", "/");
    QCOMPARE(answer.status, 502);
    QVERIFY(answer.body.find("upstream_error") != std::string::npos);
    QCOMPARE(rig.service().errors.connect, std::uint64_t(1));
    QCOMPARE(rig.endpoint().errors, std::uint64_t(1));
    QCOMPARE(rig.plane->served()->services.at(0).endpoints.at(0)->connections(), 0);
}

void TestTimeouts::closesAClientThatStopsInTheMiddleOfItsBody()
{
    RawBackend backend(silence());
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "timeouts: {idle: 100ms}").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab"));
    QCOMPARE(probe.read("POST").status, 408);
    QVERIFY(probe.isClosedByServer());
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
    QCOMPARE(rig.service().errors.timeout, std::uint64_t(0));
}

void TestTimeouts::closesAClientThatDoesNotReadItsAnswer()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (!connection.read(request))
            return;
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        const std::string piece = "10000\r\n" + std::string(65'536, 'x') + "\r\n";
        while (connection.send(piece)) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "timeouts: {idle: 200ms, request: 0s}").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return rig.service().active == 1; }));
    QVERIFY(becomesTrue([&] { return rig.plane->activeConnections() == 0; }));
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
    QCOMPARE(rig.service().errors.timeout, std::uint64_t(0));
}

void TestTimeouts::keepsAServiceConnectionOnlyForItsIdleTime()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "timeouts: {idle: 100ms}").has_value());
    QCOMPARE(ask(rig.address(), "GET", "/").status, 200);
    QCOMPARE(backend.openConnections(), 1);
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
    QCOMPARE(rig.plane->served()->services.at(0).endpoints.at(0)->connections(), 0);
}

QTEST_APPLESS_MAIN(TestTimeouts)
#include "tst_timeouts.moc"
