#pragma once

#include "app/ctl/output.h"
#include "core/model/finding.h"

#include <string>

namespace gatehouse::ctl {

/// "shop.yaml:31:5: warning GH0103 (route old) /routes/6/match: Never wins: …. Remove it". `tree` may be
/// null.
[[nodiscard]] std::string lineOf(const Finding &finding, const std::string &file, const Tree *tree);

/// "2 errors, 1 warning, 3 notes"; "no findings".
[[nodiscard]] std::string summaryOf(const Findings &findings);

} // namespace gatehouse::ctl
