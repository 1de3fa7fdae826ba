#pragma once

#include "core/events/eventstore.h"
#include "core/events/workspacestore.h"

namespace gatehouse {

/// Rebuilds a workspace from its events, with the help of a snapshot where there is a good one. Errors:
/// Unreadable.
[[nodiscard]] Result<LoadedWorkspace> loadWorkspace(const EventStore &store);

} // namespace gatehouse
