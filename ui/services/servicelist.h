#pragma once

#include "core/control/gatewaymonitor.h"
#include "core/model/values.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The services of the document for EntryCell: health, endpoints, rate.
class ServiceList final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Only those whose name holds `filter`.
    void refresh(const Model &model, const FleetView &fleet, const QString &filter);
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
        QString rate;
        HealthState health = HealthState::Unknown;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
