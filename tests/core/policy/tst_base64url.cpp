#include "core/policy/base64url.h"

#include "core/base/random.h"

#include <QtTest/QTest>

using namespace gatehouse;

class TestBase64Url final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsAnyBytes();
    void refusesEverythingButTheOneForm_data();
    void refusesEverythingButTheOneForm();
};

void TestBase64Url::writesAndReadsAnyBytes()
{
    QCOMPARE(QByteArray::fromStdString(encodeBase64Url("\x03\xEC\xFF\xE0\xC1")),
             QByteArray("A-z_4ME")); // RFC 7515, C
    Random random(1);
    for (std::size_t size = 0; size < 100; ++size) {
        std::string bytes;
        for (std::size_t i = 0; i < size; ++i)
            bytes += static_cast<char>(random.below(256));
        const std::string text = encodeBase64Url(bytes);
        QCOMPARE(QByteArray::fromStdString(text),
                 QByteArray::fromStdString(bytes).toBase64(QByteArray::Base64UrlEncoding
                                                           | QByteArray::OmitTrailingEquals));
        std::string back = "old";
        QVERIFY(decodeBase64Url(text, back));
        QVERIFY(back == bytes);
    }
}

void TestBase64Url::refusesEverythingButTheOneForm_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"A", "AAAAA", "QQ==", "QQ=", "QR", "QUJ", "Q Q", "QUI\n", "+/+/", "AAA.", "AA*A",
                             "QUFB QUFB", "Q\xC3"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("nul") << QByteArray("QUF\0", 4);
}

void TestBase64Url::refusesEverythingButTheOneForm()
{
    QFETCH(QByteArray, text);
    std::string out;
    QVERIFY(!decodeBase64Url(std::string_view(text.constData(), std::size_t(text.size())), out));
}

QTEST_APPLESS_MAIN(TestBase64Url)
#include "tst_base64url.moc"
