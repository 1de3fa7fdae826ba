#include "core/control/fieldedit.h"

#include "core/model/objectplace.h"
#include "core/model/valuetext.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

Tree toTree(const FieldValue &value)
{
    return std::visit([](const auto &plain) { return Tree(plain); }, value);
}

auto noSuchObject(const ObjectId &object)
{
    return failure(ErrorKind::NotFound, fmt::format("There is no {} in {}.", object.name, object.kind));
}

Result<std::string> placeOf(const Tree &tree, const ObjectId &object)
{
    const std::optional<std::string> pointer = pointerOf(object.kind, object.name, tree);
    if (!pointer)
        return noSuchObject(object);
    return *pointer;
}

/// Applies one field to a copy of the object.
Result<void> put(Tree &object, const std::vector<std::string> &tokens, const FieldValue &value)
{
    Tree *node = &object;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool last = i + 1 == tokens.size();
        if (node->is_array()) {
            const std::optional<std::size_t> index = arrayIndex(tokens[i]);
            if (!index || *index >= node->size())
                return failure(ErrorKind::NotFound, "The list has no such entry.", tokens[i]);
            node = &(*node)[*index];
        } else if (node->is_object()) {
            node = &(*node)[tokens[i]];
        } else {
            return failure(ErrorKind::InvalidInput, "A field on the way holds a plain value.", tokens[i],
                           "Mend it in the source view first.");
        }
        if (last)
            *node = toTree(value);
        else if (node->is_null())
            *node = Tree::object();
    }
    return {};
}

/// Takes a field away, and what is empty then; false where nothing of `node` is left.
void take(Tree &node, const std::vector<std::string> &tokens, std::size_t at, const std::string &path,
          const std::string &keepEmpty)
{
    if (!node.is_object() || !node.contains(tokens[at]))
        return;
    if (at + 1 == tokens.size()) {
        node.erase(tokens[at]);
        return;
    }
    Tree &child = node[tokens[at]];
    const std::string childPath = path + '/' + tokens[at];
    if (child.is_array()) {
        const std::optional<std::size_t> index = arrayIndex(tokens[at + 1]);
        if (index && *index < child.size() && at + 2 < tokens.size())
            take(child[*index], tokens, at + 2, childPath + '/' + tokens[at + 1], keepEmpty);
        return;
    }
    take(child, tokens, at + 1, childPath, keepEmpty);
    if (child.is_object() && child.empty() && childPath != keepEmpty)
        node.erase(tokens[at]);
}

Result<void> applyField(Tree &object, const FieldEdit &field)
{
    const std::optional<std::vector<std::string>> tokens = pointerTokens(field.pointer);
    if (!tokens || tokens->empty())
        return failure(ErrorKind::InvalidInput, "This is no pointer to a field.", field.pointer);
    if (field.value)
        return put(object, *tokens, *field.value);
    take(object, *tokens, 0, {}, field.keepEmpty);
    return {};
}

/// The edits that bring one object from what it is to what it shall be: only members that differ, so that the
/// text and the history say no more than what was done.
Edits difference(const std::string &pointer, const Tree &before, const Tree &after)
{
    if (before == after)
        return {};
    if (!before.is_object() || !after.is_object())
        return {Edit{SetValue{pointer, after}}};
    Edits edits;
    const auto escaped = [](std::string key) {
        for (std::size_t i = 0; i < key.size(); ++i) {
            if (key[i] == '~')
                key.replace(i++, 1, "~0");
            else if (key[i] == '/')
                key.replace(i++, 1, "~1");
        }
        return key;
    };
    for (const auto &[key, value] : before.items()) {
        if (!after.contains(key))
            edits.push_back(Edit{RemoveValue{pointer + '/' + escaped(key)}});
    }
    for (const auto &[key, value] : after.items()) {
        const std::string child = pointer + '/' + escaped(key);
        if (!before.contains(key)) {
            edits.push_back(Edit{SetValue{child, value}});
            continue;
        }
        const Edits inner = difference(child, before.at(key), value);
        edits.insert(edits.end(), inner.begin(), inner.end());
    }
    return edits;
}

bool isTaken(const Tree &list, const std::string &name)
{
    return std::any_of(list.begin(), list.end(), [&name](const Tree &item) {
        return item.is_object() && item.contains("name") && item.at("name") == name;
    });
}

std::string freeName(const Tree &list, const std::string &wanted)
{
    std::string name = wanted;
    for (int number = 2; isTaken(list, name); ++number)
        name = fmt::format("{}-{}", wanted, number);
    return name;
}

struct Position
{
    std::string list;
    std::size_t index = 0;
    std::size_t size = 0;
};

Result<Position> positionOf(const Tree &tree, const ObjectId &object)
{
    const Result<std::string> pointer = placeOf(tree, object);
    if (!pointer)
        return tl::unexpected<Error>(pointer.error());
    const std::size_t slash = pointer->rfind('/');
    Position position;
    position.list = pointer->substr(0, slash);
    position.index = arrayIndex(pointer->substr(slash + 1)).value_or(0);
    position.size = valueAt(tree, position.list)->size();
    return position;
}

} // namespace

Result<Edits> fieldEdits(const Tree &tree, const ObjectId &object, const std::vector<FieldEdit> &fields)
{
    const Result<std::string> pointer = placeOf(tree, object);
    if (!pointer)
        return tl::unexpected<Error>(pointer.error());
    const Tree &before = *valueAt(tree, *pointer);
    Tree after = before;
    for (const FieldEdit &field : fields)
        if (const Result<void> applied = applyField(after, field); !applied)
            return tl::unexpected<Error>(applied.error());
    return difference(*pointer, before, after);
}

std::optional<std::pair<std::string, std::string>> choiceAt(const Tree &tree, const ObjectId &object,
                                                            const std::string &pointer)
{
    const Result<std::string> place = placeOf(tree, object);
    const Tree *block = place ? valueAt(tree, *place + pointer) : nullptr;
    if (!block || !block->is_object() || block->size() != 1 || !block->begin()->is_string())
        return std::nullopt;
    return std::pair(block->begin().key(), block->begin()->get<std::string>());
}

Result<Edits> choiceEdit(const Tree &tree, const ObjectId &object, const std::string &pointer,
                         const std::string &member, const FieldValue &value)
{
    const Result<std::string> place = placeOf(tree, object);
    if (!place)
        return tl::unexpected<Error>(place.error());
    Result<Edits> cleared = fieldEdits(tree, object, {{pointer + '/' + member, value}});
    if (!cleared)
        return cleared;
    const Tree *block = valueAt(tree, *place + pointer);
    if (block && block->is_object() && (block->size() > 1 || !block->contains(member)))
        return Edits{Edit{SetValue{*place + pointer, Tree{{member, toTree(value)}}}}};
    return cleared;
}

Result<Edits> blockEdit(const Tree &tree, const ObjectId &object, const std::string &pointer, bool on)
{
    const Result<std::string> place = placeOf(tree, object);
    if (!place)
        return tl::unexpected<Error>(place.error());
    const bool there = valueAt(tree, *place + pointer) != nullptr;
    if (there == on)
        return Edits{};
    if (on)
        return Edits{Edit{SetValue{*place + pointer, Tree::object()}}};
    return Edits{Edit{RemoveValue{*place + pointer}}};
}

Result<Edits> targetsEdit(const Tree &tree, const ObjectId &route,
                          const std::vector<std::pair<std::string, int>> &targets)
{
    const Result<std::string> place = placeOf(tree, route);
    if (!place)
        return tl::unexpected<Error>(place.error());
    Tree list = Tree::array();
    for (const auto &[service, weight] : targets) {
        Tree target = {{"service", service}};
        if (targets.size() > 1)
            target["weight"] = weight;
        list.push_back(std::move(target));
    }
    Edits edits;
    const Tree &object = *valueAt(tree, *place);
    for (const char *other : {"respond", "redirect"})
        if (object.contains(other))
            edits.push_back(Edit{RemoveValue{*place + '/' + other}});
    if (!object.contains("to") || object.at("to") != list)
        edits.push_back(Edit{SetValue{*place + "/to", std::move(list)}});
    return edits;
}

Result<NewObject> newObject(const Tree &tree, const std::string &kind, const std::string &wanted,
                            const std::vector<FieldEdit> &fields)
{
    const Tree *list = valueAt(tree, '/' + kind);
    const bool there = list && list->is_array();
    NewObject made;
    made.name = there ? freeName(*list, wanted) : wanted;
    Tree object = {{"name", made.name}};
    for (const FieldEdit &field : fields)
        if (const Result<void> applied = applyField(object, field); !applied)
            return tl::unexpected<Error>(applied.error());
    if (there)
        made.edits.push_back(Edit{InsertItem{'/' + kind, list->size(), std::move(object)}});
    else
        made.edits.push_back(Edit{SetValue{'/' + kind, Tree::array({std::move(object)})}});
    return made;
}

Result<NewObject> copyOfObject(const Tree &tree, const ObjectId &object)
{
    const Result<Position> position = positionOf(tree, object);
    if (!position)
        return tl::unexpected<Error>(position.error());
    const Tree &list = *valueAt(tree, position->list);
    Tree copy = list[position->index];
    NewObject made;
    made.name = freeName(list, object.name + "-copy");
    copy["name"] = made.name;
    made.edits.push_back(Edit{InsertItem{position->list, position->index + 1, std::move(copy)}});
    return made;
}

Result<Edits> removeObject(const Tree &tree, const ObjectId &object)
{
    const Result<std::string> place = placeOf(tree, object);
    if (!place)
        return tl::unexpected<Error>(place.error());
    return Edits{Edit{RemoveValue{*place}}};
}

Result<Edits> moveObject(const Tree &tree, const ObjectId &object, int by)
{
    const Result<Position> position = positionOf(tree, object);
    if (!position)
        return tl::unexpected<Error>(position.error());
    const auto to = std::ptrdiff_t(position->index) + by;
    if (to < 0 || to >= std::ptrdiff_t(position->size))
        return failure(ErrorKind::NotFound, fmt::format("{} stands at the end already.", object.name));
    return Edits{Edit{MoveItem{position->list, position->index, std::size_t(to)}}};
}

Edits renameObject(const ObjectId &object, const std::string &name)
{
    return {Edit{RenameObject{object.kind, object.name, name}}};
}

Result<Edits> addEndpoint(const Tree &tree, const ObjectId &service, const std::string &address)
{
    const Result<std::string> place = placeOf(tree, service);
    if (!place)
        return tl::unexpected<Error>(place.error());
    const Tree *list = valueAt(tree, *place + "/endpoints");
    const Tree endpoint = {{"address", address}};
    if (list && list->is_array())
        return Edits{Edit{InsertItem{*place + "/endpoints", list->size(), endpoint}}};
    return Edits{Edit{SetValue{*place + "/endpoints", Tree::array({endpoint})}}};
}

Result<Edits> removeEndpoint(const Tree &tree, const ObjectId &service, std::size_t index)
{
    const Result<std::string> place = placeOf(tree, service);
    if (!place)
        return tl::unexpected<Error>(place.error());
    const std::string pointer = fmt::format("{}/endpoints/{}", *place, index);
    if (!valueAt(tree, pointer))
        return failure(ErrorKind::NotFound, fmt::format("{} has no such endpoint.", service.name));
    return Edits{Edit{RemoveValue{pointer}}};
}

Result<Edits> textEdit(const Tree &tree, const ObjectId &object, const std::string &text, TextFormat format)
{
    const Result<std::string> place = placeOf(tree, object);
    if (!place)
        return tl::unexpected<Error>(place.error());
    Result<Tree> read = readValue(text, format);
    if (!read)
        return tl::unexpected<Error>(read.error());
    if (!read->is_object() || !read->contains("name") || !read->at("name").is_string())
        return failure(ErrorKind::InvalidInput, "The text is no object with a name.", {},
                       "Write its fields one a line, such as  name: orders");
    const std::string name = read->at("name").get<std::string>();
    Edits edits;
    if (name != object.name) {
        edits = renameObject(object, name);
        (*read)["name"] = object.name;
    }
    Edits changes = difference(*place, *valueAt(tree, *place), *read);
    changes.insert(changes.end(), edits.begin(), edits.end());
    return changes;
}

} // namespace gatehouse
