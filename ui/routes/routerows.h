#pragma once

#include "core/control/fleetview.h"
#include "core/control/workspacesession.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The routes of the draft in document order, with what is live of each and how it differs from what was
/// published.
class RouteRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, Match, Target, Access, Rate, Timeout, Draft };
    static constexpr int ColumnCount = 7;

    using QAbstractTableModel::QAbstractTableModel;

    void refresh(const WorkspaceSession &session, const FleetView &fleet);
    QString name(int row) const { return m_rows[size_t(row)].name; }
    /// −1 where it is not there.
    int rowOf(const QString &name) const;
    /// Rows that are not as published.
    int changed() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    friend class RowSync;

    enum class Mark { None, Added, Edited, Moved, Off, Shadowed, Faulty };

    struct Row
    {
        QString name;
        QString methods;
        QString path;
        QString target;
        QString access;
        QString rate;
        QString timeout;
        Mark mark = Mark::None;
        bool differs = false;

        bool operator==(const Row &) const = default;
    };

    QVariant draft(const Row &row, int role) const;

    std::vector<Row> m_rows;
};

} // namespace gatehouse
