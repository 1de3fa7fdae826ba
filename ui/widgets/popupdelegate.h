#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

class Theme;

/// Paints the rows of a PopupList: headings of groups, and items with icon, title, note and shortcut.
class PopupDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintItem(QPainter *painter, const Theme &theme, const QRectF &rect, bool enabled,
                          const QModelIndex &index);
};

} // namespace gatehouse
