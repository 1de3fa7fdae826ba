#pragma once

#include "core/model/tree.h"

#include <optional>
#include <string>
#include <vector>

/// The semantic difference of two documents, as trees as written. Objects are matched by kind and name,
/// endpoints by address, the targets of `to` by service, every other list by position. The order of objects
/// means nothing, except among routes, and neither does the order of keys.
namespace gatehouse {

struct FieldChange
{
    std::string
        pointer; ///< RFC 6901, relative to the object; in the new document where it is there, else the old
    std::optional<Tree> old; ///< as written; none where the old side does not have it
    std::optional<Tree> now; ///< as written; none where the new side does not have it
    bool operator==(const FieldChange &) const = default;
};

struct ObjectCreated
{
    std::string kind; ///< the root's key
    std::string name;
    std::string after; ///< the route before it in the new document; empty for the first, and for other kinds
    bool operator==(const ObjectCreated &) const = default;
};

/// Fields of the root that are not lists of objects are changes of the kind that is their key, without a
/// name.
struct ObjectChanged
{
    std::string kind;
    std::string name;
    std::vector<FieldChange> fields;
    bool operator==(const ObjectChanged &) const = default;
};

struct ObjectDeleted
{
    std::string kind;
    std::string name;
    bool operator==(const ObjectDeleted &) const = default;
};

/// A route that both sides have at another place among the routes that stayed.
struct ObjectMoved
{
    std::string kind;
    std::string name;
    std::string after; ///< the route before it in the new document; empty for the first
    bool operator==(const ObjectMoved &) const = default;
};

struct Diff
{
    std::vector<ObjectCreated> created;
    std::vector<ObjectChanged> changed;
    std::vector<ObjectDeleted> deleted;
    std::vector<ObjectMoved> moved; ///< as few as possible, in the new order

    bool isEmpty() const { return created.empty() && changed.empty() && deleted.empty() && moved.empty(); }
    bool operator==(const Diff &) const = default;
};

/// What changes from `before` to `after`. Objects of one kind with the same name are matched in their order;
/// linear in the size of both, but for the moves (n log n).
[[nodiscard]] Diff diffTrees(const Tree &before, const Tree &after);

/// The published form: {"created", "changed", "deleted", "moved"}. A move to the front is after null.
[[nodiscard]] Tree toTree(const Diff &diff);

} // namespace gatehouse
