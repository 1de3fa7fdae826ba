#pragma once

#include <string>

namespace gatehouse {

/// Names one object of a document: the root's key ("routes") and the object's name. Both empty: the root
/// itself.
struct ObjectId
{
    std::string kind;
    std::string name;

    bool operator==(const ObjectId &) const = default;
    auto operator<=>(const ObjectId &) const = default;
};

} // namespace gatehouse
