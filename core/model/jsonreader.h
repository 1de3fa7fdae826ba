#pragma once

#include "core/model/sourceproblems.h"
#include "core/model/sourcetext.h"

#include <optional>

namespace gatehouse {

/// Reads JSON (RFC 8259), strictly: no comments, no trailing commas, no key twice, no lone surrogate. The
/// text must be well-formed UTF-8. Nothing is returned where `problems` got an entry.
[[nodiscard]] std::optional<SourceText> readJson(std::string_view text, SourceProblems &problems);

} // namespace gatehouse
