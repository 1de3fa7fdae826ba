#include "core/model/edit.h"

#include "core/model/objectname.h"
#include "core/model/objectplace.h"
#include "core/model/pointerpath.h"
#include "core/model/rename.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

auto notFound(const std::string &pointer)
{
    return failure(ErrorKind::NotFound, fmt::format("there is nothing at '{}'", pointer), pointer);
}

/// The parent of the place that a pointer names, and the pointer's last token.
struct Spot
{
    Tree *parent = nullptr;
    std::string token;
};

Result<Spot> spotOf(Tree &tree, const std::string &pointer)
{
    std::optional<std::vector<std::string>> tokens = pointerTokens(pointer);
    if (!tokens || tokens->empty())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("'{}' is not the pointer of a member or an item", pointer), pointer);
    const std::string last = tokens->back();
    tokens->pop_back();
    PointerPath path;
    for (const std::string &token : *tokens)
        path.push(token);
    Tree *parent = valueAt(tree, path.str());
    if (!parent || !parent->is_structured())
        return notFound(path.str());
    return Spot{parent, last};
}

std::size_t memberIndex(const Tree &object, const std::string &key)
{
    const auto &members = object.get_ref<const Tree::object_t &>();
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&key](const auto &member) { return member.first == key; });
    return static_cast<std::size_t>(found - members.begin());
}

/// Adds a member at a position. The keys of the map's pairs are constant, so that it cannot insert in its
/// middle.
void insertMember(Tree &object, std::size_t position, const std::string &key, const Tree &value)
{
    Tree widened = Tree::object();
    auto &members = widened.get_ref<Tree::object_t &>();
    std::size_t index = 0;
    for (auto &[oldKey, oldValue] : object.get_ref<Tree::object_t &>()) {
        if (index++ == position)
            members.emplace_back(key, value);
        members.emplace_back(oldKey, std::move(oldValue));
    }
    if (position >= index)
        members.emplace_back(key, value);
    object = std::move(widened);
}

Result<Tree *> listAt(Tree &tree, const std::string &pointer)
{
    Tree *list = valueAt(tree, pointer);
    if (!list)
        return notFound(pointer);
    if (!list->is_array())
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a list", pointer), pointer);
    return list;
}

auto beyondTheEnd(const std::string &pointer, std::size_t index)
{
    return failure(ErrorKind::InvalidInput, fmt::format("the list '{}' has no place {}", pointer, index),
                   pointer);
}

std::string itemPointer(const std::string &list, std::size_t index)
{
    return fmt::format("{}/{}", list, index);
}

/// Applies one step to the tree and gives back the step that undoes it.
class Applier final
{
public:
    explicit Applier(Tree &tree)
        : m_tree(tree)
    {
    }

    Result<Edit> operator()(const SetValue &step)
    {
        if (step.pointer.empty())
            return Edit{SetValue{"", std::exchange(m_tree, step.value)}};
        const Result<Spot> spot = spotOf(m_tree, step.pointer);
        if (!spot)
            return tl::unexpected(spot.error());
        Tree &parent = *spot->parent;
        if (parent.is_object())
            return setMember(parent, spot->token, step);
        const std::string list = step.pointer.substr(0, step.pointer.rfind('/'));
        if (spot->token == "-")
            return (*this)(InsertItem{list, parent.size(), step.value});
        const std::optional<std::size_t> index = arrayIndex(spot->token);
        if (!index || *index >= parent.size())
            return notFound(step.pointer);
        return Edit{SetValue{step.pointer, std::exchange(parent[*index], step.value)}};
    }

    Result<Edit> operator()(const RemoveValue &step)
    {
        const Result<Spot> spot = spotOf(m_tree, step.pointer);
        if (!spot)
            return tl::unexpected(spot.error());
        Tree &parent = *spot->parent;
        if (parent.is_object()) {
            const std::size_t position = memberIndex(parent, spot->token);
            if (position == parent.size())
                return notFound(step.pointer);
            Tree old = std::move(parent.at(spot->token));
            parent.erase(spot->token);
            return Edit{SetValue{step.pointer, std::move(old), position}};
        }
        const std::optional<std::size_t> index = arrayIndex(spot->token);
        if (!index || *index >= parent.size())
            return notFound(step.pointer);
        Tree old = std::move(parent[*index]);
        parent.erase(*index);
        return Edit{InsertItem{step.pointer.substr(0, step.pointer.rfind('/')), *index, std::move(old)}};
    }

    Result<Edit> operator()(const InsertItem &step)
    {
        const Result<Tree *> list = listAt(m_tree, step.pointer);
        if (!list)
            return tl::unexpected(list.error());
        if (step.index > (*list)->size())
            return beyondTheEnd(step.pointer, step.index);
        (*list)->insert((*list)->begin() + static_cast<std::ptrdiff_t>(step.index), step.value);
        return Edit{RemoveValue{itemPointer(step.pointer, step.index)}};
    }

    Result<Edit> operator()(const MoveItem &step)
    {
        const Result<Tree *> list = listAt(m_tree, step.pointer);
        if (!list)
            return tl::unexpected(list.error());
        if (const std::size_t highest = std::max(step.from, step.to); highest >= (*list)->size())
            return beyondTheEnd(step.pointer, highest);
        auto &items = (*list)->get_ref<Tree::array_t &>();
        const auto at = [&items](std::size_t index) {
            return items.begin() + static_cast<std::ptrdiff_t>(index);
        };
        if (step.from < step.to)
            std::rotate(at(step.from), at(step.from + 1), at(step.to + 1));
        else
            std::rotate(at(step.to), at(step.from), at(step.from + 1));
        return Edit{MoveItem{step.pointer, step.to, step.from}};
    }

    Result<Edit> operator()(const RenameObject &step)
    {
        const std::optional<std::string> object = pointerOf(step.kind, step.from, m_tree);
        if (!object)
            return failure(ErrorKind::NotFound,
                           fmt::format("there is no '{}' among {}", step.from, step.kind), "/" + step.kind);
        if (!isObjectName(step.to))
            return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a name", step.to),
                           *object + "/name", std::string(ObjectNameRule));
        if (step.from != step.to && pointerOf(step.kind, step.to, m_tree))
            return failure(ErrorKind::Conflict,
                           fmt::format("'{}' is taken by another of {}", step.to, step.kind),
                           *object + "/name", "choose another name");
        Tree before = m_tree;
        // A reference to the new name that led nowhere would be drawn along by the way back.
        const std::size_t dangling = renameReferences(before, step.kind, step.to, step.to)
            + renameInChanges(before, step.kind, step.to, step.to);
        m_tree.at(Pointer(*object))["name"] = step.to;
        renameReferences(m_tree, step.kind, step.from, step.to);
        renameInChanges(m_tree, step.kind, step.from, step.to);
        if (dangling > 0)
            return Edit{SetValue{"", std::move(before)}};
        return Edit{RenameObject{step.kind, step.to, step.from}};
    }

private:
    static Result<Edit> setMember(Tree &parent, const std::string &key, const SetValue &step)
    {
        const auto found = parent.find(key);
        if (found != parent.end())
            return Edit{SetValue{step.pointer, std::exchange(*found, step.value)}};
        insertMember(parent, step.position.value_or(parent.size()), key, step.value);
        return Edit{RemoveValue{step.pointer}};
    }

    Tree &m_tree;
};

} // namespace

Result<std::vector<Edit>> applyInPlace(Tree &tree, const std::vector<Edit> &edits)
{
    std::vector<Edit> back;
    for (const Edit &edit : edits) {
        Result<Edit> undo = std::visit(Applier(tree), edit.step);
        if (!undo) {
            for (auto done = back.rbegin(); done != back.rend(); ++done)
                static_cast<void>(std::visit(Applier(tree), done->step));
            return tl::unexpected(std::move(undo.error()));
        }
        back.push_back(std::move(*undo));
    }
    std::reverse(back.begin(), back.end());
    return back;
}

Result<Tree> applyEdits(Tree tree, const std::vector<Edit> &edits)
{
    const Result<std::vector<Edit>> applied = applyInPlace(tree, edits);
    if (!applied)
        return tl::unexpected(applied.error());
    return tree;
}

Result<std::vector<Edit>> inverse(const Tree &tree, const std::vector<Edit> &edits)
{
    Tree changed = tree;
    return applyInPlace(changed, edits);
}

} // namespace gatehouse
