#include "ui/widgets/tableheader.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/celldelegate.h"

#include <QAbstractItemView>
#include <QStyleOptionHeader>

namespace gatehouse {

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setSectionsClickable(false);
    setFocusPolicy(Qt::NoFocus);
    setMinimumSectionSize(30);
    setSectionResizeMode(QHeaderView::Fixed);
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), controlHeight() + 1};
}

void TableHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int section) const
{
    QHeaderView::initStyleOptionForIndex(option, section);
    const auto *view = qobject_cast<const QAbstractItemView *>(parentWidget());
    const QAbstractItemDelegate *cell = view ? view->itemDelegateForColumn(section) : nullptr;
    if (const auto *known = qobject_cast<const CellDelegate *>(cell)) {
        option->textAlignment = known->alignment() | Qt::AlignVCenter;
    }
}

} // namespace gatehouse

#include "moc_tableheader.cpp"
