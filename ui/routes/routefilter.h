#pragma once

#include <QtCore/QSortFilterProxyModel>

namespace gatehouse {

/// Routes that hold every word of what was typed, in any column.
class RouteFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace gatehouse
