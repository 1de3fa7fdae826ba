#include "core/model/findingcodec.h"

#include <QtTest/QTest>

using namespace gatehouse;

class TestFindingCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesUnknownAsNull();
    void readsWhatItWrote();
    void refusesOtherForms_data();
    void refusesOtherForms();
};

void TestFindingCodec::writesUnknownAsNull()
{
    Finding finding;
    finding.code = "GH0103";
    finding.pointer = "/routes/8/match";
    finding.message = "m";
    QCOMPARE(findingsTree({finding}).dump(),
             std::string(R"({"findings":[{"code":"GH0103","severity":"error","pointer":"/routes/8/match",)"
                         R"("line":null,"column":null,"message":"m","fix":null}]})"));
    QCOMPARE(findingsTree({}).dump(), std::string(R"({"findings":[]})"));
}

void TestFindingCodec::readsWhatItWrote()
{
    const Findings findings{{"GH0103", Severity::Error, "/routes/8", "m", "f", 3, 5},
                            {"GH0118", Severity::Info, "", "n", std::nullopt, std::nullopt, std::nullopt},
                            {"GH0302", Severity::Warning, "/a~1b", "o", "", 1, 1}};
    QCOMPARE(findingsFromText(findingsTree(findings).dump()).value(), findings);
}

void TestFindingCodec::refusesOtherForms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("<html>");
    QTest::newRow("no list") << QByteArray(R"({"findings": 1})");
    QTest::newRow("no object") << QByteArray(R"({"findings": [1]})");
    QTest::newRow("no code") << QByteArray(R"({"findings": [{"severity": "error", "message": "m"}]})");
    QTest::newRow("unknown severity")
        << QByteArray(R"({"findings": [{"code": "c", "severity": "bad", "message": "m"}]})");
}

void TestFindingCodec::refusesOtherForms()
{
    QFETCH(QByteArray, text);
    const Result<Findings> read = findingsFromText(text.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::InvalidInput);
}

QTEST_GUILESS_MAIN(TestFindingCodec)
#include "tst_findingcodec.moc"
