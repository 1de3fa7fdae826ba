#pragma once

#include "core/control/gatewaystatus.h"

#include <vector>

namespace gatehouse {

class WorkspaceSession;

/// The gateways of the session's environment, in the document's order, with what its revisions say each
/// should run.
[[nodiscard]] std::vector<GatewayTarget> targetsOf(const WorkspaceSession &session);

} // namespace gatehouse
