#pragma once

#include "core/model/diff.h"

#include <QtCore/QAbstractListModel>

#include <vector>

namespace gatehouse {

/// What a publication changes, an object a row, for EntryCell.
class ChangeRows final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setDiff(const Diff &diff);
    /// The line of the difference's text that begins this object: "~ routes/orders".
    QString heading(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    enum class What { Changed, Created, Deleted, Moved };
    struct Row
    {
        What what = What::Changed;
        QString kind;
        QString name;
        int fields = 0;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace gatehouse
