#pragma once

#include "core/base/result.h"
#include "core/model/tree.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Changes to a document as values: they are applied to trees, turned round for undo, and kept as events.
/// They hold pointers (RFC 6901) into the tree as it is when their turn comes: each edit of a list sees what
/// those before it did.
namespace gatehouse {

/// Puts a value in the place of another, or adds a member to an object. Everything but the last token must
/// exist. A last token `-` appends to a list. `pointer` "" replaces the whole document.
struct SetValue
{
    std::string pointer;
    Tree value;
    std::optional<std::size_t> position{}; ///< among the members, for one that is new; none: the last
    bool operator==(const SetValue &) const = default;
};

/// Takes a member or an item away.
struct RemoveValue
{
    std::string pointer;
    bool operator==(const RemoveValue &) const = default;
};

/// Puts an item before the one at `index`; the list's size appends.
struct InsertItem
{
    std::string pointer; ///< of the list
    std::size_t index = 0;
    Tree value;
    bool operator==(const InsertItem &) const = default;
};

/// Takes the item at `from` out and puts it back so that it stands at `to`.
struct MoveItem
{
    std::string pointer; ///< of the list
    std::size_t from = 0;
    std::size_t to = 0;
    bool operator==(const MoveItem &) const = default;
};

/// Gives an object another name, and all that refers to it too: targets, mirrors, policies, providers,
/// gateways, and the changes of environments.
struct RenameObject
{
    std::string kind; ///< the root's key
    std::string from;
    std::string to;
    bool operator==(const RenameObject &) const = default;
};

struct Edit
{
    std::variant<SetValue, RemoveValue, InsertItem, MoveItem, RenameObject> step;
    bool operator==(const Edit &) const = default;
};

/// The tree with the edits applied in their order; all or nothing. Errors: NotFound (the place or the object
/// does not exist), InvalidInput (no pointer, no list, an index beyond the end, a name that is no name),
/// Conflict (the new name is taken); `where` is the pointer.
[[nodiscard]] Result<Tree> applyEdits(Tree tree, const std::vector<Edit> &edits);
/// The same without a copy: changes the tree and gives back the edits that undo it. After an error the tree
/// is as it was.
[[nodiscard]] Result<std::vector<Edit>> applyInPlace(Tree &tree, const std::vector<Edit> &edits);
/// The edits that lead from the result of `edits` back to `tree`, member order included. Errors as for
/// applyEdits().
[[nodiscard]] Result<std::vector<Edit>> inverse(const Tree &tree, const std::vector<Edit> &edits);

/// `{"edit": "set|remove|insert|move|rename", …}` with the fields' names as above. For events; kept for ever.
[[nodiscard]] Tree toTree(const Edit &edit);
[[nodiscard]] Tree toTree(const std::vector<Edit> &edits);
/// Errors: InvalidInput.
[[nodiscard]] Result<Edit> editFromTree(const Tree &tree);
[[nodiscard]] Result<std::vector<Edit>> editsFromTree(const Tree &tree);

/// What an edit does, for words in a history or a menu; the words themselves are made by the UI.
struct EditDescription
{
    enum class Action { Set, Add, Remove, Move, Rename };
    Action action = Action::Set;
    std::string kind; ///< the root's key; empty where the whole document is replaced
    std::string name; ///< of the object; empty for a field of the root or a list
    std::string field; ///< pointer within the object; empty where it is the object itself
    std::string newName{}; ///< for Rename
    bool operator==(const EditDescription &) const = default;
};

/// `tree` is the one that the edit is going to be applied to.
[[nodiscard]] EditDescription describe(const Edit &edit, const Tree &tree);

} // namespace gatehouse
