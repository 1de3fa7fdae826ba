#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// A figure in even digits, at the right. Reads DisplayRole (a text that is ready to show; "–" or nothing for
/// no value) and CellRole::Tone.
class NumberCell final : public CellDelegate
{
    Q_OBJECT

public:
    /// AlignLeft is for figures that are read as words, such as "2 / 3".
    explicit NumberCell(Qt::Alignment alignment = Qt::AlignRight, QObject *parent = nullptr);

    Qt::Alignment alignment() const override { return m_alignment; }

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;

private:
    QFont m_font;
    Qt::Alignment m_alignment;
};

} // namespace gatehouse
