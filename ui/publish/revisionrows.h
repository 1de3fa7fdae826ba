#pragma once

#include "core/events/revision.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// What was published, newest first, for EntryCell.
class RevisionRows final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRevisions(const std::vector<Revision> &oldestFirst);
    RevisionNumber number(int row) const { return m_rows[size_t(row)].number; }
    int rowOf(RevisionNumber number) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    friend class RowSync;

    std::vector<Revision> m_rows;
};

} // namespace gatehouse
