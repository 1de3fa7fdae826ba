#pragma once

#include <QAbstractItemModel>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace gatehouse {

/// Brings the rows of a model from what they are to what they shall be, by insertions, removals, moves and
/// changes, so that selection and scroll position of every view survive. `Model` befriends this class.
/// `key(row)` identifies a row; rows that are equal (operator==) cause no change.
class RowSync final
{
public:
    template <class Model, class Row, class Key>
    static void apply(Model &model, std::vector<Row> &rows, std::vector<Row> wanted, Key key)
    {
        removeGone(model, rows, wanted, key);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto found =
                std::find_if(rows.begin() + std::ptrdiff_t(std::min(i, rows.size())), rows.end(),
                             [&](const Row &row) { return key(row) == key(wanted[i]); });
            const int at = int(i);
            if (found == rows.end()) {
                model.beginInsertRows({}, at, at);
                rows.insert(rows.begin() + at, std::move(wanted[i]));
                model.endInsertRows();
                continue;
            }
            const int from = int(found - rows.begin());
            if (from != at) {
                model.beginMoveRows({}, from, from, {}, at);
                std::rotate(rows.begin() + at, rows.begin() + from, rows.begin() + from + 1);
                model.endMoveRows();
            }
            if (!(rows[i] == wanted[i])) {
                rows[i] = std::move(wanted[i]);
                const QAbstractItemModel &base = model; // a list's own columnCount() is private
                Q_EMIT model.dataChanged(base.index(at, 0), base.index(at, base.columnCount() - 1));
            }
        }
    }

private:
    template <class Model, class Row, class Key>
    static void removeGone(Model &model, std::vector<Row> &rows, const std::vector<Row> &wanted, Key key)
    {
        std::vector<decltype(key(wanted.front()))> keys;
        keys.reserve(wanted.size());
        for (const Row &row : wanted)
            keys.push_back(key(row));
        std::sort(keys.begin(), keys.end());
        for (std::size_t i = rows.size(); i-- > 0;) {
            if (std::binary_search(keys.begin(), keys.end(), key(rows[i])))
                continue;
            model.beginRemoveRows({}, int(i), int(i));
            rows.erase(rows.begin() + std::ptrdiff_t(i));
            model.endRemoveRows();
        }
    }
};

} // namespace gatehouse
