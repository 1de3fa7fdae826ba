#pragma once

#include "core/control/publisher.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace gatehouse {

/// What the gateways of a plan cannot express exactly, field by field; a gateway that can do all has one row
/// that says so.
class FidelityRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Gateway, Verdict, Field, How };
    static constexpr int ColumnCount = 4;

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const PublishPlan *plan);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString gateway;
        Verdict verdict = Verdict::Exact;
        QString field;
        QString how;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
