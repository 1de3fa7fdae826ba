#include "ui/widgets/entrycell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/breakermark.h"
#include "ui/widgets/cellrole.h"

#include <QPainter>

namespace gatehouse {

EntryCell::EntryCell(QObject *parent)
    : CellDelegate(parent)
    , m_title(cellFont(TextKind::Medium))
    , m_darkTitle(cellFont(TextKind::Body))
    , m_small(cellFont(TextKind::Small))
{
}

QSize EntryCell::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {160, entryHeight()};
}

double EntryCell::paintMark(QPainter *painter, const Theme &theme, const QRectF &rect,
                            const QModelIndex &index) const
{
    if (const auto arm = cellArm(index)) {
        drawBreakerMark(painter, theme, {rect.left(), rect.center().y()}, *arm);
        return 36;
    }
    if (const Glyph glyph = cellGlyph(index); glyph != Glyph::None) {
        const Role role = ink(cellTone(index).value_or(Tone::Idle));
        paintGlyph(painter, glyph, {rect.left() + 5.5, rect.center().y() - 8.5}, 10, theme[role]);
        return 18;
    }
    return 0;
}

void EntryCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &cell,
                          const QModelIndex &index) const
{
    // List entries stand as far from the card's edge as its title does.
    const QRectF rect = cell.adjusted(4, 0, -4, 0);
    const double left = rect.left() + paintMark(painter, theme, rect, index);
    const double middle = rect.center().y();
    const double line = scaled(18);
    const QString aside = index.data(int(CellRole::Aside)).toString();
    const double asideWidth = aside.isEmpty() ? 0 : tabularWidth(aside, m_small) + 8;
    drawTabular(painter, QRectF(rect.right() - asideWidth, middle - line, asideWidth, line), aside,
                Qt::AlignRight, m_small, theme[Role::Muted]);
    drawCellText(painter, QRectF(left, middle - line, rect.right() - left - asideWidth, line),
                 index.data().toString(), theme.isDark() ? m_darkTitle : m_title, theme[Role::Text]);
    const auto tone = cellTone(index);
    const Role noteRole = tone && *tone != Tone::Ok ? ink(*tone) : Role::Muted;
    drawCellText(painter, QRectF(left, middle, rect.right() - left, line),
                 index.data(int(CellRole::Note)).toString(), m_small, theme[noteRole]);
}

double EntryCell::wantedWidth(const QModelIndex &index) const
{
    constexpr double mark = 44;
    const double aside = tabularWidth(index.data(int(CellRole::Aside)).toString(), m_small);
    return unshapedWidth(index.data().toString(), m_title) + mark + aside;
}

} // namespace gatehouse

#include "moc_entrycell.cpp"
