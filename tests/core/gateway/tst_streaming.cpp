#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

#include <atomic>
#include <fstream>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t Large = 200ULL * 1024 * 1024;

/// Memory of this process that is in use, in bytes.
std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

/// Sends so many bytes in pieces of 64 KiB.
template <class Sender> bool sendMany(Sender &sender, std::size_t bytes)
{
    const std::string piece(64 * 1024, 'x');
    for (std::size_t sent = 0; sent < bytes; sent += piece.size()) {
        if (!sender.send(piece))
            return false;
    }
    return true;
}

std::size_t readMany(RawBackend::Connection &connection, std::size_t bytes)
{
    std::size_t got = 0;
    while (got < bytes) {
        const std::size_t piece = connection.readBytes(std::min<std::size_t>(64 * 1024, bytes - got)).size();
        if (piece == 0)
            break;
        got += piece;
    }
    return got;
}

} // namespace

class TestStreaming final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsALargeAnswerInFlatMemory();
    void streamsALargeRequestInFlatMemory();
    void doesNotReadAheadOfASlowClient();
    void doesNotReadAheadOfASlowService();
    void passesPiecesAsTheyCome();
    void endsTheCallWhenTheClientLeaves();
    void endsTheCallWhenTheClientLeavesInTheMiddleOfTheAnswer();
    void cutsTheClientWhenTheServiceLeavesInTheMiddle_data();
    void cutsTheClientWhenTheServiceLeavesInTheMiddle();
    void passesAnAnswerThatComesBeforeTheRequestIsWhole();
    void passesAnAnswerOfAServiceThatClosedOnTheRequest();
};

void TestStreaming::streamsALargeAnswerInFlatMemory()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.read(request)) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(Large) + "\r\n\r\n");
            sendMany(connection, Large);
            connection.waitForEnd();
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    probe.readUntil("\r\n\r\n");
    const std::size_t before = residentBytes();
    std::size_t most = 0;
    std::size_t got = 0;
    for (int round = 0; got < Large; ++round) {
        const std::size_t piece = probe.readSome().size();
        QVERIFY(piece > 0);
        got += piece;
        if (round % 64 == 0)
            most = std::max(most, residentBytes());
    }
    QCOMPARE(got, Large);
    QVERIFY2(most < before + 8 * 1024 * 1024, qPrintable(QString::number(most - before)));
}

void TestStreaming::streamsALargeRequestInFlatMemory()
{
    std::atomic<std::size_t> got{0};
    RawBackend backend([&got](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.readHead(request)) {
            got = readMany(connection, Large);
            connection.answer(200, "ok");
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "maxBodySize: 0").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(
        probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(Large) + "\r\n\r\n"));
    const std::size_t before = residentBytes();
    QVERIFY(sendMany(probe, Large));
    QCOMPARE(probe.read("POST").status, 200);
    QCOMPARE(got.load(), Large);
    QVERIFY(residentBytes() < before + 8 * 1024 * 1024);
}

void TestStreaming::doesNotReadAheadOfASlowClient()
{
    std::atomic<std::size_t> sent{0};
    RawBackend backend([&sent](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (!connection.read(request))
            return;
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(Large) + "\r\n\r\n");
        const std::string piece(64 * 1024, 'x');
        while (sent < Large && connection.send(piece))
            sent += piece.size();
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    {
        HttpProbe probe(rig.address());
        QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        probe.readUntil("\r\n\r\n");
        // The client does not read: what the service gets rid of is bounded by the sockets' buffers and ours.
        std::size_t last = 1;
        QVERIFY(becomesTrue([&] { return std::exchange(last, sent.load()) == sent.load() && sent > 0; }));
        QVERIFY(sent < Large / 2);
    }
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
}

void TestStreaming::doesNotReadAheadOfASlowService()
{
    std::atomic<bool> goOn{false};
    RawBackend backend([&goOn](RawBackend::Connection &connection) {
        RawBackend::Request request;
        connection.readHead(request);
        becomesTrue([&] { return goOn.load(); });
        if (readMany(connection, Large) == Large)
            connection.answer(200, "ok");
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "maxBodySize: 0").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(
        probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(Large) + "\r\n\r\n"));
    std::atomic<std::size_t> sent{0};
    std::thread sender([&] {
        const std::string piece(64 * 1024, 'x');
        while (sent < Large && probe.send(piece))
            sent += piece.size();
    });
    std::size_t last = 1;
    const bool stood =
        becomesTrue([&] { return std::exchange(last, sent.load()) == sent.load() && sent > 0; });
    const std::size_t sentAtRest = sent;
    goOn = true;
    sender.join();
    QVERIFY(stood);
    QVERIFY(sentAtRest < Large / 2);
    QCOMPARE(probe.read("POST").status, 200);
}

void TestStreaming::passesPiecesAsTheyCome()
{
    std::atomic<int> step{0};
    RawBackend backend([&step](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (!connection.read(request))
            return;
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 1; i <= 3; ++i) {
            becomesTrue([&] { return step >= i; });
            connection.send("3\r\n" + std::to_string(i) + "ab\r\n");
        }
        connection.send("0\r\n\r\n");
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(probe.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200"));
    for (int i = 1; i <= 3; ++i) {
        step = i;
        QCOMPARE(probe.readUntil("ab\r\n"), "3\r\n" + std::to_string(i) + "ab\r\n");
    }
    QCOMPARE(probe.readUntil("\r\n\r\n"), std::string("0\r\n\r\n"));
}

void TestStreaming::endsTheCallWhenTheClientLeaves()
{
    std::atomic<bool> ended{false};
    RawBackend backend([&ended](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.read(request))
            ended = connection.waitForEnd();
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), "circuitBreaker: {consecutiveFailures: 1}").has_value());
    {
        HttpProbe probe(rig.address());
        QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        QVERIFY(becomesTrue([&] { return rig.service().active == 1; }));
    }
    QVERIFY(becomesTrue([&] { return ended.load(); }));
    QVERIFY(becomesTrue([&] { return rig.service().active == 0; }));
    QCOMPARE(rig.service().errors.reset, std::uint64_t(0));
    QCOMPARE(rig.log.text(), std::string());
    QVERIFY(becomesTrue([&] { return rig.plane->activeConnections() == 0; }));
}

void TestStreaming::endsTheCallWhenTheClientLeavesInTheMiddleOfTheAnswer()
{
    std::atomic<bool> ended{false};
    RawBackend backend([&ended](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (!connection.read(request))
            return;
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (connection.send("4\r\nabcd\r\n")) { }
        ended = true;
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    {
        HttpProbe probe(rig.address());
        QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        QVERIFY(probe.readUntil("abcd").size() > 0);
    }
    QVERIFY(becomesTrue([&] { return ended.load(); }));
    QVERIFY(becomesTrue([&] { return rig.service().active == 0; }));
}

void TestStreaming::cutsTheClientWhenTheServiceLeavesInTheMiddle_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("chunked") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    QTest::newRow("bad chunk") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz");
}

void TestStreaming::cutsTheClientWhenTheServiceLeavesInTheMiddle()
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
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    const std::string got = probe.readUntil("what never comes");
    QVERIFY(got.starts_with("HTTP/1.1 200"));
    QVERIFY(!got.ends_with("0\r\n\r\n"));
    QVERIFY(becomesTrue([&] { return rig.service().errors.reset == 1; }));
}

void TestStreaming::passesAnAnswerThatComesBeforeTheRequestIsWhole()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.readHead(request)) {
            connection.answer(403, "no");
            connection.waitForEnd();
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc"));
    const HttpAnswer answer = probe.read("POST");
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.body, std::string("no"));
    QCOMPARE(answer.headers.at("connection"), std::string("close"));
    QVERIFY(becomesTrue([&] { return backend.openConnections() == 0; }));
}

void TestStreaming::passesAnAnswerOfAServiceThatClosedOnTheRequest()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        if (connection.readHead(request)) {
            connection.readBytes(10);
            connection.answer(413, "too much", "Connection: close\r\n");
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n" + std::string(10, 'x')));
    const HttpAnswer answer = probe.read("POST");
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.body, std::string("too much"));
}

QTEST_APPLESS_MAIN(TestStreaming)
#include "tst_streaming.moc"
