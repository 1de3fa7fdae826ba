#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// A row of a master list: a title, a second line, something at the right, and a glyph or a breaker's switch
/// before them. Reads DisplayRole, CellRole::Note, CellRole::Aside, CellRole::Arm, CellRole::Glyph and
/// CellRole::Tone (of glyph and second line). Rows are 52 px high: DataTable::setRowHeight(entryHeight()).
class EntryCell final : public CellDelegate
{
    Q_OBJECT

public:
    explicit EntryCell(QObject *parent = nullptr);

    static int entryHeight() { return scaled(52); }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;

private:
    double paintMark(QPainter *painter, const Theme &theme, const QRectF &rect,
                     const QModelIndex &index) const;

    QFont m_title;
    QFont m_darkTitle;
    QFont m_small;
};

} // namespace gatehouse
