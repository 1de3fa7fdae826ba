#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// The trend of a row. Reads CellRole::Series and CellRole::Tone. The model must answer
/// Qt::AccessibleTextRole with the trend in words.
class SparkCell final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;
};

} // namespace gatehouse
