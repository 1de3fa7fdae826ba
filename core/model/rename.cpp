#include "core/model/rename.h"

#include <array>
#include <initializer_list>
#include <vector>

namespace gatehouse {

namespace {

/// One place where an object of a kind is referred to. A path's token `*` stands for every item of a list.
struct Reference
{
    std::string_view kind;
    enum class Form { Value, Key } form; ///< Key: the names are the keys of the object there
    std::vector<std::string_view> path;
};

const std::vector<Reference> &references()
{
    using Form = Reference::Form;
    static const std::vector<Reference> All{
        {"listeners", Form::Value, {"routes", "*", "listeners", "*"}},
        {"listeners", Form::Key, {"gateways", "*", "listeners"}},
        {"services", Form::Value, {"routes", "*", "to", "*", "service"}},
        {"services", Form::Value, {"routes", "*", "mirror", "service"}},
        {"authProviders", Form::Value, {"routes", "*", "auth", "providers", "*"}},
        {"authProviders", Form::Value, {"consumers", "*", "match", "provider"}},
        {"accessPolicies", Form::Value, {"routes", "*", "access"}},
        {"accessPolicies", Form::Value, {"trustPolicies", "*", "resource", "access"}},
        {"trustPolicies", Form::Value, {"routes", "*", "trust"}},
        {"gateways", Form::Value, {"environments", "*", "gateways", "*"}},
    };
    return All;
}

struct Names
{
    const std::string &from;
    const std::string &to;
};

std::size_t renameKey(Tree &tree, const Names &names)
{
    if (!tree.is_object() || !tree.contains(names.from))
        return 0;
    // Where the new key was there already it led nowhere, and one of them must go.
    if (names.from != names.to)
        tree.erase(names.to);
    // Keys are constant in the map's pairs; a new map keeps the order.
    Tree renamed = Tree::object();
    for (auto &[key, value] : tree.get_ref<Tree::object_t &>())
        renamed.get_ref<Tree::object_t &>().emplace_back(key == names.from ? names.to : key,
                                                         std::move(value));
    tree = std::move(renamed);
    return 1;
}

std::size_t renameAt(Tree &tree, const Reference &reference, std::size_t depth, const Names &names)
{
    if (depth == reference.path.size()) {
        if (reference.form == Reference::Form::Key)
            return renameKey(tree, names);
        if (tree != names.from)
            return 0;
        tree = names.to;
        return 1;
    }
    std::size_t count = 0;
    if (reference.path[depth] == "*") {
        if (tree.is_array()) {
            for (Tree &item : tree)
                count += renameAt(item, reference, depth + 1, names);
        }
    } else if (tree.is_object()) {
        const auto child = tree.find(std::string(reference.path[depth]));
        if (child != tree.end())
            count = renameAt(*child, reference, depth + 1, names);
    }
    return count;
}

template <class Visit> void forEachChanges(Tree &tree, const Visit &visit)
{
    if (!tree.is_object() || !tree.contains("environments") || !tree.at("environments").is_array())
        return;
    for (Tree &environment : tree.at("environments")) {
        if (environment.is_object() && environment.contains("changes"))
            visit(environment.at("changes"));
    }
}

} // namespace

std::size_t renameReferences(Tree &tree, std::string_view kind, const std::string &from,
                             const std::string &to)
{
    std::size_t count = 0;
    for (const Reference &reference : references()) {
        if (reference.kind != kind)
            continue;
        count += renameAt(tree, reference, 0, {from, to});
        forEachChanges(tree, [&](Tree &changes) { count += renameAt(changes, reference, 0, {from, to}); });
    }
    return count;
}

std::size_t renameInChanges(Tree &tree, std::string_view kind, const std::string &from, const std::string &to)
{
    const Reference name{kind, Reference::Form::Value, {kind, "*", "name"}};
    std::size_t count = 0;
    forEachChanges(tree, [&](Tree &changes) { count += renameAt(changes, name, 0, {from, to}); });
    return count;
}

} // namespace gatehouse
