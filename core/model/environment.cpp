#include "core/model/environment.h"

#include "core/model/objectplace.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace gatehouse {

namespace {

const std::string *nameOf(const Tree &item)
{
    if (!item.is_object())
        return nullptr;
    const auto name = item.find("name");
    return name != item.end() && name->is_string() ? &name->get_ref<const std::string &>() : nullptr;
}

/// Whether the names of a list's items tell them apart.
bool hasNames(const Tree &list)
{
    std::unordered_map<std::string_view, int> seen;
    return std::all_of(list.begin(), list.end(), [&seen](const Tree &item) {
        const std::string *name = nameOf(item);
        return name && ++seen[*name] == 1;
    });
}

void merge(Tree &tree, const Tree &changes);

void mergeByName(Tree &list, const Tree &changes)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t index = 0; index < list.size(); ++index)
        places.emplace(*nameOf(list[index]), index);
    for (const Tree &change : changes) {
        const auto found = places.find(*nameOf(change));
        if (found != places.end()) {
            merge(list[found->second], change);
        } else {
            Tree added = Tree::object();
            merge(added, change);
            list.push_back(std::move(added));
        }
    }
}

void mergeFields(Tree &object, const Tree &changes)
{
    for (const auto &[key, change] : changes.get_ref<const Tree::object_t &>()) {
        if (change.is_null())
            object.erase(key);
        else
            merge(object[key], change);
    }
}

void merge(Tree &tree, const Tree &changes)
{
    // What is new is merged into nothing, so that a null within it does not become a value.
    if (changes.is_object()) {
        if (!tree.is_object())
            tree = Tree::object();
        mergeFields(tree, changes);
        return;
    }
    const bool isNewList = !tree.is_array() || tree.empty();
    if (changes.is_array() && hasNames(changes) && (isNewList || hasNames(tree))) {
        if (isNewList)
            tree = Tree::array();
        mergeByName(tree, changes);
        return;
    }
    tree = changes;
}

} // namespace

Result<Tree> withEnvironment(Tree tree, const EnvironmentName &environment)
{
    if (environment.isEmpty())
        return tree;
    const std::optional<std::string> pointer = pointerOf("environments", environment.view(), tree);
    if (!pointer)
        return failure(ErrorKind::NotFound, fmt::format("there is no environment '{}'", environment.str()),
                       "/environments");
    const Tree *changes = valueAt(tree, *pointer + "/changes");
    if (!changes || !changes->is_object())
        return tree;
    const Tree copy = *changes;
    mergeFields(tree, copy);
    return tree;
}

std::vector<Gateway> gatewaysOf(const Model &model, const EnvironmentName &environment)
{
    if (environment.isEmpty())
        return model.gateways;
    std::vector<Gateway> gateways;
    const auto found =
        std::find_if(model.environments.begin(), model.environments.end(),
                     [&](const Environment &candidate) { return candidate.name == environment; });
    if (found == model.environments.end())
        return gateways;
    for (const Gateway &gateway : model.gateways) {
        if (std::find(found->gateways.begin(), found->gateways.end(), gateway.name) != found->gateways.end())
            gateways.push_back(gateway);
    }
    return gateways;
}

} // namespace gatehouse
