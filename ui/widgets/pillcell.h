#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// A state as a pill. Reads DisplayRole (the word; nothing paints nothing), CellRole::Glyph and
/// CellRole::Tone.
class PillCell final : public CellDelegate
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
