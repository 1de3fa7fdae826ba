#pragma once

#include "core/control/fidelity.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::haproxy {

/// A regular expression of the document (RE2) as PCRE2 reads it, anchored at both ends.
[[nodiscard]] std::string anchoredRegex(std::string_view regex);

/// In what PCRE2 may decide otherwise than RE2 about this very expression; empty where it decides the same.
[[nodiscard]] std::vector<FidelityDelta> regexDeltas(std::string_view regex);

} // namespace gatehouse::haproxy
