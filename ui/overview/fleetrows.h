#pragma once

#include "core/control/gatewaystatus.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// The gateways of the environment in short: name, make, how each stands.
class FleetRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, Make, State };
    static constexpr int ColumnCount = 3;

    using QAbstractTableModel::QAbstractTableModel;

    void refresh(const std::vector<GatewayStatus> &gateways);
    QString name(int row) const { return m_rows[size_t(row)].name; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    friend class RowSync;

    struct Row
    {
        QString name;
        QString make;
        QString word;
        int glyph = 0;
        int tone = 0;
        QString detail;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
