#pragma once

#include "core/base/result.h"
#include "core/model/document.h"

#include <string_view>

namespace gatehouse {

/// Reads the text of one value, as of one object in a source view, under the same rules and limits as a
/// document. Errors: InvalidInput; `where` is "line 3, column 5".
[[nodiscard]] Result<Tree> readValue(std::string_view text, TextFormat format);

} // namespace gatehouse
