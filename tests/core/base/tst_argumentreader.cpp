#include "core/base/argumentreader.h"

#include <QtTest/QTest>

using namespace gatehouse;

class TestArgumentReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksOverOptionsFlagsAndWords();
    void takesAValueThatBeginsWithADash();
    void saysThatAValueIsMissing();
    void seesAValueThatAFlagWasGiven();
};

void TestArgumentReader::walksOverOptionsFlagsAndWords()
{
    ArgumentReader reader({"--name", "edge-1", "--listen=web=127.0.0.1:0", "--reset", "word", "a=b"});
    QVERIFY(reader.next());
    QCOMPARE(reader.name(), std::string("--name"));
    QCOMPARE(reader.value().value(), std::string("edge-1"));
    QVERIFY(reader.next());
    QCOMPARE(reader.name(), std::string("--listen"));
    QCOMPARE(reader.value().value(), std::string("web=127.0.0.1:0"));
    QVERIFY(reader.next());
    QCOMPARE(reader.name(), std::string("--reset"));
    QVERIFY(!reader.hasUnusedValue());
    QVERIFY(reader.next());
    QVERIFY(!reader.isOption());
    QVERIFY(reader.next());
    QCOMPARE(reader.name(), std::string("a=b"));
    QVERIFY(!reader.next());
}

void TestArgumentReader::takesAValueThatBeginsWithADash()
{
    ArgumentReader reader({"--rate", "-1"});
    QVERIFY(reader.next());
    QCOMPARE(reader.value().value(), std::string("-1"));
}

void TestArgumentReader::saysThatAValueIsMissing()
{
    ArgumentReader reader({"--name"});
    QVERIFY(reader.next());
    const Result<std::string> value = reader.value();
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::InvalidInput);
    QVERIFY(value.error().message.find("--name") != std::string::npos);
}

void TestArgumentReader::seesAValueThatAFlagWasGiven()
{
    ArgumentReader reader({"--reset=yes"});
    QVERIFY(reader.next());
    QVERIFY(reader.hasUnusedValue());
}

QTEST_GUILESS_MAIN(TestArgumentReader)
#include "tst_argumentreader.moc"
