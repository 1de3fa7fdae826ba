#pragma once

#include "core/base/result.h"
#include "core/control/objectid.h"
#include "core/model/document.h"
#include "core/model/edit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gatehouse {

using Edits = std::vector<Edit>;

/// What a form can write into a field: forms know neither trees nor JSON. Pairs are lists of {name, value}
/// texts, an empty list of them removes nothing by itself.
using FieldValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// One field of an object. The pointer is relative to it ("/timeouts/request"); objects on the way are made
/// where they are missing. No value takes the field away, and with it every object on the way that is empty
/// then, so that a field that goes back to its default leaves nothing behind. `keepEmpty` names the ancestor
/// that stays all the same
/// ("/circuitBreaker": empty means "on with its defaults").
struct FieldEdit
{
    std::string pointer;
    std::optional<FieldValue> value{};
    std::string keepEmpty{};
};

/// Errors: NotFound where there is no such object; InvalidInput where something on the way is no object.
[[nodiscard]] Result<Edits> fieldEdits(const Tree &tree, const ObjectId &object,
                                       const std::vector<FieldEdit> &fields);

/// The one member of such a block as the draft has it, with its text; none where the block is absent or
/// otherwise.
[[nodiscard]] std::optional<std::pair<std::string, std::string>>
choiceAt(const Tree &tree, const ObjectId &object, const std::string &pointer);

/// A whole block ("/match/path") replaced by one member: for choices of one among several, such as
/// `{exact: /a}` or `{prefix: /a}`.
[[nodiscard]] Result<Edits> choiceEdit(const Tree &tree, const ObjectId &object, const std::string &pointer,
                                       const std::string &member, const FieldValue &value);

/// A block switched on with its defaults (`circuitBreaker: {}`), or taken away.
[[nodiscard]] Result<Edits> blockEdit(const Tree &tree, const ObjectId &object, const std::string &pointer,
                                      bool on);

/// Several targets with their weights, in place of whatever the route did before. A single target has no
/// weight.
[[nodiscard]] Result<Edits> targetsEdit(const Tree &tree, const ObjectId &route,
                                        const std::vector<std::pair<std::string, int>> &targets);

/// A new object at the end of its list (which is made where it is missing) with a name that is free:
/// `wanted`, or `wanted-2` and so on. The fields are as in fieldEdits().
struct NewObject
{
    Edits edits;
    std::string name;
};
[[nodiscard]] Result<NewObject> newObject(const Tree &tree, const std::string &kind,
                                          const std::string &wanted, const std::vector<FieldEdit> &fields);
/// A copy behind the original.
[[nodiscard]] Result<NewObject> copyOfObject(const Tree &tree, const ObjectId &object);
[[nodiscard]] Result<Edits> removeObject(const Tree &tree, const ObjectId &object);
/// One place up (−1) or down (+1) among its kind. Errors: NotFound at the end.
[[nodiscard]] Result<Edits> moveObject(const Tree &tree, const ObjectId &object, int by);
[[nodiscard]] Edits renameObject(const ObjectId &object, const std::string &name);

/// An endpoint at the end of a service's list, or without it.
[[nodiscard]] Result<Edits> addEndpoint(const Tree &tree, const ObjectId &service,
                                        const std::string &address);
[[nodiscard]] Result<Edits> removeEndpoint(const Tree &tree, const ObjectId &service, std::size_t index);

/// The object as the text says, from the source view. A name that differs renames the object and what refers
/// to it. Errors: InvalidInput with line and column in `where`.
[[nodiscard]] Result<Edits> textEdit(const Tree &tree, const ObjectId &object, const std::string &text,
                                     TextFormat format);

} // namespace gatehouse
