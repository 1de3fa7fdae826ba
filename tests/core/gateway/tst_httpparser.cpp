#include "core/gateway/httpparser.h"

#include <QtTest/QTest>

#include <string>

using namespace gatehouse;

namespace {

struct Outcome
{
    ParseStatus status = ParseStatus::NeedMore;
    HttpFault fault = HttpFault::None;
    RequestHead head;
};

Outcome parseRequest(const QByteArray &bytes, HeadLimits limits = {})
{
    RequestParser parser{limits};
    const ParseStatus status = parser.parse(bytes.toStdString());
    return {status, parser.fault(), parser.head()};
}

QByteArray text(const Span &span, const QByteArray &bytes)
{
    return bytes.mid(static_cast<qsizetype>(span.begin), static_cast<qsizetype>(span.length));
}

/// A whole request around the given header lines.
QByteArray withFields(const QByteArray &fields)
{
    return "POST /a HTTP/1.1\r\n" + fields + "\r\n";
}

} // namespace

class TestHttpParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsARequestHead();
    void readsTargets_data();
    void readsTargets();
    void refusesWhatCouldBeReadInTwoWays_data();
    void refusesWhatCouldBeReadInTwoWays();
    void refusesMalformedRequestLines_data();
    void refusesMalformedRequestLines();
    void readsFraming_data();
    void readsFraming();
    void givesTheSameOutcomeHoweverTheBytesArrive();
    void keepsItsLimits();
    void refusesALineThatIsTooLongBeforeItEnds();
    void marksFieldsOfThisHopOnly();
    void boundsTheNamesInConnection();
    void decidesAboutKeepAlive_data();
    void decidesAboutKeepAlive();
    void skipsOneEmptyLineBeforeARequest();
    void readsResponses_data();
    void readsResponses();
    void refusesResponses_data();
    void refusesResponses();
    void answersEachFaultWithAStatusAndASentence();
};

void TestHttpParser::readsARequestHead()
{
    const QByteArray bytes = "GET /a/b?x=1&y=?2 HTTP/1.1\r\nHost: shop.example.com:8080\r\nAccept:\t*/* "
                             "\t\r\nX-Empty:\r\n\r\nrest";
    const Outcome outcome = parseRequest(bytes);
    QCOMPARE(outcome.status, ParseStatus::Done);
    const RequestHead &head = outcome.head;
    QCOMPARE(text(head.methodText, bytes), QByteArray("GET"));
    QCOMPARE(head.method, Method::Get);
    QCOMPARE(text(head.path, bytes), QByteArray("/a/b"));
    QCOMPARE(text(head.query, bytes), QByteArray("x=1&y=?2"));
    QCOMPARE(text(head.authority, bytes), QByteArray("shop.example.com:8080"));
    QCOMPARE(head.headLength, static_cast<std::uint32_t>(bytes.size() - 4));
    QCOMPARE(head.fields.size(), std::size_t(3));
    QCOMPARE(text(head.fields[1].value, bytes), QByteArray("*/*"));
    QCOMPARE(text(head.fields[2].value, bytes), QByteArray());
    QVERIFY(head.find("x-EMPTY", bytes.constData()));
    QVERIFY(!head.find("x-none", bytes.constData()));
    QVERIFY(head.keepAlive);
    QVERIFY(head.isIdempotent());
}

void TestHttpParser::readsTargets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("authority");
    QTest::newRow("origin") << QByteArray("GET /a") << QByteArray("/a") << QByteArray() << QByteArray("h");
    QTest::newRow("empty query") << QByteArray("GET /a?") << QByteArray("/a") << QByteArray()
                                 << QByteArray("h");
    QTest::newRow("two slashes") << QByteArray("GET //a/b") << QByteArray("//a/b") << QByteArray()
                                 << QByteArray("h");
    QTest::newRow("absolute") << QByteArray("GET http://other:81/a?q") << QByteArray("/a") << QByteArray("q")
                              << QByteArray("other:81");
    QTest::newRow("absolute, scheme in capitals")
        << QByteArray("GET HTTPS://other/a") << QByteArray("/a") << QByteArray() << QByteArray("other");
    QTest::newRow("absolute without path")
        << QByteArray("GET http://other") << QByteArray() << QByteArray() << QByteArray("other");
    QTest::newRow("absolute with query alone")
        << QByteArray("GET http://other?x=/") << QByteArray() << QByteArray("x=/") << QByteArray("other");
    QTest::newRow("absolute with IPv6")
        << QByteArray("GET http://[::1]:80/a") << QByteArray("/a") << QByteArray() << QByteArray("[::1]:80");
    QTest::newRow("asterisk") << QByteArray("OPTIONS *") << QByteArray() << QByteArray() << QByteArray("h");
}

void TestHttpParser::readsTargets()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, authority);
    const QByteArray bytes = line + " HTTP/1.1\r\nHost: h\r\n\r\n";
    const Outcome outcome = parseRequest(bytes);
    QCOMPARE(outcome.fault, HttpFault::None);
    QCOMPARE(outcome.status, ParseStatus::Done);
    QCOMPARE(text(outcome.head.path, bytes), path);
    QCOMPARE(text(outcome.head.query, bytes), query);
    QCOMPARE(text(outcome.head.authority, bytes), authority);
}

void TestHttpParser::refusesWhatCouldBeReadInTwoWays_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<HttpFault>("fault");
    const QByteArray host = "Host: h\r\n";
    const QByteArray chunked = host + "Transfer-Encoding: chunked\r\n";
    const QByteArray length = host + "Content-Length: 5\r\n";
    const auto row = [](const char *name, const QByteArray &fields, HttpFault fault) {
        QTest::newRow(name) << fields << fault;
    };
    row("length and encoding", length + "Transfer-Encoding: chunked\r\n",
        HttpFault::LengthAndTransferEncoding);
    row("encoding and length", chunked + "Content-Length: 5\r\n", HttpFault::LengthAndTransferEncoding);
    row("length zero and encoding", chunked + "Content-Length: 0\r\n", HttpFault::LengthAndTransferEncoding);
    row("two lengths", length + "Content-Length: 6\r\n", HttpFault::DuplicateContentLength);
    row("two equal lengths", length + "Content-Length: 5\r\n", HttpFault::DuplicateContentLength);
    row("list of lengths", host + "Content-Length: 5, 5\r\n", HttpFault::BadContentLength);
    row("signed length", host + "Content-Length: +5\r\n", HttpFault::BadContentLength);
    row("negative length", host + "Content-Length: -5\r\n", HttpFault::BadContentLength);
    row("hexadecimal length", host + "Content-Length: 0x5\r\n", HttpFault::BadContentLength);
    row("empty length", host + "Content-Length:\r\n", HttpFault::BadContentLength);
    row("length with space inside", host + "Content-Length: 5 5\r\n", HttpFault::BadContentLength);
    row("length in quotes", host + "Content-Length: \"5\"\r\n", HttpFault::BadContentLength);
    row("length beyond 63 bits", host + "Content-Length: 9223372036854775808\r\n",
        HttpFault::BadContentLength);
    row("length of 20 digits", host + "Content-Length: 00000000000000000005\r\n",
        HttpFault::BadContentLength);
    row("length beyond 64 bits", host + "Content-Length: 18446744073709551621\r\n",
        HttpFault::BadContentLength);
    row("gzip and chunked", host + "Transfer-Encoding: gzip, chunked\r\n", HttpFault::BadTransferEncoding);
    row("chunked and identity", host + "Transfer-Encoding: chunked, identity\r\n",
        HttpFault::BadTransferEncoding);
    row("chunked twice in a list", host + "Transfer-Encoding: chunked, chunked\r\n",
        HttpFault::BadTransferEncoding);
    row("chunked twice", chunked + "Transfer-Encoding: chunked\r\n", HttpFault::BadTransferEncoding);
    row("identity", host + "Transfer-Encoding: identity\r\n", HttpFault::BadTransferEncoding);
    row("misspelt", host + "Transfer-Encoding: xchunked\r\n", HttpFault::BadTransferEncoding);
    row("with parameter", host + "Transfer-Encoding: chunked;q=1\r\n", HttpFault::BadTransferEncoding);
    row("in quotes", host + "Transfer-Encoding: \"chunked\"\r\n", HttpFault::BadTransferEncoding);
    row("empty encoding", host + "Transfer-Encoding:\r\n", HttpFault::BadTransferEncoding);
    row("vertical tab before encoding",
        host
            + "Transfer-Encoding: \x0b"
              "chunked\r\n",
        HttpFault::BadFieldValue);
    row("folded", host + "X-A: b\r\n c\r\n", HttpFault::FoldedLine);
    row("folded with a tab", host + "X-A: b\r\n\tc\r\n", HttpFault::FoldedLine);
    row("folded encoding", host + "Transfer-Encoding:\r\n chunked\r\n", HttpFault::FoldedLine);
    row("space before the first field", " Host: h\r\n", HttpFault::FoldedLine);
    row("space before the colon", host + "Transfer-Encoding : chunked\r\n", HttpFault::BadFieldName);
    row("tab before the colon", host + "Content-Length\t: 5\r\n", HttpFault::BadFieldName);
    row("no colon", host + "Content-Length 5\r\n", HttpFault::BadFieldName);
    row("empty name", host + ": 5\r\n", HttpFault::BadFieldName);
    row("name that is no token", host + "Content(Length): 5\r\n", HttpFault::BadFieldName);
    row("name beyond ASCII", host + "Content\xE4Length: 5\r\n", HttpFault::BadFieldName);
    row("NUL in a name", host + QByteArray("X\0A: 5\r\n", 8), HttpFault::BadFieldName);
    row("NUL in a value", host + QByteArray("X-A: b\0c\r\n", 10), HttpFault::BadFieldValue);
    row("escape in a value",
        host
            + "X-A: b\x1b"
              "c\r\n",
        HttpFault::BadFieldValue);
    row("delete in a value", host + "X-A: b\x7f\r\n", HttpFault::BadFieldValue);
    row("bare line feed", host + "X-A: b\nX-C: d\r\n", HttpFault::BareLineFeed);
    row("bare carriage return in a value", host + "X-A: b\rX-C: d\r\n", HttpFault::BareCarriageReturn);
    row("bare carriage return before a name", host + "\rX-A: b\r\n", HttpFault::BadFieldName);
    row("two carriage returns", host + "X-A: b\r\r\n", HttpFault::BareCarriageReturn);
    row("carriage return alone on a line", host + "\r\r\n", HttpFault::BadFieldName);
    row("no host", "X-A: b\r\n", HttpFault::MissingHost);
    row("two hosts", host + "Host: i\r\n", HttpFault::DuplicateHost);
    row("two equal hosts", host + host, HttpFault::DuplicateHost);
    row("empty host", "Host:\r\n", HttpFault::BadHost);
    row("host with a path", "Host: h/a\r\n", HttpFault::BadHost);
    row("host with user", "Host: u@h\r\n", HttpFault::BadHost);
    row("host with a space", "Host: a b\r\n", HttpFault::BadHost);
    row("host with a bad port", "Host: h:8a\r\n", HttpFault::BadHost);
    row("host with a long port", "Host: h:123456\r\n", HttpFault::BadHost);
    row("port without host", "Host: :80\r\n", HttpFault::BadHost);
    row("host with an open bracket", "Host: [::1\r\n", HttpFault::BadHost);
    row("host with letters behind the bracket", "Host: [::1]x\r\n", HttpFault::BadHost);
    row("hosts in a list", "Host: a, b\r\n", HttpFault::BadHost);
}

void TestHttpParser::refusesWhatCouldBeReadInTwoWays()
{
    QFETCH(QByteArray, fields);
    QFETCH(HttpFault, fault);
    const Outcome outcome = parseRequest(withFields(fields));
    QCOMPARE(outcome.status, ParseStatus::Failed);
    QCOMPARE(outcome.fault, fault);
    QCOMPARE(statusFor(fault), 400);
}

void TestHttpParser::refusesMalformedRequestLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &line, int status) {
        QTest::newRow(line.constData()) << line << status;
    };
    row("GET", 400);
    row("GET /", 400);
    row("GET  / HTTP/1.1", 400);
    row("GET /  HTTP/1.1", 400);
    row("GET / HTTP/1.1 ", 400);
    row(" GET / HTTP/1.1", 400);
    row("GET\t/ HTTP/1.1", 400);
    row("GET /a b HTTP/1.1", 400);
    row("GET / http/1.1", 400);
    row("GET / HTTP/1.1x", 400);
    row("GET / HTTP/11", 400);
    row("GET / HTTP/1.", 400);
    row("GET / HTTP/a.1", 400);
    row("GET / HTTPS/1.1", 400);
    row("GET / HTTP/2.0", 505);
    row("GET / HTTP/0.9", 505);
    row("G(T / HTTP/1.1", 400);
    row("GET /\x01 HTTP/1.1", 400);
    row("GET /\xC3\xA4 HTTP/1.1", 400);
    row("GET /a#b HTTP/1.1", 400);
    row("GET a HTTP/1.1", 400);
    row("GET * HTTP/1.1", 400);
    row("GET h:80 HTTP/1.1", 400);
    row("GET ftp://h/ HTTP/1.1", 400);
    row("GET http:///a HTTP/1.1", 400);
    row("GET http://u:p@h/ HTTP/1.1", 400);
    row("GET http:/a HTTP/1.1", 400);
    row("CONNECT h:443 HTTP/1.1", 501);
}

void TestHttpParser::refusesMalformedRequestLines()
{
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    const Outcome outcome = parseRequest(line + "\r\nHost: h\r\n\r\n");
    QCOMPARE(outcome.status, ParseStatus::Failed);
    QCOMPARE(statusFor(outcome.fault), status);
}

void TestHttpParser::readsFraming_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<quint64>("length");
    QTest::newRow("none") << withFields("Host: h\r\n") << Framing::None << quint64(0);
    QTest::newRow("length zero") << withFields("Host: h\r\nContent-Length: 0\r\n") << Framing::None
                                 << quint64(0);
    QTest::newRow("length") << withFields("Host: h\r\ncontent-LENGTH: 0012\r\n") << Framing::Length
                            << quint64(12);
    QTest::newRow("largest length") << withFields("Host: h\r\nContent-Length: 9223372036854775807\r\n")
                                    << Framing::Length << quint64(9223372036854775807ULL);
    QTest::newRow("chunked") << withFields("Host: h\r\nTransfer-Encoding: Chunked \r\n") << Framing::Chunked
                             << quint64(0);
    QTest::newRow("1.0 with length") << QByteArray("POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\n")
                                     << Framing::Length << quint64(3);
}

void TestHttpParser::readsFraming()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Framing, framing);
    QFETCH(quint64, length);
    const Outcome outcome = parseRequest(bytes);
    QCOMPARE(outcome.status, ParseStatus::Done);
    QCOMPARE(outcome.head.framing, framing);
    QCOMPARE(quint64(outcome.head.contentLength), length);
    QCOMPARE(parseRequest("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").fault,
             HttpFault::BadTransferEncoding);
}

void TestHttpParser::givesTheSameOutcomeHoweverTheBytesArrive()
{
    const QByteArray bytes =
        "\r\nPUT /a?b HTTP/1.1\r\nHost: h\r\nX-Long: 0123456789\r\nContent-Length: 3\r\n\r\nabc";
    const std::string all = bytes.toStdString();
    const Outcome whole = parseRequest(bytes);
    RequestParser parser;
    ParseStatus status = ParseStatus::NeedMore;
    std::size_t given = 0;
    while (status == ParseStatus::NeedMore && given < all.size()) {
        // Each call gets the bytes at another place, as when a buffer grows.
        const std::string copy = all.substr(0, ++given);
        status = parser.parse(copy);
    }
    QCOMPARE(status, ParseStatus::Done);
    QCOMPARE(given, all.size() - 3);
    QCOMPARE(parser.head().headLength, whole.head.headLength);
    QCOMPARE(parser.head().contentLength, whole.head.contentLength);
    QCOMPARE(parser.head().fields.size(), whole.head.fields.size());
    QCOMPARE(text(parser.head().path, bytes), QByteArray("/a"));
}

void TestHttpParser::keepsItsLimits()
{
    HeadLimits limits;
    limits.startLine = 32;
    limits.head = 128;
    limits.fields = 4;
    const QByteArray start = "GET / HTTP/1.1\r\nHost: h\r\n";
    QCOMPARE(parseRequest("GET /" + QByteArray(32, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", limits).fault,
             HttpFault::LineTooLong);
    QCOMPARE(parseRequest(start + "X: " + QByteArray(128, 'a') + "\r\n\r\n", limits).fault,
             HttpFault::HeadTooLarge);
    QCOMPARE(parseRequest(start + "A: 1\r\nB: 1\r\nC: 1\r\n\r\n", limits).status, ParseStatus::Done);
    QCOMPARE(parseRequest(start + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n\r\n", limits).fault,
             HttpFault::HeadTooLarge);
    QCOMPARE(statusFor(HttpFault::LineTooLong), 414);
    QCOMPARE(statusFor(HttpFault::HeadTooLarge), 431);
}

void TestHttpParser::refusesALineThatIsTooLongBeforeItEnds()
{
    HeadLimits limits;
    limits.startLine = 32;
    limits.head = 64;
    QCOMPARE(parseRequest("GET /" + QByteArray(30, 'a'), limits).fault, HttpFault::LineTooLong);
    QCOMPARE(parseRequest("GET / HTTP/1.1\r\nX: " + QByteArray(64, 'a'), limits).fault,
             HttpFault::HeadTooLarge);
}

void TestHttpParser::marksFieldsOfThisHopOnly()
{
    const QByteArray bytes =
        withFields("Host: h\r\nConnection: x-mine, close,,\r\nKeep-Alive: 5\r\nX-Mine: 1\r\nx-mine: 2\r\n"
                   "X-Other: 3\r\nTE: trailers\r\nUpgrade: websocket\r\nProxy-Authorization: x\r\n");
    const Outcome outcome = parseRequest(bytes);
    QCOMPARE(outcome.status, ParseStatus::Done);
    QByteArrayList kept;
    for (const HeadField &field : outcome.head.fields) {
        if (!field.hopByHop)
            kept << text(field.name, bytes);
    }
    QCOMPARE(kept, QByteArrayList({"Host", "X-Other"}));
    QVERIFY(!outcome.head.keepAlive);
    // Upgrade counts only where Connection names it.
    QVERIFY(!outcome.head.upgrade);
    QVERIFY(
        parseRequest(withFields("Host: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n")).head.upgrade);
}

void TestHttpParser::boundsTheNamesInConnection()
{
    QByteArray options;
    for (int i = 0; i < 33; ++i)
        options += "a" + QByteArray::number(i) + ",";
    QCOMPARE(parseRequest(withFields("Host: h\r\nConnection: " + options + "\r\n")).fault,
             HttpFault::TooManyConnectionOptions);
}

void TestHttpParser::decidesAboutKeepAlive_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << QByteArray("1.1") << QByteArray() << true;
    QTest::newRow("1.1 close") << QByteArray("1.1") << QByteArray("Connection: Close\r\n") << false;
    QTest::newRow("1.1 close in a second field")
        << QByteArray("1.1") << QByteArray("Connection: keep-alive\r\nConnection: close\r\n") << false;
    QTest::newRow("1.0") << QByteArray("1.0") << QByteArray() << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("1.0") << QByteArray("Connection: Keep-Alive\r\n") << true;
    QTest::newRow("close before keep-alive")
        << QByteArray("1.0") << QByteArray("Connection: close, keep-alive\r\n") << false;
    QTest::newRow("1.2 is treated as 1.1") << QByteArray("1.2") << QByteArray() << true;
}

void TestHttpParser::decidesAboutKeepAlive()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, connection);
    QFETCH(bool, keepAlive);
    const Outcome outcome = parseRequest("GET / HTTP/" + version + "\r\nHost: h\r\n" + connection + "\r\n");
    QCOMPARE(outcome.status, ParseStatus::Done);
    QCOMPARE(outcome.head.keepAlive, keepAlive);
}

void TestHttpParser::skipsOneEmptyLineBeforeARequest()
{
    const QByteArray request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    QCOMPARE(parseRequest("\r\n" + request).status, ParseStatus::Done);
    QCOMPARE(parseRequest("\r\n\r\n" + request).fault, HttpFault::BadRequestLine);
    QCOMPARE(parseRequest("\n" + request).fault, HttpFault::BareLineFeed);
}

void TestHttpParser::readsResponses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("answersHead");
    QTest::addColumn<int>("status");
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<bool>("keepAlive");
    const auto row = [](const char *name, const QByteArray &bytes, bool answersHead, int status,
                        Framing framing, bool keepAlive) {
        QTest::newRow(name) << bytes << answersHead << status << framing << keepAlive;
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", false, 200, Framing::Length, true);
    row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, 200, Framing::Chunked,
        true);
    row("until close", "HTTP/1.1 200 OK\r\n\r\n", false, 200, Framing::UntilClose, false);
    row("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", false, 200, Framing::None, true);
    row("empty reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", false, 200, Framing::None, true);
    row("to HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true, 200, Framing::None, true);
    row("204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n", false, 204,
        Framing::None, true);
    row("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", false, 304,
        Framing::None, true);
    row("interim", "HTTP/1.1 100 Continue\r\n\r\n", false, 100, Framing::None, true);
    row("close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n", false, 200,
        Framing::Length, false);
    row("1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", false, 200, Framing::Length, false);
}

void TestHttpParser::readsResponses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, answersHead);
    QFETCH(int, status);
    QFETCH(Framing, framing);
    QFETCH(bool, keepAlive);
    ResponseParser parser;
    const std::string all = bytes.toStdString();
    for (std::size_t given = 1; given < all.size(); ++given)
        QCOMPARE(parser.parse(all.substr(0, given), answersHead), ParseStatus::NeedMore);
    QCOMPARE(parser.parse(all, answersHead), ParseStatus::Done);
    QCOMPARE(parser.head().status, status);
    QCOMPARE(parser.head().framing, framing);
    QCOMPARE(parser.head().keepAlive, keepAlive);
    parser.reset();
    QCOMPARE(parser.parse(all, answersHead), ParseStatus::Done);
}

void TestHttpParser::refusesResponses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("length and encoding", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n");
    row("gzip encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
    row("encoding in 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("status of two digits", "HTTP/1.1 20 OK\r\n\r\n");
    row("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n");
    row("status 600", "HTTP/1.1 600 OK\r\n\r\n");
    row("status 099", "HTTP/1.1 099 OK\r\n\r\n");
    row("two spaces", "HTTP/1.1  200 OK\r\n\r\n");
    row("other protocol", "ICY 200 OK\r\nX: 1\r\n\r\n");
    row("version 2", "HTTP/2.0 200 OK\r\n\r\n");
    row("control character in the reason", "HTTP/1.1 200 O\x01K\r\n\r\n");
    row("folded", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n");
    row("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 3\n\n");
    row("space before colon", "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\n");
    row("empty line before it", "\r\nHTTP/1.1 200 OK\r\n\r\n");
}

void TestHttpParser::refusesResponses()
{
    QFETCH(QByteArray, bytes);
    ResponseParser parser;
    QCOMPARE(parser.parse(bytes.toStdString(), false), ParseStatus::Failed);
    QVERIFY(parser.fault() != HttpFault::None);
}

void TestHttpParser::answersEachFaultWithAStatusAndASentence()
{
    for (int i = 1; i <= static_cast<int>(HttpFault::ChunkOverheadTooLarge); ++i) {
        const auto fault = static_cast<HttpFault>(i);
        QVERIFY(statusFor(fault) >= 400);
        QVERIFY(QByteArray(describe(fault)).endsWith('.'));
    }
}

QTEST_APPLESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
