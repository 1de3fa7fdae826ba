#pragma once

#include "ui/theme/icon.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace gatehouse {

/// One thing to choose in a PopupList.
struct PopupItem
{
    QString id; ///< What is reported when it is chosen.
    QString group; ///< Items of one group stand together under its name; may be empty.
    QString title;
    QString note; ///< Muted, after the title; searched as well.
    QString keys; ///< Its shortcut, to show.
    std::optional<Icon> icon;
    bool current = false; ///< What is chosen now.
    bool enabled = true;

    bool operator==(const PopupItem &) const = default;
};

/// The items of a PopupList that match what was typed, best first, under the headings of their groups.
class PopupModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Id = Qt::UserRole + 1, ///< QString; empty for a heading.
        Heading, ///< bool
        Note,
        Keys,
        Icon, ///< int, or nothing.
        Current, ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<PopupItem> items);
    /// Every word of the query has to occur in title, note or group, as letters in that order.
    void setQuery(const QString &query);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// The row of the first item, or of the current one while nothing is typed; −1 where there is none.
    int firstChoice() const;

private:
    struct Row
    {
        QString heading;
        const PopupItem *item; ///< Null for a heading.
    };
    void rebuild();

    std::vector<PopupItem> m_items;
    QString m_query;
    std::vector<Row> m_rows;
};

} // namespace gatehouse
