#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gatehouse {

/// The base of all cells: paints the row's band and rule and shows what is cut as a tool tip. A concrete cell
/// paints its contents into the padded rectangle and nothing else.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// Where the contents stand; the header follows.
    virtual Qt::Alignment alignment() const { return Qt::AlignLeft; }

    /// The empty space on either side of a cell's contents, in pixels.
    static constexpr int padding = 10;

protected:
    virtual void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                           const QModelIndex &index) const = 0;

    /// The width the contents would like, for deciding whether they are cut. The default measures the display
    /// text in body size.
    virtual double wantedWidth(const QModelIndex &index) const;

    /// The font of a kind without shaping: what delegates paint with.
    static QFont cellFont(TextKind kind);
};

} // namespace gatehouse
