#include "core/gateway/dataplane.h"

#include "tests/core/gateway/proxyrig.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

std::string field(const RawBackend::Request &request, const std::string &name)
{
    const auto found = request.fields.find(name);
    return found == request.fields.end() ? "(none)" : found->second;
}

} // namespace

class TestProxy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forwardsARequestAndItsAnswer();
    void passesRequestBodiesInBothFramings_data();
    void passesRequestBodiesInBothFramings();
    void passesAnswersInAllFramings_data();
    void passesAnswersInAllFramings();
    void passesAnswersWithoutABody_data();
    void passesAnswersWithoutABody();
    void servesHttp10();
    void addsWhatAProxyAdds();
    void keepsASaneRequestIdAndReplacesOthers();
    void removesFieldsOfTheHop();
    void dropsTrailers();
    void changesFieldsAsTheRouteSays();
    void rewritesPathAndHost();
    void keepsConnectionsOnBothSides();
    void answersPipelinedRequestsInOrder();
    void asksForABodyThatIsExpected();
    void passesInterimAnswers();
    void makesItsOwnAnswers_data();
    void makesItsOwnAnswers();
    void saysWhatItCannotDo();
    void countsWhatItDid();
};

void TestProxy::forwardsARequestAndItsAnswer()
{
    RawBackend backend("hello");
    ProxyRig rig;
    QVERIFY(rig.started);
    const auto applied = rig.serveOne(backend.address());
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    const HttpAnswer answer = ask(rig.address(), "GET", "/a//b/../c%41?x=%2F&y");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("hello"));
    // The path is normalised, the query is not touched.
    QCOMPARE(backend.requests().at(0).target, std::string("/a/cA?x=%2F&y"));
}

void TestProxy::passesRequestBodiesInBothFramings_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("chunked");
    const QByteArray start = "POST /p HTTP/1.1\r\nHost: h\r\n";
    const QByteArray large(100'000, 'x');
    QTest::newRow("length") << start + "Content-Length: 5\r\n\r\nabcde" << QByteArray("abcde") << false;
    QTest::newRow("length zero") << start + "Content-Length: 0\r\n\r\n" << QByteArray() << false;
    QTest::newRow("chunked") << start
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: 1\r\n\r\n"
                             << QByteArray("abcde") << true;
    QTest::newRow("chunked, empty") << start + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                    << QByteArray() << true;
    QTest::newRow("large") << start + "Content-Length: 100000\r\n\r\n" + large << large << false;
    QTest::newRow("large, chunked") << start + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + large
            + "\r\n0\r\n\r\n" << large
                                    << true;
}

void TestProxy::passesRequestBodiesInBothFramings()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(bool, chunked);
    RawBackend backend("ok");
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    // Twice over one connection: nothing of the first may stand in the way of the second.
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(probe.send(request.toStdString()));
        const HttpAnswer answer = probe.read("POST");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("ok"));
        QCOMPARE(QByteArray::fromStdString(backend.requests().at(i).body), body);
        QCOMPARE(backend.requests().at(i).chunked, chunked);
    }
}

void TestProxy::passesAnswersInAllFramings_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("chunked");
    const QByteArray large(200'000, 'y');
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("length") << ok + "Content-Length: 3\r\n\r\nabc" << QByteArray("abc") << false;
    QTest::newRow("empty") << ok + "Content-Length: 0\r\n\r\n" << QByteArray() << false;
    QTest::newRow("chunked") << ok + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
                             << QByteArray("abc") << true;
    QTest::newRow("chunked, empty") << ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                    << QByteArray() << true;
    QTest::newRow("until close") << ok + "\r\nabc" << QByteArray("abc") << true;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\n\r\nabc") << QByteArray("abc") << true;
    QTest::newRow("large") << ok + "Content-Length: 200000\r\n\r\n" + large << large << false;
    QTest::newRow("large, chunked") << ok + "Transfer-Encoding: chunked\r\n\r\n30d40\r\n" + large
            + "\r\n0\r\n\r\n" << large
                                    << true;
    QTest::newRow("large, until close") << ok + "\r\n" + large << large << true;
    QTest::newRow("a head of 20 KiB")
        << ok + "X-Long: " + QByteArray(20'000, 'z') + "\r\nContent-Length: 3\r\n\r\nabc" << QByteArray("abc")
        << false;
}

void TestProxy::passesAnswersInAllFramings()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, body);
    QFETCH(bool, chunked);
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
        QCOMPARE(got.status, 200);
        QCOMPARE(QByteArray::fromStdString(got.body), body);
        QCOMPARE(got.headers.contains("transfer-encoding"), chunked);
        QCOMPARE(got.headers.contains("content-length"), !chunked);
    }
}

void TestProxy::passesAnswersWithoutABody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("length");
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray("200 OK\r\nContent-Length: 42\r\n")
                          << QByteArray("42");
    QTest::newRow("204") << QByteArray("GET") << QByteArray("204 No Content\r\n") << QByteArray();
    QTest::newRow("204 with a length")
        << QByteArray("GET") << QByteArray("204 No Content\r\nContent-Length: 42\r\n") << QByteArray();
    QTest::newRow("304") << QByteArray("GET")
                         << QByteArray("304 Not Modified\r\nContent-Length: 42\r\nETag: \"1\"\r\n")
                         << QByteArray("42");
}

void TestProxy::passesAnswersWithoutABody()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, length);
    RawBackend backend(
        [bytes = "HTTP/1.1 " + head.toStdString() + "\r\n"](RawBackend::Connection &connection) {
            RawBackend::Request request;
            while (connection.read(request) && connection.send(bytes)) { }
        });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(probe.send(method.toStdString() + " / HTTP/1.1\r\nHost: h\r\n\r\n"));
        const std::string got = probe.readUntil("\r\n\r\n");
        QVERIFY(got.starts_with("HTTP/1.1 " + head.left(3).toStdString()));
        const bool told = got.find("Content-Length: " + length.toStdString() + "\r\n") != std::string::npos;
        QCOMPARE(told, !length.isEmpty());
    }
    QCOMPARE(backend.connections(), 1);
}

void TestProxy::servesHttp10()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)
               && connection.send(
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.0\r\nHost: h\r\n\r\n"));
    const std::string head = probe.readUntil("\r\n\r\n");
    QVERIFY(head.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(head.find("chunked") == std::string::npos);
    QCOMPARE(probe.readUntil("nothing that comes"), std::string("abc"));

    // A local answer keeps the connection where it is asked to.
    HttpProbe keeps(rig.address());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(keeps.send("GET /%2F HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
        QVERIFY(keeps.readUntil("\r\n\r\n").find("Connection: keep-alive\r\n") != std::string::npos);
        keeps.readUntil("}\n");
    }
}

void TestProxy::addsWhatAProxyAdds()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    ask(rig.address(), "GET", "/");
    ask(rig.address(), "GET", "/",
        {{"X-Forwarded-For", "10.0.0.1"},
         {"Via", "1.0 old"},
         {"X-Forwarded-For", "10.0.0.2"},
         {"X-Forwarded-Proto", "https"}});
    const auto requests = backend.requests();
    QCOMPARE(field(requests.at(0), "x-forwarded-for"), std::string("127.0.0.1"));
    QCOMPARE(field(requests.at(0), "x-forwarded-proto"), std::string("http"));
    QCOMPARE(field(requests.at(0), "via"), std::string("1.1 edge-1"));
    QCOMPARE(field(requests.at(0), "host"), rig.address());
    QCOMPARE(field(requests.at(1), "x-forwarded-for"), std::string("10.0.0.1, 10.0.0.2, 127.0.0.1"));
    QCOMPARE(field(requests.at(1), "via"), std::string("1.0 old, 1.1 edge-1"));
    // Who is not trusted cannot claim to have come by https.
    QCOMPARE(field(requests.at(1), "x-forwarded-proto"), std::string("http"));
}

void TestProxy::keepsASaneRequestIdAndReplacesOthers()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    ask(rig.address(), "GET", "/", {{"X-Request-Id", "abc-123"}});
    ask(rig.address(), "GET", "/", {{"X-Request-Id", "a b"}});
    ask(rig.address(), "GET", "/", {{"X-Request-Id", std::string(129, 'a')}});
    const auto requests = backend.requests();
    QCOMPARE(field(requests.at(0), "x-request-id"), std::string("abc-123"));
    QCOMPARE(field(requests.at(1), "x-request-id").size(), std::size_t(32));
    QCOMPARE(field(requests.at(2), "x-request-id").size(), std::size_t(32));
    QVERIFY(field(requests.at(1), "x-request-id") != field(requests.at(2), "x-request-id"));
}

void TestProxy::removesFieldsOfTheHop()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)
               && connection.answer(
                   200, "ok", "Connection: x-theirs\r\nX-Theirs: 1\r\nKeep-Alive: 5\r\nX-Kept: 2\r\n")) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    const HttpAnswer answer = ask(rig.address(), "GET", "/",
                                  {{"Connection", "X-Mine, keep-alive"},
                                   {"X-Mine", "1"},
                                   {"Keep-Alive", "5"},
                                   {"Proxy-Connection", "keep-alive"},
                                   {"TE", "trailers"},
                                   {"Upgrade", "h2c"},
                                   {"Proxy-Authorization", "secret"},
                                   {"X-Kept", "2"}});
    for (const char *gone :
         {"x-mine", "connection", "keep-alive", "proxy-connection", "te", "upgrade", "proxy-authorization"})
        QCOMPARE(field(backend.requests().at(0), gone), std::string("(none)"));
    QCOMPARE(field(backend.requests().at(0), "x-kept"), std::string("2"));
    QCOMPARE(answer.headers.count("x-theirs") + answer.headers.count("keep-alive")
                 + answer.headers.count("connection"),
             std::size_t(0));
    QCOMPARE(answer.headers.at("x-kept"), std::string("2"));
}

void TestProxy::dropsTrailers()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)
               && connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                                  "1\r\na\r\n0\r\nX-Sum: 7\r\n\r\n")) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    const std::string all = probe.readUntil("0\r\n\r\n");
    QVERIFY(all.ends_with("1\r\na\r\n0\r\n\r\n"));
    QVERIFY(all.find("X-Sum") == std::string::npos);
}

void TestProxy::changesFieldsAsTheRouteSays()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)
               && connection.answer(200, "ok", "Server: old\r\nX-Gone: 1\r\nX-More: 1\r\n")) { }
    });
    ProxyRig rig;
    rig.secrets["key"] = "s3cret";
    const auto applied = rig.serveOne(backend.address(), {},
                                      "headers: {request: {set: {X-Set: new, X-Key: {secret: key}}, add: "
                                      "{X-More: b}, remove: [X-Gone, User-Agent]}, "
                                      "response: {set: {Server: new}, add: {X-More: b}, remove: [x-gone]}}");
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    const HttpAnswer answer =
        ask(rig.address(), "GET", "/",
            {{"x-set", "old"}, {"X-More", "a"}, {"X-GONE", "1"}, {"User-Agent", "u"}, {"X-Stays", "1"}});
    const auto request = backend.requests().at(0);
    QCOMPARE(field(request, "x-set"), std::string("new"));
    QCOMPARE(field(request, "x-key"), std::string("s3cret"));
    QCOMPARE(field(request, "x-more"), std::string("a, b"));
    QCOMPARE(field(request, "x-gone"), std::string("(none)"));
    QCOMPARE(field(request, "user-agent"), std::string("(none)"));
    QCOMPARE(field(request, "x-stays"), std::string("1"));
    QCOMPARE(answer.headers.at("server"), std::string("new"));
    QCOMPARE(answer.headers.at("x-more"), std::string("b"));
    QVERIFY(!answer.headers.contains("x-gone"));
}

void TestProxy::rewritesPathAndHost()
{
    RawBackend backend;
    ProxyRig rig;
    const auto applied = rig.serve(fmt::format(
        "services: [{{name: s, endpoints: [{{address: '{}'}}]}}]\n"
        "routes:\n"
        "- {{name: a, match: {{path: {{template: '/api/customers/{{id}}/x/{{part}}'}}}}, to: [{{service: "
        "s}}],"
        "   rewrite: {{path: '/c/{{part}}/{{id}}', host: inner.example.com}}, auth: {{required: false}}}}\n"
        "- {{name: b, match: {{path: {{prefix: /api/orders}}}}, to: [{{service: s}}], rewrite: {{prefix: "
        "/orders}},"
        "   auth: {{required: false}}}}\n",
        backend.address()));
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    ask(rig.address(), "GET", "/api/customers/7%20a/x/p?q=1");
    ask(rig.address(), "GET", "/api/orders/9");
    ask(rig.address(), "GET", "/api/orders");
    const auto requests = backend.requests();
    QCOMPARE(requests.at(0).target, std::string("/c/p/7%20a?q=1"));
    QCOMPARE(field(requests.at(0), "host"), std::string("inner.example.com"));
    QCOMPARE(requests.at(1).target, std::string("/orders/9"));
    QCOMPARE(requests.at(2).target, std::string("/orders"));
    QCOMPARE(rig.route(1).requests, std::uint64_t(2));
}

void TestProxy::keepsConnectionsOnBothSides()
{
    RawBackend backend;
    ProxyRig rig(1);
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    for (int i = 0; i < 20; ++i)
        QCOMPARE(probe.ask("GET", "/").status, 200);
    QCOMPARE(backend.connections(), 1);
    QCOMPARE(rig.plane->activeConnections(), std::uint64_t(1));
}

void TestProxy::answersPipelinedRequestsInOrder()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request) && connection.answer(200, request.target + request.body)) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    std::string all;
    for (int i = 0; i < 30; ++i) {
        all += fmt::format("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", i);
        all += fmt::format(
            "POST /p{} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", i,
            i % 10);
        // Answered by the gateway itself.
        all += "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n";
    }
    HttpProbe probe(rig.address());
    QVERIFY(probe.send(all));
    for (int i = 0; i < 30; ++i) {
        QCOMPARE(probe.read().body, fmt::format("/{}", i));
        QCOMPARE(probe.read().body, fmt::format("/p{}{}", i, i % 10));
        QCOMPARE(probe.read().status, 400);
    }
}

void TestProxy::asksForABodyThatIsExpected()
{
    RawBackend backend;
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "maxBodySize: 1KiB").has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(probe.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(probe.send("abc"));
    QCOMPARE(probe.read().status, 200);
    QCOMPARE(backend.requests().at(0).body, std::string("abc"));
    QCOMPARE(field(backend.requests().at(0), "expect"), std::string("(none)"));
    // Where the answer is no anyway, the body is not asked for.
    QVERIFY(probe.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(probe.read().status, 413);
    QVERIFY(probe.isClosedByServer());
    QCOMPARE(ask(rig.address(), "GET", "/", {{"Expect", "wonders"}}).status, 417);
}

void TestProxy::passesInterimAnswers()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request)) {
            connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            connection.answer(200, "ok");
        }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address()).has_value());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QCOMPARE(probe.readUntil("\r\n\r\n"), std::string("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
    QCOMPARE(probe.read().body, std::string("ok"));
    // HTTP/1.0 knows no interim answers.
    HttpProbe old(rig.address());
    QVERIFY(old.send("GET / HTTP/1.0\r\n\r\n"));
    QVERIFY(old.readUntil("\r\n").starts_with("HTTP/1.1 200"));
}

void TestProxy::makesItsOwnAnswers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const char *request, int status, const char *part) {
        QTest::newRow(name) << QByteArray(request) << status << QByteArray(part);
    };
    row("no route", "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 404, R"("error": "no_route")");
    row("another method", "PUT /get HTTP/1.1\r\nHost: h\r\n\r\n", 405, "Allow: GET, POST\r\n");
    row("bad path", "GET /%2e%2e/ HTTP/1.1\r\nHost: h\r\n\r\n", 400, R"("error": "bad_request")");
    row("encoded slash", "GET /get%2Fa HTTP/1.1\r\nHost: h\r\n\r\n", 400, R"("error": "bad_request")");
    row("fixed answer", "GET /fixed HTTP/1.1\r\nHost: h\r\n\r\n", 203, "X-A: b\r\n");
    row("fixed answer's body", "GET /fixed HTTP/1.1\r\nHost: h\r\n\r\n", 203, "\r\n\r\nalive\n");
    row("redirect", "GET /old/x?q=1 HTTP/1.1\r\nHost: h:80\r\n\r\n", 308,
        "Location: http://new.example.com/old/x?q=1\r\n");
    row("body too large", "POST /get HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n", 413,
        R"("error": "body_too_large")");
    row("names the route", "POST /get HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n", 413,
        R"("route": "get")");
    row("names the request", "GET /nowhere HTTP/1.1\r\nHost: h\r\nX-Request-Id: r-1\r\n\r\n", 404,
        R"("requestId": "r-1")");
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 404, R"("error": "no_route")");
    row("WebSocket", "GET /get HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 501,
        R"("error": "not_implemented")");
    row("no endpoint", "GET /none HTTP/1.1\r\nHost: h\r\n\r\n", 503, R"("error": "no_endpoint")");
}

void TestProxy::makesItsOwnAnswers()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    RawBackend backend;
    ProxyRig rig;
    const auto applied = rig.serve(fmt::format(R"(
services:
- {{name: s, endpoints: [{{address: '{0}'}}]}}
- {{name: drained, endpoints: [{{address: '{0}', state: draining}}]}}
routes:
- {{name: get, match: {{methods: [GET], path: {{exact: /get}}}}, to: [{{service: s}}], auth: {{required: false}}, maxBodySize: 1KiB}}
- {{name: post, match: {{methods: [POST], path: {{exact: /get}}}}, to: [{{service: s}}], auth: {{required: false}}, maxBodySize: 1KiB}}
- {{name: fixed, match: {{path: {{exact: /fixed}}}}, respond: {{status: 203, headers: {{X-A: b}}, body: "alive\n"}}, auth: {{required: false}}}}
- {{name: old, match: {{path: {{prefix: /old}}}}, redirect: {{status: 308, host: new.example.com}}, auth: {{required: false}}}}
- {{name: none, match: {{path: {{exact: /none}}}}, to: [{{service: drained}}], auth: {{required: false}}}}
)",
                                               backend.address()));
    QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
    HttpProbe probe(rig.address());
    QVERIFY(probe.send(request.toStdString()));
    const std::string got = probe.readUntil(request.contains("/fixed")     ? "alive\n"
                                                : request.contains("/old") ? "\r\n\r\n"
                                                                           : "}\n");
    QVERIFY2(got.starts_with(fmt::format("HTTP/1.1 {} ", status)), got.c_str());
    const QByteArray wanted =
        QString::fromUtf8(part)
            .replace(QLatin1String("\"route\": \"get\""), QLatin1String("\"route\": \"post\""))
            .toUtf8();
    QVERIFY2(got.find(wanted.toStdString()) != std::string::npos, got.c_str());
    QCOMPARE(backend.requests().size(), std::size_t(0));
}

void TestProxy::saysWhatItCannotDo()
{
    ProxyRig rig;
    const auto limited = rig.serveOne("127.0.0.1:1", {}, "rateLimit: {requests: 1}");
    QVERIFY(!limited.has_value());
    QCOMPARE(limited.error().kind, ErrorKind::Rejected);
    QCOMPARE(limited.error().where, std::string("/routes/0/rateLimit"));
    const auto secret = rig.serveOne("127.0.0.1:1", {}, "headers: {request: {set: {X-Key: {secret: gone}}}}");
    QVERIFY(!secret.has_value());
    QCOMPARE(secret.error().where, std::string("/routes/0/headers/request/set/X-Key/secret"));
    rig.secrets["gone"] = "two\r\nlines";
    QCOMPARE(
        rig.serveOne("127.0.0.1:1", {}, "headers: {request: {set: {X-Key: {secret: gone}}}}").error().kind,
        ErrorKind::Rejected);
    QVERIFY(rig.plane->served()->listeners.empty());
    QCOMPARE(rig.plane->served()->revision, std::uint64_t(0));
}

void TestProxy::countsWhatItDid()
{
    RawBackend backend([](RawBackend::Connection &connection) {
        RawBackend::Request request;
        while (connection.read(request) && connection.answer(request.target == "/bad" ? 500 : 200, "x")) { }
    });
    ProxyRig rig;
    QVERIFY(rig.serveOne(backend.address(), {}, "match: {methods: [GET]}").has_value());
    HttpProbe probe(rig.address());
    for (const char *path : {"/", "/", "/bad"})
        probe.ask("GET", path);
    probe.ask("PUT", "/");
    QCOMPARE(rig.plane->requests(), std::uint64_t(4));
    QCOMPARE(rig.route().requests, std::uint64_t(3));
    QCOMPARE(rig.route().status2xx, std::uint64_t(2));
    QCOMPARE(rig.route().status5xx, std::uint64_t(1));
    const ServiceCounts service = rig.service();
    QCOMPARE(service.requests, std::uint64_t(3));
    QCOMPARE(service.active, std::uint64_t(0));
    QCOMPARE(service.errors.status5xx, std::uint64_t(1));
    QVERIFY(service.phases.firstByte.has_value());
    QVERIFY(service.phases.connect.has_value());
    QVERIFY(service.latency.p50.has_value());
    const EndpointCounts endpoint = rig.endpoint();
    QCOMPARE(endpoint.requests, std::uint64_t(3));
    QCOMPARE(endpoint.errors, std::uint64_t(1));
}

QTEST_APPLESS_MAIN(TestProxy)
#include "tst_proxy.moc"
