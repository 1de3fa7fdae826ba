#include "core/model/objectplace.h"

#include "core/model/pointerpath.h"

#include <algorithm>
#include <charconv>

namespace gatehouse {

namespace {

const std::string *nameOf(const Tree &object)
{
    if (!object.is_object())
        return nullptr;
    const auto name = object.find("name");
    return name != object.end() && name->is_string() ? &name->get_ref<const std::string &>() : nullptr;
}

std::string pointerText(const std::vector<std::string> &tokens, std::size_t first)
{
    PointerPath path;
    for (std::size_t i = first; i < tokens.size(); ++i)
        path.push(tokens[i]);
    return path.str();
}

/// Null where there is no such child. `AnyTree` is Tree or const Tree.
template <class AnyTree> AnyTree *childOf(AnyTree &tree, const std::string &token)
{
    if (tree.is_object()) {
        const auto found = tree.find(token);
        return found == tree.end() ? nullptr : &*found;
    }
    if (tree.is_array()) {
        const std::optional<std::size_t> index = arrayIndex(token);
        return index && *index < tree.size() ? &tree[*index] : nullptr;
    }
    return nullptr;
}

template <class AnyTree> AnyTree *descend(AnyTree &tree, std::string_view pointer)
{
    const std::optional<std::vector<std::string>> tokens = pointerTokens(pointer);
    AnyTree *value = tokens ? &tree : nullptr;
    for (std::size_t i = 0; value && i < tokens->size(); ++i)
        value = childOf(*value, (*tokens)[i]);
    return value;
}

} // namespace

const std::vector<std::string_view> &objectKinds()
{
    static const std::vector<std::string_view> Kinds{
        "listeners",      "services",      "routes",    "consumers", "authProviders",
        "accessPolicies", "trustPolicies", "shardMaps", "gateways",  "environments"};
    return Kinds;
}

bool isObjectKind(std::string_view kind)
{
    return std::find(objectKinds().begin(), objectKinds().end(), kind) != objectKinds().end();
}

std::optional<std::vector<std::string>> pointerTokens(std::string_view pointer)
{
    std::vector<std::string> tokens;
    if (pointer.empty())
        return tokens;
    if (pointer.front() != '/')
        return std::nullopt;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            tokens.emplace_back();
        } else if (pointer[i] == '~') {
            if (i + 1 == pointer.size() || (pointer[i + 1] != '0' && pointer[i + 1] != '1'))
                return std::nullopt;
            tokens.back() += pointer[++i] == '1' ? '/' : '~';
        } else {
            tokens.back() += pointer[i];
        }
    }
    return tokens;
}

std::optional<std::size_t> arrayIndex(std::string_view token)
{
    std::size_t index = 0;
    if (token.empty() || (token.size() > 1 && token.front() == '0'))
        return std::nullopt;
    const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (code != std::errc{} || end != token.data() + token.size())
        return std::nullopt;
    return index;
}

const Tree *valueAt(const Tree &tree, std::string_view pointer)
{
    return descend(tree, pointer);
}

Tree *valueAt(Tree &tree, std::string_view pointer)
{
    return descend(tree, pointer);
}

std::optional<ObjectPlace> objectOf(std::string_view pointer, const Tree &tree)
{
    const std::optional<std::vector<std::string>> tokens = pointerTokens(pointer);
    if (!tokens)
        return std::nullopt;
    ObjectPlace place;
    if (tokens->empty())
        return place;
    place.kind = tokens->front();
    if (!isObjectKind(place.kind) || tokens->size() == 1) {
        place.pointer = pointerText(*tokens, 1);
        return place;
    }
    const Tree *list = childOf(tree, place.kind);
    const Tree *object = list ? childOf(*list, (*tokens)[1]) : nullptr;
    if (!object)
        return std::nullopt;
    if (const std::string *name = nameOf(*object))
        place.name = *name;
    place.pointer = pointerText(*tokens, 2);
    return place;
}

std::optional<std::string> pointerOf(std::string_view kind, std::string_view name, const Tree &tree)
{
    const Tree *list = isObjectKind(kind) ? childOf(tree, std::string(kind)) : nullptr;
    if (!list || !list->is_array())
        return std::nullopt;
    for (std::size_t index = 0; index < list->size(); ++index) {
        const std::string *candidate = nameOf((*list)[index]);
        if (candidate && *candidate == name) {
            PointerPath path;
            path.push(kind);
            path.push(index);
            return path.str();
        }
    }
    return std::nullopt;
}

} // namespace gatehouse
