#pragma once

#include <string_view>

namespace gatehouse {

/// Whether a text is a name by the grammar of the document: `[A-Za-z0-9][A-Za-z0-9._-]{0,62}`.
[[nodiscard]] bool isObjectName(std::string_view text);

/// The grammar in words, for remedies.
inline constexpr std::string_view ObjectNameRule =
    "use 1 to 63 letters, digits, '.', '_' and '-', the first a letter or digit";

} // namespace gatehouse
