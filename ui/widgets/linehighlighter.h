#pragma once

#include "ui/theme/role.h"

#include <QRegularExpression>
#include <QSyntaxHighlighter>

#include <vector>

class QPlainTextEdit;

namespace gatehouse {

/// Colours what matches in each line, by role; asks again when the scheme changes.
class LineHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    /// The last group that matched is coloured. Later rules win.
    struct Rule
    {
        QRegularExpression pattern;
        Role role;
    };

    LineHighlighter(QPlainTextEdit *view, std::vector<Rule> rules);

protected:
    void highlightBlock(const QString &text) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_view;
    std::vector<Rule> m_rules;
};

} // namespace gatehouse
