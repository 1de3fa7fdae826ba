#include "core/gateway/smallserver.h"

#include "tests/support/httpprobe.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <future>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// A server on a thread of its own: echoes, streams, keeps and drops.
class Running final
{
public:
    explicit Running(SmallServerLimits limits = {})
        : m_server(
            m_loop, limits, [](const WebRequest &request) { return admit(request); },
            [this](std::shared_ptr<SmallExchange> exchange) { handle(std::move(exchange)); })
    {
        m_address = toString(m_server.listen({"127.0.0.1", 0}).value());
        m_thread = std::thread([this] { m_loop.run(); });
    }
    ~Running()
    {
        onLoop([this] {
            m_kept.clear();
            m_server.close();
        });
        m_loop.stop();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Running)

    const std::string &address() const { return m_address; }
    std::shared_ptr<SmallExchange> kept()
    {
        std::shared_ptr<SmallExchange> exchange;
        while (!exchange)
            onLoop([&] { exchange = m_kept.empty() ? nullptr : m_kept.back(); });
        return exchange;
    }
    std::size_t connections()
    {
        std::size_t count = 0;
        onLoop([&] { count = m_server.connections(); });
        return count;
    }

private:
    template <class Action> void onLoop(Action action)
    {
        std::promise<void> done;
        boost::asio::post(m_loop, [&] {
            action();
            done.set_value();
        });
        done.get_future().wait();
    }

    static std::variant<std::uint64_t, WebResponse> admit(const WebRequest &request)
    {
        if (request.path == "/closed")
            return errorResponse(401, "unauthenticated", "who are you");
        return std::uint64_t{100'000};
    }

    void handle(std::shared_ptr<SmallExchange> exchange)
    {
        const WebRequest &request = exchange->request();
        if (request.path == "/keep") {
            m_kept.push_back(std::move(exchange));
        } else if (request.path == "/stream") {
            exchange->begin({200, {{"Content-Type", "text/event-stream"}}, {}}, std::nullopt);
            exchange->write("data: 1\n\n");
            exchange->write("data: 2\n\n");
            m_kept.push_back(std::move(exchange));
        } else if (request.path == "/empty") {
            exchange->respond({204, {}, {}});
        } else if (request.path == "/injection") {
            exchange->respond({200, {{"X-A", "b\r\nX-C: d"}, {"bad name", "x"}}, "ok"});
        } else if (request.path != "/drop") {
            exchange->respond(
                {200, {}, request.method + " " + request.path + "?" + request.query + " " + request.body});
        }
    }

    boost::asio::io_context m_loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work{m_loop.get_executor()};
    SmallServer m_server;
    std::string m_address;
    std::vector<std::shared_ptr<SmallExchange>> m_kept;
    std::thread m_thread;
};

} // namespace

class TestSmallServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOneRequestAfterAnotherOnOneConnection();
    void answersPipelinedRequestsInOrder();
    void readsChunkedBodies();
    void sendsNoBodyWhereThereIsNone();
    void tellsTheClientToGoOn();
    void closesWhereItIsAsked();
    void refusesWhatIsNoHttp_data();
    void refusesWhatIsNoHttp();
    void refusesBeforeReadingTheBody();
    void refusesBodiesBeyondTheLimit_data();
    void refusesBodiesBeyondTheLimit();
    void streamsPiecesAndSeesTheClientLeave();
    void mayBeAnsweredFromAnotherThreadAndOnlyOnce();
    void answersAClientThatEndedItsSide();
    void closesWhereTheAnswerNeverComes();
    void closesIdleAndStalledConnections();
    void boundsItsConnections();
    void sendsNoForgedFields();
    void cutsOffAReaderThatDoesNotKeepUp();
    void decodesPathsAndQueries();
};

void TestSmallServer::answersOneRequestAfterAnotherOnOneConnection()
{
    Running server;
    HttpProbe probe(server.address());
    for (int i = 0; i < 50; ++i) {
        const std::string body(static_cast<std::size_t>(i) * 997, 'x');
        const HttpAnswer answer = probe.ask("POST", "/a?b=" + std::to_string(i), {}, body);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "POST /a?b=" + std::to_string(i) + " " + body);
    }
}

void TestSmallServer::answersPipelinedRequestsInOrder()
{
    Running server;
    HttpProbe probe(server.address());
    std::string all;
    for (int i = 0; i < 500; ++i)
        all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    QVERIFY(probe.send(all));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(probe.read().body, "GET /" + std::to_string(i) + "? ");
}

void TestSmallServer::readsChunkedBodies()
{
    Running server;
    HttpProbe probe(server.address());
    for (const char *piece : {"PUT /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab",
                              "cd\r\n3;x=y\r\nefg\r\n", "0\r\n\r\n", "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"})
        QVERIFY(probe.send(piece));
    QCOMPARE(probe.read().body, std::string("PUT /c? abcdefg"));
    QCOMPARE(probe.read().body, std::string("GET /next? "));
}

void TestSmallServer::sendsNoBodyWhereThereIsNone()
{
    Running server;
    HttpProbe probe(server.address());
    const HttpAnswer head = probe.ask("HEAD", "/a");
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.at("content-length"), std::string("9"));
    const HttpAnswer empty = probe.ask("GET", "/empty");
    QCOMPARE(empty.status, 204);
    QVERIFY(!empty.headers.contains("content-length"));
    QCOMPARE(probe.ask("GET", "/a").body, std::string("GET /a? "));
}

void TestSmallServer::tellsTheClientToGoOn()
{
    Running server;
    HttpProbe probe(server.address());
    QVERIFY(probe.send("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(probe.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(probe.send("abc"));
    QCOMPARE(probe.read().body, std::string("PUT /a? abc"));
}

void TestSmallServer::closesWhereItIsAsked()
{
    Running server;
    HttpProbe closing(server.address());
    QCOMPARE(closing.ask("GET", "/a", {{"Connection", "close"}}).status, 200);
    QVERIFY(closing.isClosedByServer());
    HttpProbe old(server.address());
    QVERIFY(old.send("GET /a HTTP/1.0\r\n\r\n"));
    QCOMPARE(old.read().status, 200);
    QVERIFY(old.isClosedByServer());
}

void TestSmallServer::refusesWhatIsNoHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no request line") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray(
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
                                 << 400;
    QTest::newRow("length and chunks") << QByteArray("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                                                     "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                       << 400;
    QTest::newRow("bad chunk") << QByteArray(
        "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n")
                               << 400;
    QTest::newRow("long line") << "GET /" + QByteArray(20'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n" << 414;
    QTest::newRow("large head") << "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(40'000, 'a') + "\r\n\r\n"
                                << 431;
}

void TestSmallServer::refusesWhatIsNoHttp()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Running server;
    HttpProbe probe(server.address());
    probe.send(bytes.toStdString());
    const HttpAnswer answer = probe.read();
    QCOMPARE(answer.status, status);
    QVERIFY(answer.body.starts_with("{\"error\":"));
    QVERIFY(probe.isClosedByServer());
}

void TestSmallServer::refusesBeforeReadingTheBody()
{
    Running server;
    HttpProbe probe(server.address());
    QVERIFY(probe.send("PUT /closed HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"));
    QCOMPARE(probe.read().status, 401);
    // What the client sends all the same does not destroy the answer, and is no next request.
    HttpProbe sending(server.address());
    QCOMPARE(sending.ask("PUT", "/closed", {}, std::string(90'000, 'x')).status, 401);
    QVERIFY(sending.isClosedByServer());
}

void TestSmallServer::refusesBodiesBeyondTheLimit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("with a length") << QByteArray(
        "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n");
    QTest::newRow("in chunks") << "PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186a1\r\n"
            + QByteArray(100'001, 'x');
}

void TestSmallServer::refusesBodiesBeyondTheLimit()
{
    QFETCH(QByteArray, bytes);
    Running server;
    HttpProbe probe(server.address());
    QVERIFY(probe.send(bytes.toStdString()));
    QCOMPARE(probe.read().status, 413);
    QVERIFY(probe.isClosedByServer());
}

void TestSmallServer::streamsPiecesAndSeesTheClientLeave()
{
    Running server;
    std::shared_ptr<SmallExchange> stream;
    {
        HttpProbe probe(server.address());
        QVERIFY(probe.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"));
        const std::string head = probe.readUntil("\r\n\r\n");
        QVERIFY(head.find("Transfer-Encoding: chunked") != std::string::npos);
        QVERIFY(probe.readUntil("data: 2\n\n").ends_with("data: 2\n\n"));
        stream = server.kept();
        stream->write("data: 3\n\n");
        QVERIFY(probe.readUntil("data: 3\n\n").ends_with("data: 3\n\n"));
        stream->end();
        QVERIFY(probe.readUntil("0\r\n\r\n").ends_with("0\r\n\r\n"));
        QVERIFY(probe.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"));
        QVERIFY(probe.readUntil("data: 2\n\n").ends_with("data: 2\n\n"));
        QTRY_VERIFY(server.kept() != stream);
        stream = server.kept();
        QVERIFY(stream->isOpen());
    }
    QTRY_VERIFY(!stream->isOpen());
    stream->write("data: 4\n\n");
    QCOMPARE(server.connections(), std::size_t{0});
}

void TestSmallServer::mayBeAnsweredFromAnotherThreadAndOnlyOnce()
{
    Running server;
    HttpProbe probe(server.address());
    QVERIFY(probe.send("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n"));
    const std::shared_ptr<SmallExchange> exchange = server.kept();
    exchange->respond({200, {}, "first"});
    exchange->respond({200, {}, "second"});
    QCOMPARE(probe.read().body, std::string("first"));
    QCOMPARE(probe.ask("GET", "/next").body, std::string("GET /next? "));
    QVERIFY(!exchange->isOpen());
}

void TestSmallServer::answersAClientThatEndedItsSide()
{
    Running server;
    HttpProbe probe(server.address());
    QVERIFY(probe.send("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n"));
    const std::shared_ptr<SmallExchange> exchange = server.kept();
    probe.endSending();
    QTRY_COMPARE(server.connections(), std::size_t{1});
    exchange->respond({200, {}, "late"});
    QCOMPARE(probe.read().body, std::string("late"));
    QVERIFY(probe.isClosedByServer());
}

void TestSmallServer::closesWhereTheAnswerNeverComes()
{
    Running server;
    HttpProbe probe(server.address());
    QCOMPARE(probe.ask("GET", "/drop").status, 0);
    QVERIFY(probe.isClosedByServer());
}

void TestSmallServer::closesIdleAndStalledConnections()
{
    SmallServerLimits limits;
    limits.idle = 100ms;
    limits.progress = 200ms;
    Running server(limits);
    HttpProbe silent(server.address());
    QVERIFY(silent.isClosedByServer());
    HttpProbe idle(server.address());
    QCOMPARE(idle.ask("GET", "/a").status, 200);
    QVERIFY(idle.isClosedByServer());
    HttpProbe body(server.address());
    QVERIFY(body.send("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab"));
    QVERIFY(body.isClosedByServer());
    // A head that comes byte by byte gets no more time than one that does not come.
    HttpProbe slow(server.address());
    QElapsedTimer timer;
    timer.start();
    for (const char c : std::string("GET /a HTTP/1.1\r\nHost: abcdefghijklmnopqrstuvwxyz")) {
        if (!slow.send({&c, 1}))
            break;
        std::this_thread::sleep_for(20ms);
    }
    QVERIFY(slow.isClosedByServer());
    QVERIFY(timer.elapsed() < 2'000);
}

void TestSmallServer::boundsItsConnections()
{
    SmallServerLimits limits;
    limits.connections = 2;
    Running server(limits);
    HttpProbe first(server.address());
    HttpProbe second(server.address());
    QCOMPARE(first.ask("GET", "/a").status, 200);
    QCOMPARE(second.ask("GET", "/a").status, 200);
    HttpProbe third(server.address());
    QVERIFY(third.isClosedByServer());
    QCOMPARE(first.ask("GET", "/a").status, 200);
}

void TestSmallServer::sendsNoForgedFields()
{
    Running server;
    HttpProbe probe(server.address());
    const HttpAnswer answer = probe.ask("GET", "/injection");
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.headers.contains("x-a") && !answer.headers.contains("x-c")
            && !answer.headers.contains("bad name"));
}

void TestSmallServer::cutsOffAReaderThatDoesNotKeepUp()
{
    SmallServerLimits limits;
    limits.backlog = 1'000'000;
    Running server(limits);
    HttpProbe probe(server.address());
    QVERIFY(probe.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"));
    const std::shared_ptr<SmallExchange> stream = server.kept();
    for (int i = 0; i < 300 && stream->isOpen(); ++i)
        stream->write(std::string(100'000, 'x'));
    QTRY_VERIFY(!stream->isOpen());
}

void TestSmallServer::decodesPathsAndQueries()
{
    WebRequest request;
    request.path = "/v1/services/a%2Fb/%5B::1%5D:80";
    QCOMPARE(request.segments()->size(), std::size_t{4});
    QCOMPARE(request.segments()->at(2), std::string("a/b"));
    QCOMPARE(request.segments()->at(3), std::string("[::1]:80"));
    for (const char *bad : {"/a//b", "/a/", "/a/%2", "/a/%zz", "/a/../b", "/%2e%2e", "*"}) {
        request.path = bad;
        QVERIFY2(!request.segments(), bad);
    }
    request.path = "/";
    QVERIFY(request.segments()->empty());
    request.query = "after=12&x=a%26b&flag&after=13";
    QCOMPARE(request.queryValue("after").value(), std::string("12"));
    QCOMPARE(request.queryValue("x").value(), std::string("a&b"));
    QCOMPARE(request.queryValue("flag").value(), std::string());
    QVERIFY(!request.queryValue("none"));
    QCOMPARE(percentEncode("[::1]:80/a b"), std::string("%5B%3A%3A1%5D%3A80%2Fa%20b"));
}

QTEST_GUILESS_MAIN(TestSmallServer)
#include "tst_smallserver.moc"
