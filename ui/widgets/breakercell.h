#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// A breaker's switch and its word. Reads DisplayRole and CellRole::Arm.
class BreakerCell final : public CellDelegate
{
    Q_OBJECT

public:
    explicit BreakerCell(QObject *parent = nullptr);

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;

private:
    QFont m_font;
};

} // namespace gatehouse
