#include "core/model/canonical.h"
#include "core/model/document.h"

#include <QtTest/QTest>

#include <bit>

using namespace gatehouse;

class TestCanonical final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsNumbersAsEcmaScript_data();
    void printsNumbersAsEcmaScript();
    void sortsKeysByTheirUtf16Units();
    void escapesStringsAsTheRfcSays();
    void writesTheRfcsExample();
    void hashesAsSha256();
    void hashesTheSameWhateverTheSpelling();
};

/// RFC 8785, appendix B, given there by the bits of the double; and the edges of the notations.
void TestCanonical::printsNumbersAsEcmaScript_data()
{
    QTest::addColumn<quint64>("bits");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](quint64 bits, const char *text) {
        QTest::newRow(text) << bits << QByteArray(text);
    };
    row(0x0000000000000000, "0");
    QTest::newRow("minus zero") << quint64(0x8000000000000000) << QByteArray("0");
    row(0x0000000000000001, "5e-324");
    row(0x8000000000000001, "-5e-324");
    row(0x7fefffffffffffff, "1.7976931348623157e+308");
    row(0xffefffffffffffff, "-1.7976931348623157e+308");
    row(0x4340000000000000, "9007199254740992");
    row(0xc340000000000000, "-9007199254740992");
    row(0x4430000000000000, "295147905179352830000");
    row(0x44b52d02c7e14af5, "9.999999999999997e+22");
    row(0x44b52d02c7e14af6, "1e+23");
    row(0x44b52d02c7e14af7, "1.0000000000000001e+23");
    row(0x444b1ae4d6e2ef4e, "999999999999999700000");
    row(0x444b1ae4d6e2ef4f, "999999999999999900000");
    row(0x444b1ae4d6e2ef50, "1e+21");
    row(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
    row(0x3eb0c6f7a0b5ed8d, "0.000001");
    row(0x41b3de4355555553, "333333333.3333332");
    row(0x41b3de4355555554, "333333333.33333325");
    row(0x41b3de4355555555, "333333333.3333333");
    row(0x41b3de4355555556, "333333333.3333334");
    row(0x41b3de4355555557, "333333333.33333343");
    row(0xbecbf647612f3696, "-0.0000033333333333333333");
    row(0x43143ff3c1cb0959, "1424953923781206.2");
    row(std::bit_cast<quint64>(4.5), "4.5");
    row(std::bit_cast<quint64>(0.002), "0.002");
    row(std::bit_cast<quint64>(-1e-7), "-1e-7");
    row(std::bit_cast<quint64>(100.0), "100");
}

void TestCanonical::printsNumbersAsEcmaScript()
{
    QFETCH(quint64, bits);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(ecmaNumber(std::bit_cast<double>(bits))), text);
}

/// The example of RFC 8785, section 3.2.3.
void TestCanonical::sortsKeysByTheirUtf16Units()
{
    const Tree tree =
        Tree::parse("{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\ufb33\": \"Hebrew Letter "
                    "Dalet With Dagesh\", "
                    "\"1\": \"One\", \"\\ud83d\\ude00\": \"Emoji: Grinning Face\", \"\\u0080\": \"Control\", "
                    "\"\\u00f6\": \"Latin Small Letter O With Diaeresis\"}");
    const std::string text = canonicalJson(tree);
    std::size_t last = 0;
    for (const char *value :
         {"Carriage Return", "One", "Control", "Latin Small", "Euro Sign", "Emoji", "Hebrew"}) {
        const std::size_t place = text.find(value);
        QVERIFY2(place != std::string::npos && place > last, value);
        last = place;
    }
    QCOMPARE(canonicalJson(Tree::parse(R"({"ab": 1, "a": 2, "": 3})")),
             std::string(R"({"":3,"a":2,"ab":1})"));
}

void TestCanonical::escapesStringsAsTheRfcSays()
{
    QCOMPARE(canonicalJson(Tree("\x01\b\t\n\f\r\x1f\"\\/\x7f\xE2\x82\xAC")),
             std::string("\"\\u0001\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\x7f\xE2\x82\xAC\""));
}

/// The example of RFC 8785, section 3.2.2 to 3.2.4.
void TestCanonical::writesTheRfcsExample()
{
    const Tree tree = Tree::parse(R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    })");
    QCOMPARE(
        canonicalJson(tree),
        std::string("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                    "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"));
}

void TestCanonical::hashesAsSha256()
{
    QCOMPARE(sha256Hex("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(documentHash(Tree::parse(R"({"b": 1, "a": [], "gateways": [1], "environments": 2})")),
             sha256Hex(R"({"a":[],"b":1})"));
}

void TestCanonical::hashesTheSameWhateverTheSpelling()
{
    const auto hash = [](const char *text, TextFormat format) {
        return documentHash(readDocument(text, format).document.value().tree);
    };
    const std::string plain =
        hash("gatehouse: v1\nname: t\nx-a: {b: 1, c: [1.0, 0x10, 'x']}\n", TextFormat::Yaml);
    QCOMPARE(hash("# other order, other quotes\nx-a:\n  c: [1, 16, x]\n  b: 1\nname: \"t\"\ngatehouse: v1\n",
                  TextFormat::Yaml),
             plain);
    QCOMPARE(hash("{\"name\":\"\\u0074\",\"gatehouse\":\"v1\",\"x-a\":{\"c\":[1e0,16,\"x\"],\"b\":1}}",
                  TextFormat::Json),
             plain);
    QVERIFY(hash("gatehouse: v1\nname: t\nx-a: {b: 1, c: [0x10, 1.0, 'x']}\n", TextFormat::Yaml) != plain);
}

QTEST_APPLESS_MAIN(TestCanonical)
#include "tst_canonical.moc"
