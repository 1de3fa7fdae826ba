#pragma once

#include "ui/widgets/celldelegate.h"

namespace gatehouse {

/// What a route matches: methods, then the path with its variables in accent. Reads CellRole::Method and
/// DisplayRole (the path).
class MatchCell final : public CellDelegate
{
    Q_OBJECT

public:
    explicit MatchCell(QObject *parent = nullptr);

protected:
    void paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                   const QModelIndex &index) const override;
    double wantedWidth(const QModelIndex &index) const override;

private:
    double methodRoom(const QString &methods) const;

    QFont m_path;
    QFont m_method;
};

} // namespace gatehouse
