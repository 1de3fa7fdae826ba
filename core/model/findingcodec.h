#pragma once

#include "core/base/result.h"
#include "core/model/finding.h"
#include "core/model/tree.h"

#include <string_view>

namespace gatehouse {

/// `{"findings": [{"code", "severity", "pointer", "line", "column", "message", "fix"}]}`; what is not known
/// is null.
[[nodiscard]] Tree findingsTree(const Findings &findings);
/// Reads that form; unknown keys are passed over. Errors: InvalidInput.
[[nodiscard]] Result<Findings> findingsFromText(std::string_view json);

} // namespace gatehouse
