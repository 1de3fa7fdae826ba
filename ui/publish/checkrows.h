#pragma once

#include "core/control/check.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

/// What was looked at before a push, for EntryCell: what blocks first.
class CheckRows final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setChecks(std::vector<Check> checks);
    int count(CheckVerdict verdict) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Check> m_checks;
};

} // namespace gatehouse
