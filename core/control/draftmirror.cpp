#include "core/control/draftmirror.h"

#include "core/control/modelkinds.h"
#include "core/model/objectplace.h"

#include <algorithm>
#include <map>

namespace gatehouse {

namespace {

std::string nameOf(const Tree &object)
{
    if (!object.is_object())
        return {};
    const auto name = object.find("name");
    return name != object.end() && name->is_string() ? name->get<std::string>() : std::string();
}

template <class Vector> auto at(Vector &list, std::size_t index)
{
    return list.begin() + static_cast<std::ptrdiff_t>(index);
}

const Tree *objectAt(const Tree &tree, const std::string &kind, std::size_t index)
{
    if (!tree.is_object())
        return nullptr;
    const auto list = tree.find(kind);
    return list != tree.end() && list->is_array() && index < list->size() ? &(*list)[index] : nullptr;
}

// What changed between two versions of one list, by name; objects that are called the same are taken in their
// order.
template <class Object>
void compare(const std::string &kind, const std::vector<Object> &before, const std::vector<Object> &after,
             DraftChange &change)
{
    if (before == after)
        return;
    std::multimap<std::string, std::size_t> old;
    for (std::size_t i = 0; i < before.size(); ++i)
        old.emplace(before[i].name.str(), i);
    std::size_t last = 0;
    for (const Object &object : after) {
        const auto found = old.find(object.name.str());
        if (found == old.end()) {
            change.created.push_back({kind, object.name.str()});
            continue;
        }
        if (!(before[found->second] == object))
            change.changed.push_back({kind, object.name.str()});
        change.orderChanged = change.orderChanged || found->second < last;
        last = found->second;
        old.erase(found);
    }
    for (const auto &[name, index] : old)
        change.deleted.push_back({kind, name});
}

} // namespace

DraftMirror::DraftMirror(const Edit &edit, const Tree &tree)
{
    if (const auto *set = std::get_if<SetValue>(&edit.step)) {
        locate(set->pointer, tree);
    } else if (const auto *remove = std::get_if<RemoveValue>(&edit.step)) {
        locate(remove->pointer, tree);
        const auto tokens = pointerTokens(remove->pointer);
        if (m_reach == Reach::Object && tokens->size() == 2)
            m_reach = Reach::Removed;
    } else if (const auto *insert = std::get_if<InsertItem>(&edit.step)) {
        locate(insert->pointer, tree);
        if (m_reach == Reach::List) {
            m_reach = Reach::Inserted;
            m_index = insert->index;
        }
    } else if (const auto *move = std::get_if<MoveItem>(&edit.step)) {
        locate(move->pointer, tree);
        if (m_reach == Reach::List) {
            m_reach = Reach::Moved;
            m_index = move->from;
            m_to = move->to;
        }
    }
    if (const Tree *object = objectAt(tree, m_kind, m_index); object && m_reach != Reach::Inserted)
        m_nameBefore = nameOf(*object);
}

void DraftMirror::locate(const std::string &pointer, const Tree &tree)
{
    const auto tokens = pointerTokens(pointer);
    if (!tokens || tokens->empty())
        return;
    m_kind = tokens->front();
    if (!isObjectKind(m_kind)) {
        m_reach = Reach::Root;
        return;
    }
    if (tokens->size() == 1) {
        m_reach = Reach::List;
        return;
    }
    const auto list = tree.find(m_kind);
    if (list == tree.end() || !list->is_array()) {
        m_reach = Reach::List;
        return;
    }
    if ((*tokens)[1] == "-") {
        m_reach = Reach::Inserted;
        m_index = list->size();
        return;
    }
    m_reach = Reach::Object;
    m_index = arrayIndex((*tokens)[1]).value_or(list->size());
}

DraftChange DraftMirror::follow(Document &document) const
{
    switch (m_reach) {
    case Reach::Everything:
        return followEverything(document);
    case Reach::List:
        return followList(document);
    case Reach::Root: {
        Tree root = Tree::object();
        for (const char *key : {"name", "description"}) {
            if (document.tree.contains(key))
                root[key] = document.tree[key];
        }
        Decoder decoder;
        Model model;
        readModel(decoder, root, model);
        document.model.name = std::move(model.name);
        document.model.description = std::move(model.description);
        return DraftChange{.root = true};
    }
    case Reach::Object:
    case Reach::Inserted:
    case Reach::Removed:
    case Reach::Moved:
        return followObject(document);
    }
    return {};
}

DraftChange DraftMirror::followObject(Document &document) const
{
    DraftChange change;
    visitKind(m_kind, document.model, [&](auto &list, auto read) {
        using Object = typename std::decay_t<decltype(list)>::value_type;
        const Tree &trees = document.tree[m_kind];
        const auto readAnew = [&](std::size_t index) {
            Decoder decoder;
            Object object;
            read(decoder, trees[index], object);
            return object;
        };
        const ObjectId before{m_kind, m_nameBefore};
        switch (m_reach) {
        case Reach::Removed:
            list.erase(at(list, m_index));
            change.deleted.push_back(before);
            return;
        case Reach::Inserted:
            list.insert(at(list, m_index), readAnew(m_index));
            change.created.push_back({m_kind, nameOf(trees[m_index])});
            return;
        case Reach::Moved:
            if (m_index < m_to)
                std::rotate(at(list, m_index), at(list, m_index + 1), at(list, m_to + 1));
            else
                std::rotate(at(list, m_to), at(list, m_index), at(list, m_index + 1));
            change.changed.push_back(before);
            change.orderChanged = true;
            return;
        case Reach::Object:
        case Reach::Everything:
        case Reach::List:
        case Reach::Root:
            break;
        }
        list[m_index] = readAnew(m_index);
        const ObjectId now{m_kind, nameOf(trees[m_index])};
        if (now == before) {
            change.changed.push_back(now);
        } else {
            change.deleted.push_back(before);
            change.created.push_back(now);
        }
    });
    return change;
}

DraftChange DraftMirror::followList(Document &document) const
{
    DraftChange change;
    visitKind(m_kind, document.model, [&](auto &list, auto read) {
        using Object = typename std::decay_t<decltype(list)>::value_type;
        std::vector<Object> now;
        const auto trees = document.tree.find(m_kind);
        if (trees != document.tree.end() && trees->is_array()) {
            for (const Tree &tree : *trees) {
                Decoder decoder;
                read(decoder, tree, now.emplace_back());
            }
        }
        compare(m_kind, list, now, change);
        list = std::move(now);
    });
    return change;
}

DraftChange DraftMirror::followEverything(Document &document) const
{
    DraftChange change;
    const Model before = std::move(document.model);
    document = *decodeTree(std::move(document.tree)).document;
    change.root = before.name != document.model.name || before.description != document.model.description;
    for (const std::string_view kind : objectKinds()) {
        visitKind(kind, document.model, [&](const auto &after, auto) {
            visitKind(kind, before, [&](const auto &old, auto) {
                if constexpr (std::is_same_v<decltype(old), decltype(after)>)
                    compare(std::string(kind), old, after, change);
            });
        });
    }
    return change;
}

} // namespace gatehouse
