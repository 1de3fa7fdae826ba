#include "ui/widgets/linehighlighter.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPlainTextEdit>

namespace gatehouse {

LineHighlighter::LineHighlighter(QPlainTextEdit *view, std::vector<Rule> rules)
    : QSyntaxHighlighter(view->document())
    , m_view(view)
    , m_rules(std::move(rules))
{
    view->installEventFilter(this);
}

void LineHighlighter::highlightBlock(const QString &text)
{
    const Theme &theme = themeOf(m_view);
    for (const Rule &rule : m_rules) {
        for (auto matches = rule.pattern.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            const int group = match.lastCapturedIndex();
            setFormat(int(match.capturedStart(group)), int(match.capturedLength(group)), theme[rule.role]);
        }
    }
}

bool LineHighlighter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::PaletteChange) {
        rehighlight();
    }
    return QSyntaxHighlighter::eventFilter(watched, event);
}

} // namespace gatehouse

#include "moc_linehighlighter.cpp"
