#include "core/model/edit.h"
#include "core/model/objectplace.h"

#include <fmt/format.h>

namespace gatehouse {

namespace {

auto noEdit(std::string_view what)
{
    return failure(ErrorKind::InvalidInput, fmt::format("this is not an edit: {}", what));
}

struct Encoder
{
    Tree operator()(const SetValue &step) const
    {
        Tree tree{{"edit", "set"}, {"pointer", step.pointer}, {"value", step.value}};
        if (step.position)
            tree["position"] = *step.position;
        return tree;
    }
    Tree operator()(const RemoveValue &step) const { return {{"edit", "remove"}, {"pointer", step.pointer}}; }
    Tree operator()(const InsertItem &step) const
    {
        return {{"edit", "insert"}, {"pointer", step.pointer}, {"index", step.index}, {"value", step.value}};
    }
    Tree operator()(const MoveItem &step) const
    {
        return {{"edit", "move"}, {"pointer", step.pointer}, {"from", step.from}, {"to", step.to}};
    }
    Tree operator()(const RenameObject &step) const
    {
        return {{"edit", "rename"}, {"kind", step.kind}, {"from", step.from}, {"to", step.to}};
    }
};

bool take(const Tree &tree, const char *key, std::string &value)
{
    const auto found = tree.find(key);
    if (found == tree.end() || !found->is_string())
        return false;
    value = found->get<std::string>();
    return true;
}

bool take(const Tree &tree, const char *key, std::size_t &value)
{
    const auto found = tree.find(key);
    if (found == tree.end() || !found->is_number_unsigned())
        return false;
    value = found->get<std::size_t>();
    return true;
}

bool take(const Tree &tree, const char *key, Tree &value)
{
    const auto found = tree.find(key);
    if (found == tree.end())
        return false;
    value = *found;
    return true;
}

Result<Edit> readSet(const Tree &tree)
{
    SetValue step;
    std::size_t position = 0;
    if (!take(tree, "pointer", step.pointer) || !take(tree, "value", step.value))
        return noEdit("a set needs pointer and value");
    if (tree.contains("position")) {
        if (!take(tree, "position", position))
            return noEdit("the position of a set is an index");
        step.position = position;
    }
    return Edit{std::move(step)};
}

struct Describer
{
    const Tree &tree;
    using Action = EditDescription::Action;

    EditDescription at(const std::string &pointer, Action action) const
    {
        EditDescription description;
        description.action = action;
        if (const std::optional<ObjectPlace> place = objectOf(pointer, tree)) {
            description.kind = place->kind;
            description.name = place->name;
            description.field = place->pointer;
        }
        return description;
    }

    /// An item that is new: its name comes from the value where it is an object of the document.
    EditDescription added(const std::string &list, const Tree &value) const
    {
        EditDescription description = at(list, Action::Add);
        if (description.name.empty() && description.field.empty() && isObjectKind(description.kind)
            && value.is_object())
            take(value, "name", description.name);
        return description;
    }

    EditDescription operator()(const SetValue &step) const
    {
        const std::string parent = step.pointer.substr(0, step.pointer.empty() ? 0 : step.pointer.rfind('/'));
        const Tree *list = valueAt(tree, parent);
        if (list && list->is_array() && step.pointer.ends_with("/-"))
            return added(parent, step.value);
        return at(step.pointer, valueAt(tree, step.pointer) ? Action::Set : Action::Add);
    }
    EditDescription operator()(const RemoveValue &step) const { return at(step.pointer, Action::Remove); }
    EditDescription operator()(const InsertItem &step) const { return added(step.pointer, step.value); }
    EditDescription operator()(const MoveItem &step) const
    {
        return at(fmt::format("{}/{}", step.pointer, step.from), Action::Move);
    }
    EditDescription operator()(const RenameObject &step) const
    {
        return {Action::Rename, step.kind, step.from, "", step.to};
    }
};

} // namespace

Tree toTree(const Edit &edit)
{
    return std::visit(Encoder{}, edit.step);
}

Tree toTree(const std::vector<Edit> &edits)
{
    Tree tree = Tree::array();
    for (const Edit &edit : edits)
        tree.push_back(toTree(edit));
    return tree;
}

Result<Edit> editFromTree(const Tree &tree)
{
    std::string kind;
    if (!tree.is_object() || !take(tree, "edit", kind))
        return noEdit("it does not say which");
    if (kind == "set")
        return readSet(tree);
    if (kind == "remove") {
        RemoveValue step;
        if (take(tree, "pointer", step.pointer))
            return Edit{std::move(step)};
    }
    if (kind == "insert") {
        InsertItem step;
        if (take(tree, "pointer", step.pointer) && take(tree, "index", step.index)
            && take(tree, "value", step.value))
            return Edit{std::move(step)};
    }
    if (kind == "move") {
        MoveItem step;
        if (take(tree, "pointer", step.pointer) && take(tree, "from", step.from) && take(tree, "to", step.to))
            return Edit{std::move(step)};
    }
    if (kind == "rename") {
        RenameObject step;
        if (take(tree, "kind", step.kind) && take(tree, "from", step.from) && take(tree, "to", step.to))
            return Edit{std::move(step)};
    }
    return noEdit(fmt::format("'{}' is unknown or lacks a field", kind));
}

Result<std::vector<Edit>> editsFromTree(const Tree &tree)
{
    if (!tree.is_array())
        return noEdit("expected a list");
    std::vector<Edit> edits;
    for (const Tree &item : tree) {
        Result<Edit> edit = editFromTree(item);
        if (!edit)
            return tl::unexpected(std::move(edit.error()));
        edits.push_back(std::move(*edit));
    }
    return edits;
}

EditDescription describe(const Edit &edit, const Tree &tree)
{
    return std::visit(Describer{tree}, edit.step);
}

} // namespace gatehouse
