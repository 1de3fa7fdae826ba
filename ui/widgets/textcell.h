#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// One line of text. Reads DisplayRole, CellRole::Tone (instead of the column's role) and CellRole::Glyph.
class TextCell final : public CellDelegate
{
    Q_OBJECT

public:
    explicit TextCell(TextKind kind = TextKind::Body, Role role = Role::Text, QObject *parent = nullptr);

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;

private:
    QFont m_font;
    QFont m_darkFont;
    Role m_role;
};

} // namespace gatehouse
