#include "core/control/treeedits.h"

#include "core/model/objectplace.h"
#include "core/model/pointertext.h"

#include <algorithm>

namespace gatehouse {

namespace {

bool haveSameNames(const Tree &from, const Tree &to)
{
    if (!from.is_array() || !to.is_array() || from.size() != to.size())
        return false;
    return std::equal(from.begin(), from.end(), to.begin(), [](const Tree &a, const Tree &b) {
        return a.is_object() && b.is_object() && a.contains("name") && b.contains("name")
            && a["name"] == b["name"];
    });
}

void addChanges(const std::string &key, const Tree &from, const Tree &to, std::vector<Edit> &edits)
{
    if (!isObjectKind(key) || !haveSameNames(from, to)) {
        edits.push_back({SetValue{pointerTo(key), to}});
        return;
    }
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (from[i] != to[i])
            edits.push_back({SetValue{pointerTo(key, i), to[i]}});
    }
}

} // namespace

std::vector<Edit> editsBetween(const Tree &from, const Tree &to)
{
    std::vector<Edit> edits;
    if (from == to)
        return edits;
    if (from.is_object() && to.is_object()) {
        for (const auto &[key, value] : from.items()) {
            if (!to.contains(key))
                edits.push_back({RemoveValue{pointerTo(key)}});
        }
        std::size_t position = 0;
        for (const auto &[key, value] : to.items()) {
            const auto old = from.find(key);
            if (old == from.end())
                edits.push_back({SetValue{pointerTo(key), value, position}});
            else if (*old != value)
                addChanges(key, *old, value, edits);
            ++position;
        }
        // Keys that only changed their order need the whole.
        if (const auto result = applyEdits(from, edits); result && *result == to)
            return edits;
    }
    return {{SetValue{"", to}}};
}

} // namespace gatehouse
