#pragma once

#include "core/control/alert.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

class RowSync;

/// What deserves a look, newest first, for EntryCell. Those that ended stay a while, paler.
class AlertRows final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void refresh(const std::vector<Alert> &alerts);
    const Alert &alert(int row) const { return m_rows[size_t(row)]; }
    int open() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    friend class RowSync;

    std::vector<Alert> m_rows;
};

} // namespace gatehouse
