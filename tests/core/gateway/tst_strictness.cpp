#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// Over the wire: what could be read in two ways never reaches a backend, and closes the connection.
class TestStrictness final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesAndCloses_data();
    void refusesAndCloses();
    void neverShowsABackendTwoRequestsWhereOneWasSent_data();
    void neverShowsABackendTwoRequestsWhereOneWasSent();
    void refusesABadChunkThatComesLate();
    void refusesWhatABackendSaysInTwoWays_data();
    void refusesWhatABackendSaysInTwoWays();
    void doesNotReuseABackendThatSaysTooMuch();
    void takesARequestThatComesByteByByte();
    void boundsBodiesOfAnyFraming_data();
    void boundsBodiesOfAnyFraming();
};

void TestStrictness::refusesAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray post = "POST / HTTP/1.1\r\nHost: h\r\n";
    row("length and encoding", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    row("two lengths", post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400);
    row("unknown encoding", post + "Transfer-Encoding: gzip\r\n\r\n", 400);
    row("folded", post + "X: a\r\n b\r\n\r\n", 400);
    row("bare line feed", "GET / HTTP/1.1\nHost: h\n\n", 400);
    row("space before the colon", post + "Content-Length : 4\r\n\r\nabcd", 400);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("bad chunk size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
    row("chunk without end", post + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400);
    row("bad trailer", post + "Transfer-Encoding: chunked\r\n\r\n0\r\nGET /x HTTP/1.1\r\n\r\n", 400);
    row("TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 400);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("CONNECT", "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", 501);
    row("long line", "GET /" + QByteArray(9'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414);
    row("long line without end", "GET /" + QByteArray(9'000, 'a'), 414);
    row("large head", post + "X: " + QByteArray(40'000, 'a') + "\r\n\r\n", 431);
    QByteArray many = post;
    for (int i = 0; i < 120; ++i)
        many += "X: a\r\n";
    row("many fields", many + "\r\n", 431);
}

void TestStrictness::refusesAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    // A good request behind it on the same connection is never served.
    probe.send(bytes.toStdString() + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    const HttpAnswer answer = probe.read();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.at("connection"), std::string("close"));
    QVERIFY(probe.isClosedByServer());
    QCOMPARE(backend.requests().size(), std::size_t(0));
}

void TestStrictness::neverShowsABackendTwoRequestsWhereOneWasSent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    const auto length = [&](const QByteArray &fields) -> QByteArray {
        return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + smuggled;
    };
    const QByteArray size = QByteArray::number(smuggled.size());
    QTest::newRow("a request as body") << length("Content-Length: " + size + "\r\n");
    QTest::newRow("a request as chunk")
        << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + QByteArray::number(smuggled.size(), 16) + "\r\n" + smuggled + "\r\n0\r\n\r\n");
    QTest::newRow("a body on GET") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: " + size
                                                 + "\r\n\r\n" + smuggled);
    QTest::newRow("a request in an extension") << QByteArray(
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;GET /smuggled HTTP/1.1\r\n"
        "a\r\n0\r\n\r\n");
    QTest::newRow("Connection names the length")
        << QByteArray(length("Connection: Content-Length\r\nContent-Length: " + size + "\r\n"));
    QTest::newRow("Connection names Host")
        << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: Host\r\n\r\n");
    QTest::newRow("encoded line ends") << QByteArray(
        "GET /a?%0d%0aHost:%20x%0d%0a%0d%0aGET%20/smuggled%20HTTP/1.1 HTTP/1.1\r\nHost: h\r\n\r\n");
}

void TestStrictness::neverShowsABackendTwoRequestsWhereOneWasSent()
{
    QFETCH(QByteArray, bytes);
    RawBackend backend;
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (std::size_t i = 1; i <= 2; ++i) {
        QVERIFY(probe.send(bytes.toStdString()));
        QCOMPARE(probe.read().status, 200);
        QCOMPARE(backend.requests().size(), i);
        QVERIFY(backend.requests().back().target != "/smuggled");
        QVERIFY(!backend.requests().back().fields.at("host").empty());
    }
}

void TestStrictness::refusesABadChunkThatComesLate()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        connection.read(request);
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));
    QVERIFY(becomesTrue([&] { return backend.connections() == 1; }));
    QVERIFY(probe.send("3\r\nabcd"));
    QCOMPARE(probe.read().status, 400);
    QVERIFY(probe.isClosedByServer());
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
    // The client's fault does not count against the service.
    QCOMPARE(rig.service().errors.reset, std::uint64_t(0));
}

void TestStrictness::refusesWhatABackendSaysInTwoWays_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("length and encoding")
        << ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    QTest::newRow("two lengths") << ok + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd";
    QTest::newRow("folded") << ok + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n";
    QTest::newRow("bare line feeds") << QByteArray("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
    QTest::newRow("no HTTP") << QByteArray("220 smtp.example.com\r\n");
    QTest::newRow("switching protocols") << QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("head without end") << ok + "X: " + QByteArray(70'000, 'x');
}

void TestStrictness::refusesWhatABackendSaysInTwoWays()
{
    QFETCH(QByteArray, answer);
    RawBackend backend([bytes = answer.toStdString()](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.read(request))
            connection.send(bytes);
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer got = probe.ask("GET", "/");
        QCOMPARE(got.status, 502);
        QVERIFY(got.body.find("upstream_error") != std::string::npos);
    }
    QCOMPARE(rig.service().errors.reset, std::uint64_t(2));
}

void TestStrictness::doesNotReuseABackendThatSaysTooMuch()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)
               && connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 "
                                  "OK\r\nContent-Length: 6\r\n\r\nstolen")) { }
    });
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(probe.ask("GET", "/").body, std::string("ok"));
        QCOMPARE(backend.connections(), i);
    }
}

void TestStrictness::takesARequestThatComesByteByByte()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (const char c : std::string(
             "POST /slow HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        QVERIFY(probe.send(std::string_view(&c, 1)));
    QCOMPARE(probe.read("POST").status, 200);
    QCOMPARE(backend.requests().at(0).body, std::string("abc"));
}

void TestStrictness::boundsBodiesOfAnyFraming_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray post = "POST / HTTP/1.1\r\nHost: h\r\n";
    QTest::newRow("length") << post + "Content-Length: 2000000\r\n\r\n";
    QTest::newRow("one large chunk") << post + "Transfer-Encoding: chunked\r\n\r\n1e8480\r\n"
            + QByteArray(1'200'000, 'x');
    QByteArray chunks;
    for (int i = 0; i < 1100; ++i)
        chunks += "3e8\r\n" + QByteArray(1000, 'x') + "\r\n";
    QTest::newRow("many chunks") << post + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
}

void TestStrictness::boundsBodiesOfAnyFraming()
{
    QFETCH(QByteArray, request);
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request got;
        connection.read(got);
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "maxBodySize: 1MiB").has_value());
    HttpProbe probe(rig.address());
    probe.send(request.toStdString());
    const HttpAnswer answer = probe.read();
    QCOMPARE(answer.status, 413);
    QVERIFY(probe.isClosedByServer());
    QCOMPARE(backend.requests().size(), std::size_t(0));
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
}

QTEST_APPLESS_MAIN(TestStrictness)
#include "tst_strictness.moc"
