#pragma once

#include "core/model/edit.h"
#include "core/model/tree.h"

#include <vector>

namespace gatehouse {

/// Edits that lead from one tree to another, object by object where the lists hold the same ones, so that a
/// version from outside can be taken as a command with an undo. Not the fewest there could be.
[[nodiscard]] std::vector<Edit> editsBetween(const Tree &from, const Tree &to);

} // namespace gatehouse
