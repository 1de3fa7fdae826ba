#include "core/policy/jsonmembers.h"

#include "core/base/random.h"

#include <QtTest/QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace gatehouse;

class TestJsonMembers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMembersAsTheyAre();
    void unescapesNamesAndStrings();
    void refusesWhatIsNoObjectInOrder_data();
    void refusesWhatIsNoObjectInOrder();
    void limitsMembersAndDepth();
    void readsNumbers_data();
    void readsNumbers();
    void asksListsForAString();
    void agreesWithAnotherParser();
};

namespace {

std::string_view view(const QByteArray &text)
{
    return std::string_view(text.constData(), std::size_t(text.size()));
}

} // namespace

void TestJsonMembers::readsMembersAsTheyAre()
{
    const std::string text = " {\"a\" : 1 , "
                             "\"b\":\"x\",\n\"c\":[1,[2],{}],\"d\":{\"a\":null},\"e\":true,\"f\":false,\"g\":"
                             "null,\"\":-0.5e+1}\t\r\n";
    JsonMembers members;
    QVERIFY(members.parse(text));
    std::string seen;
    for (const JsonMember &member : members.members())
        seen.append(member.name)
            .append("=")
            .append(member.raw)
            .append(" ")
            .append(std::to_string(int(member.type)))
            .append(";");
    QCOMPARE(QByteArray::fromStdString(seen),
             QByteArray(
                 "a=1 2;b=\"x\" 3;c=[1,[2],{}] 4;d={\"a\":null} 5;e=true 1;f=false 1;g=null 0;=-0.5e+1 2;"));
    QVERIFY(members.find("a") != nullptr);
    QVERIFY(members.find("A") == nullptr);
    QVERIFY(members.parse("{}"));
    QVERIFY(members.find("a") == nullptr);
}

void TestJsonMembers::unescapesNamesAndStrings()
{
    JsonMembers members;
    const std::string text =
        "{\"https:\\/\\/x\\/role\":\"\\\"\\\\\\/\\b\\f\\n\\r\\té\\u00e9\\u20AC\\ud83d\\uDE00\\u0000\"}";
    QVERIFY(members.parse(text));
    const JsonMember *const member = members.find("https://x/role");
    QVERIFY(member != nullptr);
    std::string scratch;
    const auto role = jsonString(*member, scratch);
    QVERIFY(role.has_value());
    QCOMPARE(QByteArray(role->data(), qsizetype(role->size())),
             QByteArray("\"\\/\b\f\n\r\té\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\0", 20));
}

void TestJsonMembers::refusesWhatIsNoObjectInOrder_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList texts{"",
                               " ",
                               "{",
                               "}",
                               "[]",
                               "1",
                               "\"a\"",
                               "null",
                               "{}{}",
                               "{} x",
                               "{,}",
                               "{\"a\":1,}",
                               "{\"a\"}",
                               "{\"a\":}",
                               "{a:1}",
                               "{'a':1}",
                               "{\"a\":1 \"b\":2}",
                               "{\"a\":01}",
                               "{\"a\":+1}",
                               "{\"a\":.5}",
                               "{\"a\":1.}",
                               "{\"a\":1e}",
                               "{\"a\":-}",
                               "{\"a\":NaN}",
                               "{\"a\":tru}",
                               "{\"a\":True}",
                               "{\"a\":\"\n\"}",
                               "{\"a\":\"\\x\"}",
                               "{\"a\":\"\\u12g4\"}",
                               "{\"a\":\"\\ud800\"}",
                               "{\"a\":\"\\udc00\"}",
                               "{\"a\":\"\\ud800\\u0041\"}",
                               "{\"a\":\"\xC3\"}",
                               "{\"a\":\"\xC0\x80\"}",
                               "{\"a\":\"\xED\xA0\x80\"}",
                               "{\"a\":\"\xF5\x80\x80\x80\"}",
                               "{\"a\":\"\xE0\x80\x80\"}",
                               "{\"a\":\"\x80\"}",
                               "{\"a\":\"x}",
                               "{\"a\":[1,]}",
                               "{\"a\":[1}",
                               "{\"a\":1}\v",
                               "{\"a\":1,\"a\":2}",
                               "{\"a\":1,\"\\u0061\":2}",
                               "{\"a\":{}",
                               "\xEF\xBB\xBF{}"};
    for (const QByteArray &text : texts)
        QTest::newRow(text.isEmpty() ? "empty" : text.toPercentEncoding("{}[]:,\"\\").constData()) << text;
    QTest::newRow("nul behind") << QByteArray("{}\0", 3);
}

void TestJsonMembers::refusesWhatIsNoObjectInOrder()
{
    QFETCH(QByteArray, text);
    JsonMembers members;
    QVERIFY(!members.parse(view(text)));
    QVERIFY(members.members().empty());
}

void TestJsonMembers::limitsMembersAndDepth()
{
    const auto many = [](std::size_t count) {
        std::string text = "{\"m0\":0";
        for (std::size_t i = 1; i < count; ++i)
            text += ",\"m" + std::to_string(i) + "\":0";
        return text + "}";
    };
    JsonMembers members;
    QVERIFY(members.parse(many(JsonMembers::MaxMembers)));
    QVERIFY(!members.parse(many(JsonMembers::MaxMembers + 1)));
    const auto deep = [](int levels) {
        return "{\"a\":" + std::string(std::size_t(levels), '[') + std::string(std::size_t(levels), ']')
            + "}";
    };
    QVERIFY(members.parse(deep(JsonMembers::MaxDepth - 1)));
    QVERIFY(!members.parse(deep(JsonMembers::MaxDepth)));
    QVERIFY(!members.parse(deep(100'000)));
}

void TestJsonMembers::readsNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("number");
    const auto row = [](const char *text, double number) {
        QTest::newRow(text) << QByteArray(text) << number;
    };
    row("0", 0);
    row("-0", 0);
    row("1300819380", 1300819380);
    row("1300819380.25", 1300819380.25);
    row("1.3e9", 1.3e9);
    row("-12", -12);
    row("9223372036854775808", 9223372036854775808.0);
    row("1e400", std::nan(""));
    row("\"1\"", std::nan(""));
    row("true", std::nan(""));
}

void TestJsonMembers::readsNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(double, number);
    const std::string object = "{\"n\":" + text.toStdString() + "}";
    JsonMembers members;
    QVERIFY(members.parse(object));
    const auto read = jsonNumber(*members.find("n"));
    QCOMPARE(read.has_value(), !std::isnan(number));
    if (read)
        QCOMPARE(*read, number);
}

void TestJsonMembers::asksListsForAString()
{
    JsonMembers members;
    QVERIFY(members.parse(
        R"({"one":"b","list":[ "a" , "\u0062" ],"mixed":["a",1],"empty":[],"other":{"b":"b"}})"));
    std::string scratch;
    QVERIFY(jsonHasString(*members.find("one"), "b", scratch));
    QVERIFY(!jsonHasString(*members.find("one"), "a", scratch));
    QVERIFY(jsonHasString(*members.find("list"), "b", scratch));
    QVERIFY(!jsonHasString(*members.find("list"), "c", scratch));
    QVERIFY(jsonHasString(*members.find("mixed"), "a", scratch));
    QVERIFY(!jsonHasString(*members.find("empty"), "", scratch));
    QVERIFY(!jsonHasString(*members.find("other"), "b", scratch));
    QCOMPARE(jsonStrings(*members.find("one")).value(), (std::vector<std::string>{"b"}));
    QCOMPARE(jsonStrings(*members.find("list")).value(), (std::vector<std::string>{"a", "b"}));
    QVERIFY(!jsonStrings(*members.find("mixed")));
    QVERIFY(!jsonStrings(*members.find("other")));
    QCOMPARE(jsonStrings(*members.find("empty")).value().size(), std::size_t(0));
}

void TestJsonMembers::agreesWithAnotherParser()
{
    Random random(99);
    const std::string_view alphabet = "{}[]:,\"\"\"\"abu0019e-+.\\ tfn";
    int accepted = 0;
    JsonMembers members;
    for (int round = 0; round < 20'000; ++round) {
        // A text in order, with a few bytes changed.
        std::string text = R"({"a":[1,"b\u0061"],"n":-1.5e3,"o":{"t":true,"f":null},"s":"\\x"})";
        for (std::uint64_t n = random.below(4); n > 0; --n)
            text[random.below(text.size())] = alphabet[random.below(alphabet.size())];
        const auto tree = nlohmann::json::parse(text, nullptr, false);
        const bool isObject = tree.is_object();
        const bool mine = members.parse(text);
        accepted += mine ? 1 : 0;
        if (!mine && isObject) {
            // The only thing that the other lets pass: the same name twice.
            std::size_t names = 0;
            const auto count = [&names](int, nlohmann::json::parse_event_t event, nlohmann::json &) {
                names += event == nlohmann::json::parse_event_t::key ? 1U : 0U;
                return true;
            };
            const auto counted = nlohmann::json::parse(text, count, false);
            QVERIFY2(names > counted.size(), text.c_str());
        } else if (mine) {
            QVERIFY2(isObject, text.c_str());
            for (const JsonMember &member : members.members())
                QVERIFY2(nlohmann::json::parse(member.raw, nullptr, false)
                             == tree.at(std::string(member.name)),
                         text.c_str());
        }
    }
    QVERIFY(accepted > 2'000);
}

QTEST_APPLESS_MAIN(TestJsonMembers)
#include "tst_jsonmembers.moc"
