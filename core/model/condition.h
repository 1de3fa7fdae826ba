#pragma once

#include "core/model/values.h"

#include <string>

/// What conditions on headers and query parameters say about each other. Names are not looked at here.
namespace gatehouse {

/// Whether a value meets the condition; a condition on absence meets none.
[[nodiscard]] bool meets(const std::string &value, const ValueMatch &condition);
/// Whether no value, nor the lack of one, can meet both.
[[nodiscard]] bool contradict(const ValueMatch &a, const ValueMatch &b);
/// Whether whatever meets `given` surely meets `wanted`.
[[nodiscard]] bool implies(const ValueMatch &given, const ValueMatch &wanted);
/// Whether the text is a regular expression that RE2 matches as a whole.
[[nodiscard]] bool fullyMatches(const std::string &text, const std::string &regex);

} // namespace gatehouse
