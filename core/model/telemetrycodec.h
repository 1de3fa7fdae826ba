#pragma once

#include "core/base/result.h"
#include "core/model/telemetry.h"
#include "core/model/tree.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// The JSON form of model.md, on one line. Names that are empty and values that are not there are left out;
/// `routes` and `services` are always there, `rateLimits` where there are any.
[[nodiscard]] std::string encodeTelemetry(const Telemetry &telemetry);
[[nodiscard]] Tree telemetryTree(const Telemetry &telemetry);

/// Reads the JSON form. Unknown keys are passed over (a newer gateway may tell more), ill-typed ones and what
/// must be there (`gateway`, `takenAt`, the names in lists) are errors. Errors: InvalidInput, with the JSON
/// pointer in `where`.
[[nodiscard]] Result<Telemetry> decodeTelemetry(std::string_view json);
[[nodiscard]] Result<Telemetry> telemetryFromTree(const Tree &tree);

} // namespace gatehouse
