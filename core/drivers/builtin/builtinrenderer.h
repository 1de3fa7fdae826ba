#pragma once

#include "core/control/driver.h"

namespace gatehouse {

/// What is sent to a built-in gateway: the document itself without `gateways` and `environments`, which are
/// never pushed. Every field is exact, but for those that this version refuses (core/model/enforced.h).
[[nodiscard]] Rendering renderForBuiltin(const Document &document);

} // namespace gatehouse
