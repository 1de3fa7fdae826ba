#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// A switch in a row. Reads Qt::CheckStateRole and DisplayRole (its word); a click or the space key writes
/// Qt::CheckStateRole through the model where Qt::ItemIsUserCheckable and Qt::ItemIsEnabled are set.
class ToggleCell final : public CellDelegate
{
    Q_OBJECT

public:
    explicit ToggleCell(QObject *parent = nullptr);

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;

private:
    QFont m_font;
};

} // namespace gatehouse
