#pragma once

#include "core/model/sourceproblems.h"
#include "core/model/sourcetext.h"

#include <optional>

namespace gatehouse {

/// Reads one document of YAML 1.2 by the core schema; aliases are expanded. Tags, `<<`, keys that are no
/// scalars, a second document and aliases that multiply too much are refused. The text must be well-formed
/// UTF-8. Nothing is returned where `problems` got an entry. This is the only file that knows libfyaml.
[[nodiscard]] std::optional<SourceText> readYaml(std::string_view text, SourceProblems &problems);

} // namespace gatehouse
