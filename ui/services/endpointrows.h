#pragma once

#include "core/control/gatewaymonitor.h"
#include "core/model/values.h"
#include "ui/terms/term.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The endpoints of one service as the document has them, with what the gateways say of each: the worst
/// health, tries and active calls added up.
class EndpointRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Address, State, Weight, Health, Reason, Active, Rate, P99 };
    static constexpr int ColumnCount = 8;

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no service.
    void refresh(const Service *service, const GatewayMonitor &monitor);
    const Endpoint &endpoint(int row) const { return m_rows[size_t(row)].endpoint; }
    int rowOf(const Address &address) const;
    /// Calls that are still on this endpoint, over all gateways.
    std::uint64_t active(int row) const { return m_rows[size_t(row)].active; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    friend class RowSync;

    struct Row
    {
        Endpoint endpoint;
        bool told = false;
        EndpointHealthState health = EndpointHealthState::Unknown;
        EndpointState state = EndpointState::Active; ///< what holds now
        int weight = 1; ///< what holds now
        bool overridden = false;
        QString reason;
        std::uint64_t active = 0;
        QString rate;
        QString p99;

        bool operator==(const Row &) const = default;
    };

    static void add(Row &row, const EndpointTelemetry &endpoint);

    std::vector<Row> m_rows;
};

} // namespace gatehouse
