#include "core/model/diff.h"

#include "core/model/fielddiff.h"
#include "core/model/objectkinds.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace gatehouse {

namespace {

constexpr std::size_t Nowhere = static_cast<std::size_t>(-1);

std::string_view nameOf(const Tree &object)
{
    if (!object.is_object())
        return {};
    const auto found = object.find("name");
    const auto *name = found == object.end() ? nullptr : found->get_ptr<const std::string *>();
    return name == nullptr ? std::string_view() : std::string_view(*name);
}

/// Which object of the old list is which of the new one.
struct Pairing
{
    std::vector<std::size_t> oldOf; ///< for each new object its old place, or Nowhere
    std::vector<bool> kept; ///< for each old object whether it has a new one
    std::vector<bool> isSame; ///< for each new object whether it is written exactly as its old one
    std::size_t middle = 0; ///< new places before this one, and
    std::size_t middleEnd = 0; ///< from this one on, are paired in order
};

/// Most edits leave the ends of a list alone: they are paired without hashing a name.
Pairing pairUp(const Tree &before, const Tree &after)
{
    Pairing pairing;
    pairing.oldOf.assign(after.size(), Nowhere);
    pairing.kept.assign(before.size(), false);
    pairing.isSame.assign(after.size(), false);
    const auto pair = [&pairing](std::size_t from, std::size_t to) {
        pairing.oldOf[to] = from;
        pairing.kept[from] = true;
    };
    // What is equal has the same name: most objects are looked at once only.
    const auto pairsWell = [&](std::size_t from, std::size_t to) {
        const bool isSame = before[from] == after[to];
        if (!isSame && nameOf(before[from]) != nameOf(after[to]))
            return false;
        pair(from, to);
        pairing.isSame[to] = isSame;
        return true;
    };
    std::size_t head = 0;
    std::size_t tail = 0;
    const std::size_t shorter = std::min(before.size(), after.size());
    while (head < shorter && pairsWell(head, head))
        ++head;
    while (head + tail < shorter && pairsWell(before.size() - 1 - tail, after.size() - 1 - tail))
        ++tail;
    pairing.middle = head;
    pairing.middleEnd = after.size() - tail;

    std::unordered_map<std::string_view, std::vector<std::size_t>> places;
    for (std::size_t i = before.size() - tail; i-- > head;)
        places[nameOf(before[i])].push_back(i);
    for (std::size_t i = pairing.middle; i < pairing.middleEnd; ++i) {
        const auto found = places.find(nameOf(after[i]));
        if (found == places.end() || found->second.empty())
            continue;
        pair(found->second.back(), i);
        found->second.pop_back();
    }
    return pairing;
}

/// The new places whose objects must move so that the others, which stay, are in their old order: all paired
/// ones outside a longest increasing subsequence (patience sorting, Fredman 1975).
std::vector<std::size_t> movedPlaces(const Pairing &pairing)
{
    std::vector<std::size_t> tops; // new place of the smallest last element of a run of each length
    std::vector<std::size_t> previous(pairing.oldOf.size(), Nowhere);
    for (std::size_t i = pairing.middle; i < pairing.middleEnd; ++i) {
        if (pairing.oldOf[i] == Nowhere)
            continue;
        const auto top =
            std::lower_bound(tops.begin(), tops.end(), i, [&pairing](std::size_t a, std::size_t b) {
                return pairing.oldOf[a] < pairing.oldOf[b];
            });
        previous[i] = top == tops.begin() ? Nowhere : *(top - 1);
        if (top == tops.end())
            tops.push_back(i);
        else
            *top = i;
    }
    std::vector<bool> stays(pairing.oldOf.size(), false);
    for (std::size_t i = tops.empty() ? Nowhere : tops.back(); i != Nowhere; i = previous[i])
        stays[i] = true;
    std::vector<std::size_t> moved;
    for (std::size_t i = pairing.middle; i < pairing.middleEnd; ++i) {
        if (pairing.oldOf[i] != Nowhere && !stays[i])
            moved.push_back(i);
    }
    return moved;
}

void diffObjects(std::string_view kind, const Tree &before, const Tree &after, Diff &diff)
{
    const Pairing pairing = pairUp(before, after);
    const bool ordered = kind == "routes";
    const auto nameBefore = [&after](std::size_t place) {
        return place == 0 ? std::string() : std::string(nameOf(after[place - 1]));
    };
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (pairing.isSame[i])
            continue;
        const std::string name(nameOf(after[i]));
        if (pairing.oldOf[i] == Nowhere) {
            diff.created.push_back({std::string(kind), name, ordered ? nameBefore(i) : std::string()});
            continue;
        }
        std::vector<FieldChange> fields = diffFields(kind, &before[pairing.oldOf[i]], &after[i]);
        if (!fields.empty())
            diff.changed.push_back({std::string(kind), name, std::move(fields)});
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!pairing.kept[i])
            diff.deleted.push_back({std::string(kind), std::string(nameOf(before[i]))});
    }
    if (!ordered)
        return;
    for (const std::size_t place : movedPlaces(pairing))
        diff.moved.push_back({std::string(kind), std::string(nameOf(after[place])), nameBefore(place)});
}

const Tree *field(const Tree &root, std::string_view key)
{
    if (!root.is_object())
        return nullptr;
    const auto found = root.find(key);
    return found == root.end() ? nullptr : &*found;
}

bool isList(const Tree *value)
{
    return value == nullptr || value->is_array();
}

void diffRootField(const std::string &key, const Tree *before, const Tree *after, Diff &diff)
{
    if (objectKind(key) != nullptr && isList(before) && isList(after)) {
        static const Tree None = Tree::array();
        diffObjects(key, before == nullptr ? None : *before, after == nullptr ? None : *after, diff);
        return;
    }
    std::vector<FieldChange> fields = diffFields(key, before, after);
    if (!fields.empty())
        diff.changed.push_back({key, {}, std::move(fields)});
}

} // namespace

Diff diffTrees(const Tree &before, const Tree &after)
{
    Diff diff;
    if (!before.is_object() || !after.is_object()) {
        std::vector<FieldChange> fields = diffFields({}, &before, &after);
        if (!fields.empty())
            diff.changed.push_back({{}, {}, std::move(fields)});
        return diff;
    }
    for (const auto &[key, value] : before.items())
        diffRootField(key, &value, field(after, key), diff);
    for (const auto &[key, value] : after.items()) {
        if (field(before, key) == nullptr)
            diffRootField(key, nullptr, &value, diff);
    }
    return diff;
}

Tree toTree(const Diff &diff)
{
    Tree tree = {{"created", Tree::array()},
                 {"changed", Tree::array()},
                 {"deleted", Tree::array()},
                 {"moved", Tree::array()}};
    for (const ObjectCreated &object : diff.created)
        tree["created"].push_back({{"kind", object.kind}, {"name", object.name}});
    for (const ObjectChanged &object : diff.changed) {
        Tree fields = Tree::array();
        for (const FieldChange &change : object.fields) {
            Tree entry = {{"pointer", change.pointer}};
            if (change.old)
                entry["old"] = *change.old;
            if (change.now)
                entry["new"] = *change.now;
            fields.push_back(std::move(entry));
        }
        tree["changed"].push_back(
            {{"kind", object.kind}, {"name", object.name}, {"fields", std::move(fields)}});
    }
    for (const ObjectDeleted &object : diff.deleted)
        tree["deleted"].push_back({{"kind", object.kind}, {"name", object.name}});
    for (const ObjectMoved &object : diff.moved) {
        const Tree after = object.after.empty() ? Tree() : Tree(object.after);
        tree["moved"].push_back({{"kind", object.kind}, {"name", object.name}, {"after", after}});
    }
    return tree;
}

} // namespace gatehouse
