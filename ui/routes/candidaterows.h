#pragma once

#include "core/routing/explain.h"

#include <QtCore/QAbstractTableModel>

namespace gatehouse {

/// Why the other routes did not get a request, in order of precedence.
class CandidateRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Route, Reason, Detail };
    static constexpr int ColumnCount = 3;

    using QAbstractTableModel::QAbstractTableModel;

    void setCandidates(std::vector<ExplainedCandidate> candidates);
    QString route(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ExplainedCandidate> m_candidates;
};

} // namespace gatehouse
