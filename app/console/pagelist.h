#pragma once

#include "ui/shell/pageentry.h"

namespace gatehouse {

class WorkspaceRoom;

/// The pages of the window, in the order of the navigation. The room outlives them.
[[nodiscard]] PageEntries pageList(WorkspaceRoom &room);

} // namespace gatehouse
