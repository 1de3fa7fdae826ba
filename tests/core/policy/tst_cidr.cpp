#include "core/policy/cidr.h"

#include "core/base/random.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Cidr block(const char *address, int prefix)
{
    const IpAddress parsed = parseIpAddress(address).value();
    Cidr made;
    made.bytes.assign(parsed.bytes.begin(), parsed.bytes.begin() + (parsed.isV6 ? 16 : 4));
    made.prefixLength = prefix;
    return made;
}

} // namespace

class TestCidr final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data();
    void readsAddresses();
    void knowsWhatLiesInItsBlocks_data();
    void knowsWhatLiesInItsBlocks();
    void takesMappedBlocksForWhatTheyAre();
    void agreesWithAskingEachBlock();
};

void TestCidr::readsAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const QByteArray &text, const char *hex) {
        QTest::newRow(text.constData()) << text << QByteArray(hex);
    };
    row("10.0.0.1", "0a000001");
    row("255.255.255.255", "ffffffff");
    row("::1", "00000000000000000000000000000001");
    row("2001:db8::a", "20010db800000000000000000000000a");
    row("::ffff:10.0.0.1", "0a000001");
    row("::10.0.0.1", "0000000000000000000000000a000001");
    for (const char *bad : {"10.0.0", "10.0.0.256", "10.0.0.1 ", "010.0.0.1", "10.0.0.1:80", "[::1]",
                            "::1%lo", "1::2::3", "x", "a.b.c.d"})
        row(bad, "");
    QTest::newRow("with a nul") << QByteArray("10.0.0.1\0x", 10) << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestCidr::readsAddresses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hex);
    const auto address = parseIpAddress(std::string_view(text.constData(), std::size_t(text.size())));
    QCOMPARE(address.has_value(), !hex.isEmpty());
    if (address) {
        const QByteArray bytes(reinterpret_cast<const char *>(address->bytes.data()), address->isV6 ? 16 : 4);
        QCOMPARE(bytes.toHex(), hex);
    }
}

void TestCidr::knowsWhatLiesInItsBlocks_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("inside");
    const auto row = [](const char *address, bool inside) {
        QTest::newRow(address) << QByteArray(address) << inside;
    };
    row("9.255.255.255", false);
    row("10.0.0.0", true);
    row("10.1.2.3", true);
    row("10.255.255.255", true);
    row("11.0.0.0", false);
    row("192.168.1.127", false);
    row("192.168.1.128", true);
    row("192.168.1.129", true);
    row("192.168.1.130", false);
    row("172.16.0.1", true);
    row("172.16.0.2", false);
    row("::ffff:10.0.0.1", true);
    row("::1", false);
    row("2001:db8::", true);
    row("2001:db8:0:1::", true);
    row("2001:db9::", false);
    row("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", false);
    row("0.0.0.0", false);
}

void TestCidr::knowsWhatLiesInItsBlocks()
{
    QFETCH(QByteArray, address);
    QFETCH(bool, inside);
    const std::vector<Cidr> blocks{block("2001:db8::", 32),    block("10.1.0.0", 16),   block("10.0.0.0", 8),
                                   block("192.168.1.128", 31), block("172.16.0.1", 32), block("10.0.0.0", 9)};
    const CidrSet set(blocks);
    QCOMPARE(set.contains(parseIpAddress(address.toStdString()).value()), inside);
    QVERIFY(!set.isEmpty());
    QVERIFY(!CidrSet().contains(parseIpAddress(address.toStdString()).value()));
    // Everything, but each only of its own kind.
    const bool isV6 = parseIpAddress(address.toStdString())->isV6;
    const std::vector<Cidr> all4{block("0.0.0.0", 0)};
    const std::vector<Cidr> all6{block("::", 0)};
    QCOMPARE(CidrSet(all4).contains(parseIpAddress(address.toStdString()).value()), !isV6);
    QCOMPARE(CidrSet(all6).contains(parseIpAddress(address.toStdString()).value()), isV6);
}

void TestCidr::takesMappedBlocksForWhatTheyAre()
{
    Cidr mapped;
    mapped.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 0, 0, 0};
    mapped.prefixLength = 104;
    const CidrSet set(std::span(&mapped, 1));
    QVERIFY(set.contains(parseIpAddress("10.9.8.7").value()));
    QVERIFY(!set.contains(parseIpAddress("11.0.0.1").value()));
    Cidr broken;
    broken.bytes = {10, 0};
    QVERIFY(CidrSet(std::span(&broken, 1)).isEmpty());
}

void TestCidr::agreesWithAskingEachBlock()
{
    Random random(3);
    const auto bits = [](const IpAddress &address, int i) {
        return address.bytes[std::size_t(i) / 8] >> (7 - i % 8) & 1;
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<Cidr> blocks;
        for (std::uint64_t n = random.below(12); n > 0; --n) {
            Cidr made;
            made.prefixLength = int(random.below(33));
            for (int i = 0; i < 4; ++i)
                made.bytes.push_back(static_cast<std::uint8_t>(random.below(4) << 6 | random.below(2)));
            blocks.push_back(made);
        }
        const CidrSet set(blocks);
        for (int i = 0; i < 200; ++i) {
            std::array<std::uint8_t, 4> bytes{};
            for (std::uint8_t &byte : bytes)
                byte = static_cast<std::uint8_t>(random.below(4) << 6 | random.below(2));
            const IpAddress address = IpAddress::v4(bytes);
            bool expected = false;
            for (const Cidr &each : blocks) {
                std::array<std::uint8_t, 4> net{};
                std::copy(each.bytes.begin(), each.bytes.end(), net.begin());
                bool same = true;
                for (int bit = 0; bit < each.prefixLength; ++bit)
                    same = same && bits(IpAddress::v4(net), bit) == bits(address, bit);
                expected = expected || same;
            }
            QCOMPARE(set.contains(address), expected);
        }
    }
}

QTEST_APPLESS_MAIN(TestCidr)
#include "tst_cidr.moc"
