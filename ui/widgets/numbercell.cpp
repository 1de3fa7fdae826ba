#include "ui/widgets/numbercell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/cellrole.h"

#include <QPainter>

namespace gatehouse {

NumberCell::NumberCell(Qt::Alignment alignment, QObject *parent)
    : CellDelegate(parent)
    , m_font(fontOf(TextKind::Body))
    , m_alignment(alignment)
{
}

void NumberCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                           const QModelIndex &index) const
{
    const QString none = QStringLiteral("–");
    const QString value = index.data().toString();
    const bool missing = value.isEmpty() || value == none;
    const auto tone = cellTone(index);
    const Role role = missing ? Role::Muted : tone ? ink(*tone) : Role::Text;
    drawTabular(painter, rect, missing ? none : value, m_alignment, m_font, theme[role]);
}

double NumberCell::wantedWidth(const QModelIndex &index) const
{
    return tabularWidth(index.data().toString(), m_font);
}

} // namespace gatehouse

#include "moc_numbercell.cpp"
