#include "ui/widgets/popupmodel.h"

#include "ui/widgets/popupmatch.h"

#include <algorithm>

namespace gatehouse {

namespace {

struct Hit
{
    const PopupItem *item;
    int score;
};

struct Group
{
    QString name;
    std::vector<Hit> hits;
    int best = 0;
};

/// The hits by group, in the order in which groups first occur.
std::vector<Group> grouped(const std::vector<PopupItem> &items, const QString &query)
{
    std::vector<Group> groups;
    for (const PopupItem &item : items) {
        const auto score = popupScore(item, query);
        if (!score) {
            continue;
        }
        auto group =
            std::find_if(groups.begin(), groups.end(), [&](const Group &g) { return g.name == item.group; });
        if (group == groups.end()) {
            group = groups.insert(groups.end(), Group{item.group, {}, *score});
        }
        group->hits.push_back({&item, *score});
        group->best = std::max(group->best, *score);
    }
    return groups;
}

} // namespace

void PopupModel::setItems(std::vector<PopupItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    rebuild();
    endResetModel();
}

void PopupModel::setQuery(const QString &query)
{
    if (query == m_query) {
        return;
    }
    beginResetModel();
    m_query = query;
    rebuild();
    endResetModel();
}

void PopupModel::rebuild()
{
    m_rows.clear();
    std::vector<Group> groups = grouped(m_items, m_query);
    if (!m_query.trimmed().isEmpty()) {
        std::stable_sort(groups.begin(), groups.end(),
                         [](const Group &a, const Group &b) { return a.best > b.best; });
        for (Group &group : groups) {
            std::stable_sort(group.hits.begin(), group.hits.end(),
                             [](const Hit &a, const Hit &b) { return a.score > b.score; });
        }
    }
    for (const Group &group : groups) {
        if (!group.name.isEmpty()) {
            m_rows.push_back({group.name, nullptr});
        }
        for (const Hit &hit : group.hits) {
            m_rows.push_back({{}, hit.item});
        }
    }
}

int PopupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PopupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::DisplayRole) {
        return row.item ? row.item->title : row.heading;
    }
    if (role == int(Role::Heading)) {
        return row.item == nullptr;
    }
    if (!row.item) {
        return {};
    }
    const PopupItem &item = *row.item;
    if (role == Qt::AccessibleTextRole) {
        return item.note.isEmpty() ? item.title : item.title + QStringLiteral(", ") + item.note;
    }
    if (role == int(Role::Id)) {
        return item.id;
    }
    if (role == int(Role::Note)) {
        return item.note;
    }
    if (role == int(Role::Keys)) {
        return item.keys;
    }
    if (role == int(Role::Icon)) {
        return item.icon ? QVariant(int(*item.icon)) : QVariant();
    }
    return role == int(Role::Current) ? QVariant(item.current) : QVariant();
}

Qt::ItemFlags PopupModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const PopupItem *item = m_rows[size_t(index.row())].item;
    const Qt::ItemFlags leaf = Qt::ItemNeverHasChildren;
    return item && item->enabled ? leaf | Qt::ItemIsEnabled | Qt::ItemIsSelectable : leaf;
}

int PopupModel::firstChoice() const
{
    int first = -1;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const PopupItem *item = m_rows[size_t(row)].item;
        if (!item || !item->enabled) {
            continue;
        }
        if (item->current && m_query.trimmed().isEmpty()) {
            return row;
        }
        first = first < 0 ? row : first;
    }
    return first;
}

} // namespace gatehouse

#include "moc_popupmodel.cpp"
