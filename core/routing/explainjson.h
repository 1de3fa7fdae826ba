#pragma once

#include "core/model/tree.h"
#include "core/routing/explain.h"

namespace gatehouse {

/// The published form: `{"route", "status", "to": [{"service", "weight"}], "upstreamPath", "params",
/// "candidates":
/// [{"route", "matched", "reason", "detail"}]}`; what is not there is null.
[[nodiscard]] Tree toJson(const Explanation &explanation);

} // namespace gatehouse
