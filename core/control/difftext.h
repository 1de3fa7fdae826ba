#pragma once

#include "core/model/diff.h"
#include "core/model/tree.h"

#include <string>

namespace gatehouse {

/// A difference of two documents as text: for each object that differs, a line that names it ("~
/// routes/orders") and the lines of its YAML that differ with those around them, as core/control/linediff.h
/// writes them. Empty where nothing differs.
[[nodiscard]] std::string modelDiffText(const Diff &diff, const Tree &before, const Tree &after);

} // namespace gatehouse
