#include "ui/theme/tabular.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace gatehouse;

class TabularTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allDigitsAreEquallyWide_data();
    void allDigitsAreEquallyWide();
    void paintsInsideTheWidthItTells_data();
    void paintsInsideTheWidthItTells();
    void aFigureThatChangesKeepsItsPlace();
    void textOfOtherScriptsIsStillDrawn();
    void unshapedWidthNeverPromisesTooMuch_data();
    void unshapedWidthNeverPromisesTooMuch();
    void cutTextEndsInsideItsCell();
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

/// The columns of a picture that are not empty, as first and last.
QPair<int, int> inked(const QImage &image)
{
    int first = image.width();
    int last = -1;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixelColor(x, y) != QColor(Qt::white)) {
                first = std::min(first, x);
                last = x;
            }
        }
    }
    return {first, last};
}

template <class Draw> QImage drawn(int width, Draw draw)
{
    QImage image(width, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    draw(&painter, QRectF(0, 0, width, 40));
    return image;
}

} // namespace

void TabularTest::initTestCase()
{
    setFonts();
}

void TabularTest::allDigitsAreEquallyWide_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("body") << int(TextKind::Body);
    QTest::newRow("figure") << int(TextKind::Figure);
    QTest::newRow("tiny") << int(TextKind::Tiny);
    QTest::newRow("mono") << int(TextKind::Mono);
}

void TabularTest::allDigitsAreEquallyWide()
{
    QFETCH(int, kind);
    const QFont font = fontOf(TextKind(kind));
    const double one = tabularWidth(text("1111.11 %"), font);
    for (const char *other : {"4444.44 %", "0000.00 %", "1234.56 %"}) {
        QVERIFY(std::abs(tabularWidth(text(other), font) - one) < 0.01);
    }
    QVERIFY(tabularWidth(text("11111.11 %"), font) > one);
}

void TabularTest::paintsInsideTheWidthItTells_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words :
         {"1,111", "4,812 /s", "0.42 %", "−5 min", "184 ms", "–", "p50 11 ms · p95 62 ms", "12 µs"}) {
        QTest::newRow(words) << text(words);
    }
}

void TabularTest::paintsInsideTheWidthItTells()
{
    QFETCH(QString, words);
    const QFont font = fontOf(TextKind::Body);
    const double width = tabularWidth(words, font);
    const QImage image = drawn(300, [&](QPainter *painter, const QRectF &rect) {
        drawTabular(painter, rect, words, Qt::AlignRight, font, Qt::black);
    });
    const auto [first, last] = inked(image);
    QVERIFY(last >= first);
    QVERIFY2(first >= 300 - width - 2, qPrintable(QString::number(first)));
    QVERIFY(last >= 300 - 6);
}

void TabularTest::aFigureThatChangesKeepsItsPlace()
{
    const QFont font = fontOf(TextKind::Figure);
    const auto start = [&](const char *words) {
        const QImage image = drawn(300, [&](QPainter *painter, const QRectF &rect) {
            drawTabular(painter, rect, text(words), Qt::AlignLeft, font, Qt::black);
        });
        return inked(image).second;
    };
    QCOMPARE(start("1,111 ms"), start("4,444 ms"));
}

void TabularTest::textOfOtherScriptsIsStillDrawn()
{
    const QFont font = fontOf(TextKind::Body);
    const QString words = text("服务 12");
    QVERIFY(tabularWidth(words, font) > 20);
    const QImage image = drawn(300, [&](QPainter *painter, const QRectF &rect) {
        drawTabular(painter, rect, words, Qt::AlignLeft, font, Qt::black);
    });
    QVERIFY(inked(image).second > 10);
}

void TabularTest::unshapedWidthNeverPromisesTooMuch_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words : {"payment-service", "AVATAR To Wa", "/api/customers/{id}", "Ünïcode", "服务"}) {
        QTest::newRow(words) << text(words);
    }
}

void TabularTest::unshapedWidthNeverPromisesTooMuch()
{
    QFETCH(QString, words);
    QFont font = fontOf(TextKind::Body);
    font.setStyleStrategy(QFont::PreferNoShaping);
    QVERIFY(unshapedWidth(words, font) + 0.5 >= QFontMetricsF(font).horizontalAdvance(words));
}

void TabularTest::cutTextEndsInsideItsCell()
{
    const QFont font = fontOf(TextKind::Body);
    const QImage image = drawn(300, [&](QPainter *painter, const QRectF &) {
        drawCellText(painter, QRectF(0, 0, 80, 40), text("a-service-with-a-very-long-name"), font, Qt::black);
    });
    const auto [first, last] = inked(image);
    QVERIFY(last < 80);
    QVERIFY(last > 60);
    QVERIFY(first < 4);
}

QTEST_MAIN(TabularTest)

#include "tst_tabular.moc"
