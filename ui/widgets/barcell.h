#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// How full something is, as a bar: a warning above 80 %, bad at the limit. Reads CellRole::Ratio (nothing
/// for no value). The model must answer Qt::AccessibleTextRole with the same in words, and does well to
/// answer Qt::ToolTipRole with it too.
class BarCell final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;
};

/// The role of a bar or area that is full to that ratio.
Role fillRole(double ratio);

} // namespace gatehouse
