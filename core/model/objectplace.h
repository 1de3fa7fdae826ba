#pragma once

#include "core/model/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Where a pointer leads, in the words of the document.
struct ObjectPlace
{
    std::string kind; ///< the root's key: "routes"; empty for the root itself
    std::string name; ///< the object's; empty where the pointer leads to a whole list or a field of the root
    std::string pointer; ///< relative to the object, or to the root's key: "/match/path"

    bool operator==(const ObjectPlace &) const = default;
};

/// The root's keys that hold objects with names, in the order of the document's description.
[[nodiscard]] const std::vector<std::string_view> &objectKinds();
/// Whether `kind` is one of them.
[[nodiscard]] bool isObjectKind(std::string_view kind);

/// The object that a pointer (RFC 6901, into `tree`) leads into. The pointer's tail need not exist. Nothing
/// where the text is no pointer, or leads to an item that is not there.
[[nodiscard]] std::optional<ObjectPlace> objectOf(std::string_view pointer, const Tree &tree);
/// The way back: the pointer of the object of this kind and name (the first, where there are several),
/// without a relative part. Nothing where there is none.
[[nodiscard]] std::optional<std::string> pointerOf(std::string_view kind, std::string_view name,
                                                   const Tree &tree);

/// The tokens of an RFC 6901 pointer, unescaped. Nothing where the text is no pointer.
[[nodiscard]] std::optional<std::vector<std::string>> pointerTokens(std::string_view pointer);
/// The index that a token stands for in an array (RFC 6901: digits, no leading zero); nothing where it is
/// none.
[[nodiscard]] std::optional<std::size_t> arrayIndex(std::string_view token);
/// The value at a pointer, or null.
[[nodiscard]] const Tree *valueAt(const Tree &tree, std::string_view pointer);
[[nodiscard]] Tree *valueAt(Tree &tree, std::string_view pointer);

} // namespace gatehouse
