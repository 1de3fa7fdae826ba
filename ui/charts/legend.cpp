#include "ui/charts/legend.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int keyWidth = 12;
constexpr int gap = 6;
constexpr int between = 12;

void paintKey(QPainter *painter, Legend::Key key, const QRectF &rect, const QColor &colour)
{
    const double middle = rect.center().y();
    if (key == Legend::Key::Fill) {
        roundedPanel(painter, QRectF(rect.left() + 1, middle - 5, 10, 10), 2, colour, {});
    } else if (key == Legend::Key::Line) {
        roundedPanel(painter, QRectF(rect.left(), middle - 1.5, keyWidth, 3), 1.5, colour, {});
    } else {
        painter->fillRect(QRectF(rect.left(), middle - 1, 5, 2), colour);
        painter->fillRect(QRectF(rect.left() + 7, middle - 1, 5, 2), colour);
    }
}

} // namespace

Legend::Legend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Legend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    QStringList words;
    for (const Entry &entry : m_entries) {
        words.append(entry.word);
    }
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize Legend::sizeHint() const
{
    const QFontMetrics metrics(fontOf(TextKind::Small));
    int width = 0;
    for (const Entry &entry : m_entries) {
        width += (width > 0 ? between : 0) + keyWidth + gap + metrics.horizontalAdvance(entry.word);
    }
    return {width, metrics.height() + 2};
}

void Legend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.setFont(fontOf(TextKind::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    double x = 0;
    for (const Entry &entry : m_entries) {
        paintKey(&painter, entry.key, QRectF(x, 0, keyWidth, height()), theme[entry.role]);
        x += keyWidth + gap;
        const int width = metrics.horizontalAdvance(entry.word);
        painter.setPen(theme[Role::Muted]);
        painter.drawText(QRectF(x, 0, width + 1, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         entry.word);
        x += width + between;
    }
}

} // namespace gatehouse

#include "moc_legend.cpp"
