#pragma once

#include "core/control/gatewaymonitor.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// How one service's breaker stands on each gateway: state, since, reason.
class GatewayBreakers final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Gateway, Breaker, Since, Reason };
    static constexpr int ColumnCount = 4;

    using QAbstractTableModel::QAbstractTableModel;

    void refresh(const ServiceName &service, const GatewayMonitor &monitor);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    friend class RowSync;

    struct Row
    {
        QString gateway;
        bool told = false;
        BreakerPhase phase = BreakerPhase::Closed;
        QString word;
        QString since;
        QString reason;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
