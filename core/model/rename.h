#pragma once

#include "core/model/tree.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// Changes every reference to the object of this kind (see objectKinds()) from one name to another, in the
/// document and in the changes of its environments. Returns how many there were. The object's own name stays.
std::size_t renameReferences(Tree &tree, std::string_view kind, const std::string &from,
                             const std::string &to);
/// Gives the objects that environments change under the old name the new one.
std::size_t renameInChanges(Tree &tree, std::string_view kind, const std::string &from,
                            const std::string &to);

} // namespace gatehouse
