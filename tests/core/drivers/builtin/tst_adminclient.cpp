#include "core/drivers/builtin/adminclient.h"

#include "core/control/deliver.h"
#include "tests/support/freeport.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/warnings.h"

#include <QtTest/QTest>

#include <memory>
#include <optional>

using namespace gatehouse;
using namespace std::chrono_literals;
using test::ScriptedServer;
using Answer = ScriptedServer::Answer;

namespace {

Gateway gatewayAt(const QByteArray &address)
{
    Gateway gateway;
    gateway.name = GatewayName{"edge-1"};
    gateway.address = address.toStdString();
    return gateway;
}

std::unique_ptr<AdminClient> clientFor(const QByteArray &address, qint64 largest = 1'000'000)
{
    return std::make_unique<AdminClient>(
        adminAddress(gatewayAt(address)).value(), [] { return Result<std::string>("t0ken"); }, largest);
}

} // namespace

class TestAdminClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bringsBackStatusBodyAndTag_data();
    void bringsBackStatusBodyAndTag();
    void sendsTheTokenAndTheMark();
    void asksForTheTokenWithEveryCall();
    void tellsFailuresApart_data();
    void tellsFailuresApart();
    void saysThatNothingListens();
    void endsAtTheDeadlineHoweverBytesTrickle();
    void abortsACancelledCall();
    void endsItsCallsWhenItDies();
    void goesOnAfterAFailure();
    void refusesToSendATokenInTheClear();
    void readsAddresses_data();
    void readsAddresses();

private:
    Result<AdminReply> wait(const QFuture<Result<AdminReply>> &future);

    std::optional<test::WarningGuard> m_guard;
};

void TestAdminClient::init()
{
    m_guard.emplace();
}

void TestAdminClient::cleanup()
{
    GATEHOUSE_CHECK_WARNINGS(*m_guard);
    m_guard.reset();
}

Result<AdminReply> TestAdminClient::wait(const QFuture<Result<AdminReply>> &future)
{
    std::optional<Result<AdminReply>> result;
    deliver(this, future, [&](const Result<AdminReply> &reply) { result = reply; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
        return failure(ErrorKind::Internal, "no result came");
    return *result;
}

void TestAdminClient::bringsBackStatusBodyAndTag_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 302, 400, 401, 403, 404, 405, 412, 422, 428, 500, 503})
        QTest::newRow(QByteArray::number(status).constData()) << status;
}

void TestAdminClient::bringsBackStatusBodyAndTag()
{
    QFETCH(int, status);
    ScriptedServer server([&](const ScriptedServer::Request &) {
        return Answer{status, "{\"a\": 1}", "ETag: \"abc\"\r\nLocation: http://127.0.0.1:1/\r\n"};
    });
    const auto client = clientFor(server.address());
    const auto reply = wait(client->call({"GET", "/v1/config"}, 5s));
    QVERIFY2(reply.has_value(), reply ? "" : reply.error().message.c_str());
    QCOMPARE(reply->status, status);
    QCOMPARE(reply->body, QByteArray("{\"a\": 1}"));
    QCOMPARE(reply->etag, QByteArray("\"abc\""));
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void TestAdminClient::sendsTheTokenAndTheMark()
{
    ScriptedServer server([](const ScriptedServer::Request &) { return Answer{}; });
    const auto client = clientFor(server.address());
    QVERIFY(wait(client->call({"PUT", "/v1/config", "{}", "\"abc\""}, 5s)).has_value());
    auto request = server.requests().at(0);
    QCOMPARE(request.method, QByteArray("PUT"));
    QCOMPARE(request.path, QByteArray("/v1/config"));
    QCOMPARE(request.body, QByteArray("{}"));
    QCOMPARE(request.headers["authorization"], QByteArray("Bearer t0ken"));
    QCOMPARE(request.headers["if-match"], QByteArray("\"abc\""));
    QCOMPARE(request.headers["content-type"], QByteArray("application/json"));
    QCOMPARE(request.headers["accept-encoding"], QByteArray("identity"));
}

void TestAdminClient::asksForTheTokenWithEveryCall()
{
    ScriptedServer server([](const ScriptedServer::Request &) { return Answer{}; });
    Result<std::string> token = failure(ErrorKind::NotFound, "The secret is not known here.");
    AdminClient client(adminAddress(gatewayAt(server.address())).value(), [&] { return token; });
    QCOMPARE(wait(client.call({"GET", "/v1/status"}, 5s)).error().kind, ErrorKind::NotFound);
    QVERIFY(server.requests().empty());
    token = std::string("now");
    QVERIFY(wait(client.call({"GET", "/v1/status"}, 5s)).has_value());
    auto request = server.requests().at(0);
    QCOMPARE(request.headers["authorization"], QByteArray("Bearer now"));
}

void TestAdminClient::tellsFailuresApart_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("silence") << int(Answer::Kind::Silence) << QByteArray() << ErrorKind::Timeout;
    QTest::newRow("cut") << int(Answer::Kind::Cut) << QByteArray() << ErrorKind::Unreachable;
    QTest::newRow("half a body") << int(Answer::Kind::Raw)
                                 << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":")
                                 << ErrorKind::Unreachable;
    QTest::newRow("half a head") << int(Answer::Kind::Raw) << QByteArray("HTTP/1.1 200 OK\r\nContent-Le")
                                 << ErrorKind::Unreachable;
    QTest::newRow("half a body, silence")
        << int(Answer::Kind::RawOpen) << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":")
        << ErrorKind::Timeout;
    QTest::newRow("too large") << int(Answer::Kind::RawOpen)
                               << ("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
                                   + QByteArray(2'000'000, 'x'))
                               << ErrorKind::Unsupported;
    QTest::newRow("another protocol")
        << int(Answer::Kind::Raw) << QByteArray("220 mail.example.org ESMTP\r\n") << ErrorKind::Unreachable;
}

void TestAdminClient::tellsFailuresApart()
{
    QFETCH(int, answer);
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorKind, kind);
    ScriptedServer server([&](const ScriptedServer::Request &) {
        return Answer{200, bytes, {}, Answer::Kind(answer)};
    });
    const auto client = clientFor(server.address());
    const auto reply =
        wait(client->call({"GET", "/v1/status"}, kind == ErrorKind::Timeout ? 300ms : 5'000ms));
    QVERIFY(!reply.has_value());
    QVERIFY2(reply.error().kind == kind, (word(reply.error().kind) + (": " + reply.error().detail)).c_str());
    QVERIFY(!reply.error().message.empty());
    QCOMPARE(QByteArray::fromStdString(reply.error().where), server.address());
}

void TestAdminClient::saysThatNothingListens()
{
    const auto client = clientFor("127.0.0.1:" + QByteArray::number(test::freePort()));
    const auto reply = wait(client->call({"GET", "/v1/status"}, 5s));
    QCOMPARE(reply.error().kind, ErrorKind::Unreachable);
    QCOMPARE(reply.error().message, std::string("Nothing listens at the gateway's admin address."));
}

void TestAdminClient::endsAtTheDeadlineHoweverBytesTrickle()
{
    ScriptedServer server([](const ScriptedServer::Request &) {
        return Answer{200,
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
                      {},
                      Answer::Kind::RawOpen};
    });
    const auto client = clientFor(server.address());
    QElapsedTimer time;
    time.start();
    QCOMPARE(wait(client->call({"GET", "/v1/status"}, 250ms)).error().kind, ErrorKind::Timeout);
    QVERIFY(time.elapsed() < 5'000);
}

void TestAdminClient::abortsACancelledCall()
{
    ScriptedServer server([](const ScriptedServer::Request &) {
        return Answer{200, {}, {}, Answer::Kind::Silence};
    });
    const auto client = clientFor(server.address());
    auto future = client->call({"GET", "/v1/status"}, 60s);
    QTRY_COMPARE(server.openConnections(), 1);
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestAdminClient::endsItsCallsWhenItDies()
{
    ScriptedServer server([](const ScriptedServer::Request &) {
        return Answer{200, {}, {}, Answer::Kind::Silence};
    });
    auto client = clientFor(server.address());
    const auto future = client->call({"GET", "/v1/status"}, 60s);
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    client.reset();
    QCOMPARE(wait(future).error().kind, ErrorKind::Cancelled);
}

void TestAdminClient::goesOnAfterAFailure()
{
    bool cut = true;
    ScriptedServer server([&](const ScriptedServer::Request &) {
        return cut ? Answer{200, {}, {}, Answer::Kind::Cut} : Answer{200, "{}"};
    });
    const auto client = clientFor(server.address());
    QCOMPARE(wait(client->call({"POST", "/v1/validate", "{}"}, 5s)).error().kind, ErrorKind::Unreachable);
    cut = false;
    QVERIFY(wait(client->call({"GET", "/v1/status"}, 5s)).has_value());
}

void TestAdminClient::refusesToSendATokenInTheClear()
{
    QCOMPARE(adminAddress(gatewayAt("10.0.0.1:7001")).error().kind, ErrorKind::Refused);
    QCOMPARE(adminAddress(gatewayAt("http://gw.example.org:7001")).error().kind, ErrorKind::Refused);
    QVERIFY(adminAddress(gatewayAt("https://gw.example.org:7001")).has_value());
    // A plain server behind an https address: no handshake, no request.
    ScriptedServer server([](const ScriptedServer::Request &) { return Answer{}; });
    const auto client = clientFor("https://" + server.address());
    const auto reply = wait(client->call({"GET", "/v1/status"}, 1s));
    QVERIFY(!reply.has_value());
    QVERIFY(server.requests().empty());
}

void TestAdminClient::readsAddresses_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QString>("url");
    QTest::newRow("v4") << QByteArray("127.0.0.1:7001") << QStringLiteral("http://127.0.0.1:7001");
    QTest::newRow("v6") << QByteArray("[::1]:7001") << QStringLiteral("http://[::1]:7001");
    QTest::newRow("name") << QByteArray("localhost:7001") << QStringLiteral("http://localhost:7001");
    QTest::newRow("secure") << QByteArray("https://a.example:443/")
                            << QStringLiteral("https://a.example:443");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("no port") << QByteArray("127.0.0.1") << QString();
    QTest::newRow("path") << QByteArray("127.0.0.1:7001/x") << QString();
    QTest::newRow("password") << QByteArray("https://u:p@a.example:443") << QString();
    QTest::newRow("other scheme") << QByteArray("ftp://127.0.0.1:21") << QString();
}

void TestAdminClient::readsAddresses()
{
    QFETCH(QByteArray, address);
    QFETCH(QString, url);
    const auto read = adminAddress(gatewayAt(address));
    QCOMPARE(read.has_value(), !url.isEmpty());
    if (read)
        QCOMPARE(read->url.toString(), url);
}

QTEST_GUILESS_MAIN(TestAdminClient)
#include "tst_adminclient.moc"
