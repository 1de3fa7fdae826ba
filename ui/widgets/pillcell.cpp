#include "ui/widgets/pillcell.h"

#include "ui/theme/pill.h"
#include "ui/widgets/cellrole.h"

#include <QPainter>

namespace gatehouse {

void PillCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                         const QModelIndex &index) const
{
    const QString word = index.data().toString();
    if (!word.isEmpty()) {
        const Tone tone = cellTone(index).value_or(Tone::Idle);
        paintPill(painter, theme, {rect.left(), rect.center().y()}, cellGlyph(index), word, tone);
    }
}

double PillCell::wantedWidth(const QModelIndex &index) const
{
    return pillWidth(cellGlyph(index), index.data().toString());
}

} // namespace gatehouse

#include "moc_pillcell.cpp"
