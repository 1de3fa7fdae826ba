#pragma once

#include "core/control/workspacesession.h"

#include <QtCore/QAbstractTableModel>

namespace gatehouse {

/// The findings of the document, one row each.
class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Severity, Code, Object, Message, Fix };
    static constexpr int ColumnCount = 5;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay keep their place in views.
    void setFindings(const std::vector<PlacedFinding> &findings);
    const PlacedFinding &finding(int row) const { return m_findings[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<PlacedFinding> m_findings;
};

} // namespace gatehouse
