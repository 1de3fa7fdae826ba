#pragma once

#include "core/base/result.h"
#include "core/gateway/dataplane.h"
#include "core/model/values.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// The words of the document: "auto", "forcedOpen", "forcedClosed", "disabled".
[[nodiscard]] const char *word(BreakerMode mode);
[[nodiscard]] std::optional<BreakerMode> breakerModeOf(std::string_view text);
/// "active", "draining", "disabled".
[[nodiscard]] std::optional<EndpointState> endpointStateOf(std::string_view text);

/// Overrides as text that is kept over a restart. Beside each stands the value of the document that it
/// replaced: an override holds only as long as the document says that.
[[nodiscard]] std::string overrideNote(const Overrides &overrides, const Model &model);
/// Those of the note that still hold for `model`. Errors: Unreadable.
[[nodiscard]] Result<Overrides> overridesFromNote(std::string_view note, const Model &model);

} // namespace gatehouse
