#pragma once

#include "core/events/actor.h"
#include "ui/welcome/welcomepage.h"

#include <vector>

namespace gatehouse {

/// The user's login name, for histories.
[[nodiscard]] Actor whoAmI();
/// What of this machine matters to the welcome page.
[[nodiscard]] std::vector<FoundHere> lookAround();

} // namespace gatehouse
