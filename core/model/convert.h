#pragma once

#include "core/model/document.h"

#include <string>

namespace gatehouse {

/// A tree as a new text: JSON with two blanks a level, or YAML in block style with short collections on one
/// line. Reading it gives the same tree. To change an existing text, use core/model/splice.h, which keeps
/// comments.
[[nodiscard]] std::string toText(const Tree &tree, TextFormat format);

} // namespace gatehouse
