#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// The text behind a line that carries its length and SHA-256, so that a file cut short or changed is seen.
/// This guards against damage, not against a forger.
[[nodiscard]] std::string seal(std::string_view text);
/// The text without that line. Errors: Unreadable, with what does not fit.
[[nodiscard]] Result<std::string> unseal(std::string_view sealed);

} // namespace gatehouse
