#include "ui/widgets/celldelegate.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/datatable.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace gatehouse {

namespace {

bool isHovered(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (const auto *table = qobject_cast<const DataTable *>(option.widget)) {
        return table->hoveredRow() == index.row();
    }
    return option.state.testFlag(QStyle::State_MouseOver);
}

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    const QRect rect = option.rect;
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(rect, theme[Role::AccentSoft]);
    } else if (isHovered(option, index)) {
        painter->fillRect(rect, theme[Role::Hover]);
    }
    if (index.row() + 1 < index.model()->rowCount(index.parent())) {
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme[Role::Line]);
    }
    if (index.column() == 0 && index.data(int(CellRole::Changed)).toBool()) {
        painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), theme[Role::Accent]);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintCell(painter, theme, QRectF(rect).adjusted(padding, 0, -padding, -1), index);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {80, scaled(34)};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || index.data(Qt::ToolTipRole).isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    if (wantedWidth(index) > option.rect.width() - 2 * padding) {
        QToolTip::showText(event->globalPos(), index.data().toString(), view);
    } else {
        QToolTip::hideText();
    }
    return true;
}

double CellDelegate::wantedWidth(const QModelIndex &index) const
{
    return unshapedWidth(index.data().toString(), fontOf(TextKind::Body));
}

QFont CellDelegate::cellFont(TextKind kind)
{
    QFont font = fontOf(kind);
    font.setStyleStrategy(QFont::StyleStrategy(font.styleStrategy() | QFont::PreferNoShaping));
    return font;
}

} // namespace gatehouse

#include "moc_celldelegate.cpp"
