#include "ui/widgets/codeview.h"

#include "look.h"

#include "ui/widgets/sourceedit.h"
#include "ui/widgets/textpanel.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace gatehouse;
using namespace gatehouse::test;

class CodeViewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addedAndRemovedLinesStandOnTheirColour();
    void readingDoesNotWriteAndTabLeaves();
    void theSameTextKeepsTheScrollPosition();
    void aNewLineKeepsTheIndentation_data();
    void aNewLineKeepsTheIndentation();
    void keysAreColoured();
    void coloursFollowTheScheme();
    void replacingTheTextCanBeUndone();
    void marksAreShownAndSaid();
    void theGutterGrowsWithTheLines();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

QColor colourAt(const QPlainTextEdit &edit, int line, int column)
{
    const QTextBlock block = edit.document()->findBlockByNumber(line);
    for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
        if (column >= range.start && column < range.start + range.length) {
            return range.format.foreground().color();
        }
    }
    return {};
}

} // namespace

void CodeViewTest::initTestCase()
{
    m_style = applyLook();
}

void CodeViewTest::addedAndRemovedLinesStandOnTheirColour()
{
    TextPanel panel(text("Difference"), TextPanel::Kind::Diff);
    panel.setText(text(" to:\n- a\n+ b"));
    panel.resize(300, 100);
    const QImage image = panel.grab().toImage();
    const int step = panel.fontMetrics().lineSpacing();
    const Theme &theme = m_style->theme();
    QCOMPARE(image.pixelColor(250, 6 + step / 2), theme[Role::Surface]);
    QCOMPARE(image.pixelColor(250, 6 + step + step / 2), theme[Role::BadSoft]);
    QCOMPARE(image.pixelColor(250, 6 + 2 * step + step / 2), theme[Role::OkSoft]);
    QCOMPARE(colourAt(panel, 2, 0), theme[Role::Ok]);
}

void CodeViewTest::readingDoesNotWriteAndTabLeaves()
{
    TextPanel panel(text("haproxy.cfg"));
    panel.setText(text("global"));
    QTest::keyClicks(&panel, text("x"));
    QCOMPARE(panel.toPlainText(), text("global"));
    QVERIFY(panel.tabChangesFocus());
    SourceEdit edit(text("Source"));
    QVERIFY(edit.tabChangesFocus());
}

void CodeViewTest::theSameTextKeepsTheScrollPosition()
{
    TextPanel panel(text("haproxy.cfg"));
    QString lines;
    for (int i = 0; i < 500; ++i) {
        lines += text("server e%1\n").arg(i);
    }
    panel.setText(lines);
    panel.resize(300, 200);
    panel.show();
    panel.goToLine(300);
    const int line = panel.textCursor().blockNumber();
    panel.setText(lines);
    QCOMPARE(line, 299);
    QCOMPARE(panel.textCursor().blockNumber(), 299);
}

void CodeViewTest::aNewLineKeepsTheIndentation_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("flat") << text("name: a") << text("name: a\nx");
    QTest::newRow("nested") << text("  path: b") << text("  path: b\n  x");
    QTest::newRow("below a key") << text("  match:") << text("  match:\n    x");
    QTest::newRow("in a bracket") << text("{") << text("{\n  x");
}

void CodeViewTest::aNewLineKeepsTheIndentation()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    SourceEdit edit(text("Source"));
    edit.setPlainText(before);
    edit.moveCursor(QTextCursor::End);
    QTest::keyClick(&edit, Qt::Key_Return);
    QTest::keyClicks(&edit, text("x"));
    QCOMPARE(edit.toPlainText(), after);
}

void CodeViewTest::keysAreColoured()
{
    SourceEdit edit(text("Source"));
    edit.setPlainText(text("name: \"a: b\" # why\nport: 80"));
    const Theme &theme = m_style->theme();
    QCOMPARE(colourAt(edit, 0, 0), theme[Role::Accent]);
    QCOMPARE(colourAt(edit, 0, 7), theme[Role::Ok]);
    QCOMPARE(colourAt(edit, 0, 15), theme[Role::Muted]);
    QCOMPARE(colourAt(edit, 1, 6), QColor());
}

void CodeViewTest::coloursFollowTheScheme()
{
    SourceEdit edit(text("Source"));
    edit.setPlainText(text("name: a"));
    edit.show();
    m_style->setScheme(Scheme::Dark);
    QTRY_COMPARE(colourAt(edit, 0, 0), Theme(Scheme::Dark)[Role::Accent]);
    m_style->setScheme(Scheme::Light);
    QTRY_COMPARE(colourAt(edit, 0, 0), Theme(Scheme::Light)[Role::Accent]);
}

void CodeViewTest::replacingTheTextCanBeUndone()
{
    SourceEdit edit(text("Source"));
    edit.setPlainText(text("a\nb\nc"));
    edit.goToLine(2);
    QSignalSpy changed(&edit, &QPlainTextEdit::textChanged);
    edit.setText(text("a\nb\nd"));
    QCOMPARE(edit.textCursor().blockNumber(), 1);
    edit.setText(text("a\nb\nd"));
    QVERIFY(!changed.isEmpty());
    edit.undo();
    QCOMPARE(edit.toPlainText(), text("a\nb\nc"));
}

void CodeViewTest::marksAreShownAndSaid()
{
    SourceEdit edit(text("Source"));
    edit.setPlainText(text("a\nb\nc"));
    edit.resize(300, 120);
    edit.setMarks({{2, Tone::Bad, text("There is no such service.")}});
    edit.show();
    QVERIFY(QTest::qWaitForWindowExposed(&edit));
    const int step = edit.fontMetrics().lineSpacing();
    const QImage image = edit.grab().toImage();
    QCOMPARE(image.pixelColor(280, 6 + step + step / 2), m_style->theme()[Role::BadSoft]);
    QCOMPARE(edit.markAt(6 + step + step / 2), text("There is no such service."));
    QVERIFY(edit.markAt(6 + step / 2).isEmpty());
}

void CodeViewTest::theGutterGrowsWithTheLines()
{
    SourceEdit edit(text("Source"));
    edit.setPlainText(text("a"));
    const int narrow = edit.gutterWidth();
    edit.setPlainText(QString(2000, u'\n'));
    QVERIFY(edit.gutterWidth() > narrow);
    edit.setLineNumbers(false);
    QCOMPARE(edit.gutterWidth(), 0);
}

QTEST_MAIN(CodeViewTest)

#include "tst_codeview.moc"
