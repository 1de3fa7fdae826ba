#pragma once

#include "core/control/fleetview.h"
#include "core/control/gatewaymonitor.h"
#include "core/model/values.h"
#include "ui/widgets/cellrole.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The services of the document with what the gateways say of them, worst first.
class ServiceRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, Health, Breaker, Endpoints, Rate, Errors, P50, P99, Bulkhead, Trend };
    static constexpr int ColumnCount = 10;

    using QAbstractTableModel::QAbstractTableModel;

    void refresh(const Model &model, const GatewayMonitor &monitor, std::chrono::milliseconds range);
    ServiceName service(int row) const { return m_rows[size_t(row)].view.name; }
    /// −1 where it is not there.
    int rowOf(const ServiceName &service) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    friend class RowSync;

    struct Row
    {
        FleetService view; ///< name only where no gateway tells of it
        bool told = false;
        bool hasBreaker = false; ///< in the document
        int endpoints = 0; ///< in the document
        bool drained = false; ///< no endpoint is active in the document
        SparkSeries trend;

        bool operator==(const Row &) const = default;
    };

    QVariant text(const Row &row, Column column) const;
    QVariant health(const Row &row, int role) const;
    QVariant breaker(const Row &row, int role) const;
    QVariant bulkhead(const Row &row, int role) const;

    std::vector<Row> m_rows;
};

} // namespace gatehouse
