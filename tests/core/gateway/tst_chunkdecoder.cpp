#include "core/gateway/chunkdecoder.h"

#include <QtTest/QTest>

#include <string>

using namespace gatehouse;

namespace {

struct Outcome
{
    std::string payload;
    std::size_t consumed = 0;
    bool done = false;
    HttpFault fault = HttpFault::None;
};

/// Feeds the bytes in pieces of at most `piece` bytes.
Outcome decode(const QByteArray &bytes, std::size_t piece)
{
    ChunkDecoder decoder;
    Outcome outcome;
    const std::string all = bytes.toStdString();
    while (outcome.consumed < all.size() && !decoder.isDone() && !decoder.hasFailed()) {
        std::string part = all.substr(outcome.consumed, piece);
        const ChunkDecoder::Step step = decoder.decode(part.data(), part.size());
        outcome.payload += part.substr(0, step.payload);
        outcome.consumed += step.consumed;
    }
    outcome.done = decoder.isDone();
    outcome.fault = decoder.fault();
    return outcome;
}

} // namespace

class TestChunkDecoder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheFramingOff_data();
    void takesTheFramingOff();
    void refusesBadFraming_data();
    void refusesBadFraming();
    void leavesTheNextMessageUntouched();
    void boundsExtensionsAndTrailers();
};

void TestChunkDecoder::takesTheFramingOff_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("empty") << QByteArray("0\r\n\r\n") << QByteArray();
    QTest::newRow("one chunk") << QByteArray("3\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("several") << QByteArray("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n") << QByteArray("abcd");
    QTest::newRow("hexadecimal, both cases") << QByteArray("a\r\n0123456789\r\nB\r\n0123456789x\r\n0\r\n\r\n")
                                             << QByteArray("01234567890123456789x");
    QTest::newRow("leading zeros") << QByteArray("0003\r\nabc\r\n000\r\n\r\n") << QByteArray("abc");
    QTest::newRow("extension") << QByteArray("3;a=b;c=\"d;e\"\r\nabc\r\n0;x\r\n\r\n") << QByteArray("abc");
    QTest::newRow("white space before an extension")
        << QByteArray("3 ;a\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("trailers") << QByteArray("3\r\nabc\r\n0\r\nX-Sum: 1\r\nY:\r\n\r\n") << QByteArray("abc");
    QTest::newRow("line ends in the data")
        << QByteArray("4\r\n\r\n\r\n\r\n0\r\n\r\n") << QByteArray("\r\n\r\n");
}

void TestChunkDecoder::takesTheFramingOff()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, payload);
    for (const std::size_t piece : {std::size_t(1), std::size_t(2), std::size_t(5), std::size_t(1000)}) {
        const Outcome outcome = decode(bytes, piece);
        QVERIFY2(outcome.done, describe(outcome.fault));
        QCOMPARE(QByteArray::fromStdString(outcome.payload), payload);
        QCOMPARE(outcome.consumed, std::size_t(bytes.size()));
    }
}

void TestChunkDecoder::refusesBadFraming_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HttpFault>("fault");
    const auto row = [](const char *name, const QByteArray &bytes, HttpFault fault) {
        QTest::newRow(name) << bytes << fault;
    };
    row("no size", "\r\nabc\r\n", HttpFault::BadChunkSize);
    row("no digit", "x\r\n", HttpFault::BadChunkSize);
    row("with 0x", "0x3\r\nabc\r\n", HttpFault::BadChunkSize);
    row("negative", "-3\r\nabc\r\n", HttpFault::BadChunkSize);
    row("plus", "+3\r\nabc\r\n", HttpFault::BadChunkSize);
    row("space before", " 3\r\nabc\r\n", HttpFault::BadChunkSize);
    row("space behind", "3 \r\nabc\r\n", HttpFault::BadChunkSize);
    row("underscore", "1_0\r\n", HttpFault::BadChunkSize);
    row("beyond 60 bits", "1000000000000000\r\n", HttpFault::BadChunkSize);
    row("many zeros", "0000000000000000\r\n", HttpFault::BadChunkSize);
    row("bare line feed", "3\nabc\r\n", HttpFault::BadChunkSize);
    row("bare carriage return", "3\rabc", HttpFault::BadChunkSize);
    row("line feed in an extension", "3;a\nabc\r\n", HttpFault::BadChunkExtension);
    row("control character in an extension", "3;a\x01\r\nabc\r\n", HttpFault::BadChunkExtension);
    row("data longer than its size", "3\r\nabcd\r\n", HttpFault::BadChunkEnd);
    row("data ended by a line feed", "3\r\nabc\n0\r\n\r\n", HttpFault::BadChunkEnd);
    row("data ended by a carriage return", "3\r\nabc\rX", HttpFault::BadChunkEnd);
    row("trailer without a name", "0\r\n: x\r\n\r\n", HttpFault::BadTrailer);
    row("trailer without a colon", "0\r\nabc\r\n\r\n", HttpFault::BadTrailer);
    row("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", HttpFault::BadTrailer);
    row("trailer with a space before the colon", "0\r\nA : b\r\n\r\n", HttpFault::BadTrailer);
    row("trailer ended by a line feed", "0\r\nA: b\n\r\n", HttpFault::BadTrailer);
    row("end without a line feed", "0\r\n\rX", HttpFault::BadTrailer);
    row("another request in place of the end", "0\r\nGET / HTTP/1.1\r\n\r\n", HttpFault::BadTrailer);
}

void TestChunkDecoder::refusesBadFraming()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HttpFault, fault);
    for (const std::size_t piece : {std::size_t(1), std::size_t(3), std::size_t(1000)}) {
        const Outcome outcome = decode(bytes, piece);
        QVERIFY(!outcome.done);
        QCOMPARE(outcome.fault, fault);
    }
}

void TestChunkDecoder::leavesTheNextMessageUntouched()
{
    std::string bytes = "1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\n";
    ChunkDecoder decoder;
    const ChunkDecoder::Step step = decoder.decode(bytes.data(), bytes.size());
    QVERIFY(decoder.isDone());
    QCOMPARE(step.payload, std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(bytes.substr(step.consumed)), QByteArray("GET / HTTP/1.1\r\n"));
    QCOMPARE(decoder.decode(bytes.data(), bytes.size()).consumed, std::size_t(0));
}

void TestChunkDecoder::boundsExtensionsAndTrailers()
{
    QCOMPARE(decode("1;" + QByteArray(17'000, 'a') + "\r\n", 1000).fault, HttpFault::ChunkOverheadTooLarge);
    QCOMPARE(decode("0\r\nA: " + QByteArray(17'000, 'a') + "\r\n", 1000).fault,
             HttpFault::ChunkOverheadTooLarge);
    QByteArray many;
    for (int i = 0; i < 200; ++i)
        many += "1;" + QByteArray(100, 'a') + "\r\nx\r\n";
    QCOMPARE(decode(many, 1000).fault, HttpFault::ChunkOverheadTooLarge);
}

QTEST_APPLESS_MAIN(TestChunkDecoder)
#include "tst_chunkdecoder.moc"
