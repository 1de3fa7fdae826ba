#include "ui/widgets/codeview.h"

#include "ui/theme/fonts.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"
#include "ui/widgets/linegutter.h"

#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int gutterEdge = 8;
constexpr int markRoom = 14;

} // namespace

CodeView::CodeView(const QString &name, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new LineGutter(this))
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setFont(fontOf(TextKind::Mono));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    document()->setDocumentMargin(6);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::fitGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0) {
            m_gutter->scroll(0, dy);
        } else {
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
        }
    });
    fitGutter();
}

void CodeView::setMarks(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    fitGutter();
    m_gutter->update();
}

void CodeView::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (block.isValid()) {
        setTextCursor(QTextCursor(block));
        centerCursor();
    }
}

void CodeView::setLineNumbers(bool shown)
{
    m_numbered = shown;
    fitGutter();
}

int CodeView::gutterWidth() const
{
    if (!m_numbered) {
        return 0;
    }
    constexpr int leastDigits = 2;
    const auto digits = std::max<qsizetype>(leastDigits, QString::number(blockCount()).size());
    const int marks = m_marks.empty() ? 0 : markRoom;
    return int(digits) * fontMetrics().horizontalAdvance(u'0') + 2 * gutterEdge + marks;
}

void CodeView::fitGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), gutterWidth(), rect.height());
    m_gutter->setVisible(m_numbered);
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitGutter();
}

const CodeView::Mark *CodeView::markOf(int line) const
{
    const auto found =
        std::find_if(m_marks.begin(), m_marks.end(), [line](const Mark &m) { return m.line == line; });
    return found == m_marks.end() ? nullptr : &*found;
}

QString CodeView::markAt(int y) const
{
    const Mark *mark = markOf(cursorForPosition({0, y}).blockNumber() + 1);
    return mark ? mark->sentence : QString();
}

void CodeView::paintGutter(QPainter *painter, const QRect &exposed)
{
    const Theme &theme = themeOf(this);
    painter->fillRect(exposed, theme[Role::Raised]);
    painter->fillRect(QRect(m_gutter->width() - 1, exposed.top(), 1, exposed.height()), theme[Role::Line]);
    painter->setFont(font());
    QTextBlock block = firstVisibleBlock();
    while (block.isValid()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > exposed.bottom()) {
            break;
        }
        if (block.isVisible() && rect.bottom() >= exposed.top()) {
            const int line = block.blockNumber() + 1;
            const QRectF room(0, rect.top(), m_gutter->width() - gutterEdge, fontMetrics().height());
            painter->setPen(theme[Role::Muted]);
            painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
            if (const Mark *mark = markOf(line)) {
                const Glyph glyph = mark->tone == Tone::Bad ? Glyph::Cross : Glyph::Triangle;
                paintGlyph(painter, glyph, {gutterEdge + 4.0, room.center().y()}, 9, theme[ink(mark->tone)]);
            }
        }
        block = block.next();
    }
}

Role CodeView::lineRole(const QString &) const
{
    return Role::Surface;
}

void CodeView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        const Theme &theme = themeOf(this);
        QTextBlock block = firstVisibleBlock();
        while (block.isValid()) {
            const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
            if (rect.top() > viewport()->height()) {
                break;
            }
            const Mark *mark = markOf(block.blockNumber() + 1);
            const Role role = mark ? soft(mark->tone) : lineRole(block.text());
            if (role != Role::Surface) {
                painter.fillRect(QRectF(0, rect.top(), viewport()->width(), rect.height()), theme[role]);
            }
            block = block.next();
        }
    }
    QPlainTextEdit::paintEvent(event);
}

} // namespace gatehouse

#include "moc_codeview.cpp"
