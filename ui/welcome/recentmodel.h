#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QStringList>

namespace gatehouse {

/// The files that were open last, for EntryCell: name, folder, when they were changed, and whether they are
/// still there.
class RecentModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Absolute paths, newest first.
    void setFiles(const QStringList &files);
    QString file(int row) const { return m_files.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QStringList m_files;
};

} // namespace gatehouse
