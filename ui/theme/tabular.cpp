#include "ui/theme/tabular.h"

#include <QFont>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <cmath>
#include <optional>

namespace gatehouse {

namespace {

struct Letter
{
    quint32 glyph = 0;
    double advance = 0;
};

/// Glyphs and advances of one font, filled as they are met.
class GlyphTable final
{
public:
    explicit GlyphTable(const QFont &font)
        : m_raw(QRawFont::fromFont(font))
    {
        double narrowest = 1e9;
        for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
            const double advance = letter(digit).advance;
            m_cell = std::max(m_cell, advance);
            narrowest = std::min(narrowest, advance);
        }
        m_evenDigits = m_cell - narrowest < 0.01;
    }

    const QRawFont &raw() const { return m_raw; }
    double cell() const { return m_cell; }
    bool hasEvenDigits() const { return m_evenDigits; }

    /// Glyph 0 when the font lacks the character.
    Letter letter(QChar c) const
    {
        const auto found = m_letters.constFind(c.unicode());
        if (found != m_letters.constEnd()) {
            return *found;
        }
        Letter letter;
        const auto glyphs = m_raw.glyphIndexesForString(QString(c));
        if (!glyphs.isEmpty()) {
            const QList<QPointF> advances = m_raw.advancesForGlyphIndexes(glyphs);
            letter = {glyphs.first(), advances.first().x()};
        }
        m_letters.insert(c.unicode(), letter);
        return letter;
    }

private:
    QRawFont m_raw;
    double m_cell = 0;
    bool m_evenDigits = false;
    mutable QHash<char16_t, Letter> m_letters;
};

const GlyphTable &tableOf(const QFont &font)
{
    static QHash<QFont, GlyphTable> tables;
    auto found = tables.find(font);
    if (found == tables.end()) {
        found = tables.insert(font, GlyphTable(font));
    }
    return *found;
}

/// Scripts whose characters stand beside each other, one glyph each.
bool isSimple(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x20 && code < 0x250 && code != 0x7f && code != 0xad)
        || (code >= 0x2010 && code < 0x2300);
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The glyphs of a text in cells; nothing where the text needs real shaping or another font.
std::optional<QGlyphRun> tabularRun(const QString &text, const GlyphTable &table, double *width)
{
    QList<quint32> glyphs;
    QList<QPointF> positions;
    glyphs.reserve(text.size());
    positions.reserve(text.size());
    double x = 0;
    for (const QChar c : text) {
        const Letter letter = isSimple(c) ? table.letter(c) : Letter{};
        if (letter.glyph == 0) {
            return std::nullopt;
        }
        glyphs.append(letter.glyph);
        const double room = isDigit(c) ? table.cell() : letter.advance;
        positions.append({x + (room - letter.advance) / 2, 0});
        x += room;
    }
    *width = x;
    QGlyphRun run;
    run.setRawFont(table.raw());
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    return run;
}

double leftEdge(const QRectF &rect, Qt::Alignment align, double width)
{
    if (align & Qt::AlignRight) {
        return rect.right() - width;
    }
    return align & Qt::AlignHCenter ? rect.center().x() - width / 2 : rect.left();
}

} // namespace

void drawTabular(QPainter *painter, const QRectF &rect, const QString &text, Qt::Alignment align,
                 const QFont &font, const QColor &colour)
{
    const GlyphTable &table = tableOf(font);
    double width = 0;
    painter->setPen(colour);
    if (!table.hasEvenDigits()) {
        if (const auto run = tabularRun(text, table, &width)) {
            const double middle = (table.raw().ascent() - table.raw().descent()) / 2;
            const double baseline = std::round(rect.center().y() + middle);
            painter->drawGlyphRun({leftEdge(rect, align, width), baseline}, *run);
            return;
        }
    }
    painter->setFont(font);
    painter->drawText(rect, int(align & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine,
                      text);
}

double tabularWidth(const QString &text, const QFont &font)
{
    const GlyphTable &table = tableOf(font);
    double width = 0;
    for (const QChar c : text) {
        const Letter letter = isSimple(c) ? table.letter(c) : Letter{};
        if (letter.glyph == 0 || table.hasEvenDigits()) {
            return QFontMetricsF(font).horizontalAdvance(text);
        }
        width += isDigit(c) ? table.cell() : letter.advance;
    }
    return width;
}

double unshapedWidth(const QString &text, const QFont &font)
{
    const GlyphTable &table = tableOf(font);
    double width = 0;
    for (const QChar c : text) {
        const Letter letter = isSimple(c) ? table.letter(c) : Letter{};
        // What the font lacks may come from another one: count a whole em.
        width += letter.glyph == 0 ? font.pixelSize() : letter.advance;
    }
    return width;
}

void drawCellText(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font,
                  const QColor &colour)
{
    painter->setFont(font);
    painter->setPen(colour);
    const bool fits = unshapedWidth(text, font) <= rect.width();
    const QString shown =
        fits ? text : QFontMetricsF(font).elidedText(text, Qt::ElideRight, std::max(0.0, rect.width()));
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

} // namespace gatehouse
