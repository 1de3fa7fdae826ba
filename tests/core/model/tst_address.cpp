#include "core/model/address.h"

#include <QtTest/QTest>

using namespace gatehouse;

class TestAddress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddressesAndWritesThemBack_data();
    void readsAddressesAndWritesThemBack();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void clearsTheHostBitsOfABlock();
    void refusesWhatIsNoBlock_data();
    void refusesWhatIsNoBlock();
    void knowsWhatLiesInABlock_data();
    void knowsWhatLiesInABlock();
};

void TestAddress::readsAddressesAndWritesThemBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("v4") << QByteArray("127.0.0.1:8080") << QByteArray("127.0.0.1") << 8080;
    QTest::newRow("name") << QByteArray("shop_1.internal-x:80") << QByteArray("shop_1.internal-x") << 80;
    QTest::newRow("v6") << QByteArray("[::1]:65535") << QByteArray("::1") << 65535;
    QTest::newRow("v6 with v4 in it")
        << QByteArray("[::ffff:10.0.0.1]:0") << QByteArray("::ffff:10.0.0.1") << 0;
}

void TestAddress::readsAddressesAndWritesThemBack()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, host);
    QFETCH(int, port);
    const Result<Address> address = parseAddress(text.toStdString());
    QVERIFY(address.has_value());
    QCOMPARE(QByteArray::fromStdString(address->host), host);
    QCOMPARE(int(address->port), port);
    QCOMPARE(QByteArray::fromStdString(toString(*address)), text);
}

void TestAddress::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "a",
                             "a:",
                             ":80",
                             "a:65536",
                             "a:-1",
                             "a:+1",
                             "a:080",
                             "a:8 0",
                             "a b:80",
                             "::1:80",
                             "[::1]",
                             "[::1:80",
                             "[127.0.0.1]:80",
                             "[1::2::3]:80",
                             "[12345::]:80",
                             "[1:2:3:4:5:6:7:8:9]:80",
                             "[:1::2]:80",
                             "[1:2:3:4:5:6:7::8]:80",
                             "[fe80::1%eth0]:80",
                             "a/b:80"})
        QTest::newRow(text[0] ? text : "empty") << QByteArray(text);
}

void TestAddress::refusesWhatIsNoAddress()
{
    QFETCH(QByteArray, text);
    const Result<Address> address = parseAddress(text.toStdString());
    QVERIFY(!address.has_value());
    QCOMPARE(address.error().kind, ErrorKind::InvalidInput);
}

void TestAddress::clearsTheHostBitsOfABlock()
{
    QVERIFY(parseCidr("10.1.2.3/12").value() == (Cidr{"10.1.2.3/12", {10, 0, 0, 0}, 12}));
    QVERIFY(parseCidr("255.255.255.255/0").value().bytes == (std::vector<std::uint8_t>{0, 0, 0, 0}));
    QVERIFY(parseCidr("fd00:ffff::1/17").value().bytes.at(2) == 0x80);
    QCOMPARE(parseCidr("::/128").value().bytes.size(), std::size_t(16));
}

void TestAddress::refusesWhatIsNoBlock_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0.0/8",
                             "256.0.0.0/8", "01.0.0.0/8", "::/129", "10.0.0.0/8 ", "10.0.0.0/08", "name/8"})
        QTest::newRow(text[0] ? text : "empty") << QByteArray(text);
}

void TestAddress::refusesWhatIsNoBlock()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseCidr(text.toStdString()).has_value());
}

void TestAddress::knowsWhatLiesInABlock_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QByteArray>("ip");
    QTest::addColumn<bool>("inside");
    const auto row = [](const char *block, const char *ip, bool inside) {
        QTest::addRow("%s in %s", ip, block) << QByteArray(block) << QByteArray(ip) << inside;
    };
    row("10.0.0.0/8", "10.255.0.1", true);
    row("10.0.0.0/8", "11.0.0.1", false);
    row("192.168.64.0/18", "192.168.127.255", true);
    row("192.168.64.0/18", "192.168.128.0", false);
    row("192.0.2.7/32", "192.0.2.7", true);
    row("192.0.2.7/32", "192.0.2.6", false);
    row("0.0.0.0/0", "203.0.113.9", true);
    row("0.0.0.0/0", "2001:db8::1", false);
    row("10.0.0.0/8", "::ffff:10.0.0.1", true);
    row("::ffff:10.0.0.0/104", "::ffff:10.0.0.1", true);
    row("2001:db8::/33", "2001:db8:7fff::1", true);
    row("2001:db8::/33", "2001:db8:8000::1", false);
}

void TestAddress::knowsWhatLiesInABlock()
{
    QFETCH(QByteArray, block);
    QFETCH(QByteArray, ip);
    QFETCH(bool, inside);
    QCOMPARE(contains(parseCidr(block.toStdString()).value(), parseIp(ip.toStdString()).value()), inside);
}

QTEST_APPLESS_MAIN(TestAddress)
#include "tst_address.moc"
