#include "ui/widgets/breakercell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/breakermark.h"
#include "ui/widgets/cellrole.h"

#include <QPainter>

namespace gatehouse {

namespace {

constexpr double markRoom = 33;

} // namespace

BreakerCell::BreakerCell(QObject *parent)
    : CellDelegate(parent)
    , m_font(cellFont(TextKind::Body))
{
}

void BreakerCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                            const QModelIndex &index) const
{
    const BreakerArm arm = cellArm(index).value_or(BreakerArm::Absent);
    drawBreakerMark(painter, theme, {rect.left(), rect.center().y()}, arm);
    // "Closed" is what one expects: it stays in the background.
    const bool expected = arm == BreakerArm::Closed || arm == BreakerArm::Absent;
    const QColor colour = theme[expected ? Role::Muted : breakerInk(arm)];
    drawCellText(painter, rect.adjusted(markRoom, 0, 0, 0), index.data().toString(), m_font, colour);
}

double BreakerCell::wantedWidth(const QModelIndex &index) const
{
    return markRoom + unshapedWidth(index.data().toString(), m_font);
}

} // namespace gatehouse

#include "moc_breakercell.cpp"
