#pragma once

#include "core/control/gatewaymonitor.h"
#include "core/model/values.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The services with how their breakers stand, worst first, for EntryCell.
class BreakerList final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void refresh(const Model &model, const FleetView &fleet);
    QString name(int row) const { return m_rows[size_t(row)].name; }
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    friend class RowSync;

    struct Row
    {
        QString name;
        QString note;
        bool told = false;
        BreakerPhase phase = BreakerPhase::Closed;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
