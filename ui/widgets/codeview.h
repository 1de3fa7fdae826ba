#pragma once

#include "ui/theme/role.h"

#include <QPlainTextEdit>

#include <vector>

namespace gatehouse {

class LineGutter;

/// Monospace text with line numbers: what TextPanel shows and SourceEdit edits. Tab leaves it.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CodeView)

public:
    /// Something to say about a line, shown in the gutter and as its tool tip.
    struct Mark
    {
        int line = 1; ///< The first line is 1.
        Tone tone = Tone::Bad;
        QString sentence;
    };

    void setMarks(std::vector<Mark> marks);
    /// Puts the cursor into a line and scrolls to it; the first line is 1.
    void goToLine(int line);
    /// Line numbers make no sense for what is not a whole file.
    void setLineNumbers(bool shown);

    // For the gutter.
    int gutterWidth() const;
    void paintGutter(QPainter *painter, const QRect &exposed);
    QString markAt(int y) const;

protected:
    explicit CodeView(const QString &name, QWidget *parent);

    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    /// The fill behind a line; Role::Surface for none.
    virtual Role lineRole(const QString &line) const;

private:
    void fitGutter();
    const Mark *markOf(int line) const;

    LineGutter *m_gutter;
    std::vector<Mark> m_marks;
    bool m_numbered = true;
};

} // namespace gatehouse
