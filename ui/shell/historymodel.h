#pragma once

#include "core/control/workspacesession.h"

#include <QtCore/QAbstractListModel>

namespace gatehouse {

/// The history of a draft, newest first, for EntryCell.
class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// `oldestFirst` as the session has it. Rows that stay are kept.
    void setHistory(const std::vector<HistoryEntry> &oldestFirst);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<HistoryEntry> m_entries; ///< newest first
};

} // namespace gatehouse
