#include "ui/widgets/sourceedit.h"

#include "ui/widgets/linehighlighter.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

namespace gatehouse {

namespace {

QString indentationOf(const QString &line)
{
    const auto end = std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; });
    QString indentation(end - line.begin(), u' ');
    // What follows a key without a value, or an opening bracket, belongs below it.
    const QString trimmed = line.trimmed();
    if (trimmed.endsWith(u':') || trimmed.endsWith(u'{') || trimmed.endsWith(u'[')) {
        indentation += QStringLiteral("  ");
    }
    return indentation;
}

} // namespace

SourceEdit::SourceEdit(const QString &name, QWidget *parent)
    : CodeView(name, parent)
{
    const auto pattern = [](const char *expression) {
        return QRegularExpression(QString::fromLatin1(expression));
    };
    // Keys first: what looks like one inside quotes is none.
    new LineHighlighter(this,
                        {{pattern(R"((?:^|[\s{,-])("?[\w.\-]+"?)(?=\s*:(?:\s|$)))"), Role::Accent},
                         {pattern(R"("[^"]*"(?!\s*:)|'[^']*'(?!\s*:))"), Role::Ok},
                         {pattern(R"((?:^|\s)(#.*)$)"), Role::Muted}});
}

void SourceEdit::setText(const QString &text)
{
    if (text == toPlainText()) {
        return;
    }
    const int line = textCursor().blockNumber();
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    const QTextBlock block = document()->findBlockByNumber(std::min(line, blockCount() - 1));
    setTextCursor(QTextCursor(block));
}

void SourceEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) {
        const QTextCursor cursor = textCursor();
        const QString before = cursor.block().text().left(cursor.positionInBlock());
        insertPlainText(u'\n' + indentationOf(before));
        ensureCursorVisible();
        return;
    }
    CodeView::keyPressEvent(event);
}

} // namespace gatehouse

#include "moc_sourceedit.cpp"
