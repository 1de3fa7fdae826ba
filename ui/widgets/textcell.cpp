#include "ui/widgets/textcell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/cellrole.h"

#include <QPainter>

namespace gatehouse {

namespace {

constexpr double glyphRoom = 16;

} // namespace

TextCell::TextCell(TextKind kind, Role role, QObject *parent)
    : CellDelegate(parent)
    , m_font(cellFont(kind))
    , m_darkFont(m_font)
    , m_role(role)
{
    m_darkFont.setWeight(inkFont(kind, Theme(Scheme::Dark)).weight());
}

void TextCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                         const QModelIndex &index) const
{
    const auto tone = cellTone(index);
    const QColor colour = theme[tone ? ink(*tone) : m_role];
    QRectF text = rect;
    if (const Glyph glyph = cellGlyph(index); glyph != Glyph::None) {
        paintGlyph(painter, glyph, {rect.left() + 5.5, rect.center().y() + 0.5}, 10, colour);
        text.adjust(glyphRoom, 0, 0, 0);
    }
    drawCellText(painter, text, index.data().toString(), theme.isDark() ? m_darkFont : m_font, colour);
}

double TextCell::wantedWidth(const QModelIndex &index) const
{
    const double glyph = cellGlyph(index) == Glyph::None ? 0 : glyphRoom;
    return unshapedWidth(index.data().toString(), m_font) + glyph;
}

} // namespace gatehouse

#include "moc_textcell.cpp"
