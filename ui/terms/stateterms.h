#pragma once

#include "core/control/fidelity.h"
#include "core/control/gatewaystatus.h"
#include "core/events/revision.h"
#include "core/model/finding.h"
#include "core/model/telemetry.h"
#include "ui/terms/term.h"
#include "ui/theme/breakerswitch.h"

#include <QtCore/QString>

namespace gatehouse {

// The terms of core's states, the same on every page.

[[nodiscard]] Term termOf(HealthState health);
[[nodiscard]] Term termOf(EndpointHealthState health);
/// What the document or an override says of an endpoint.
[[nodiscard]] Term termOf(EndpointState state);
[[nodiscard]] Term termOf(BreakerPhase phase);
[[nodiscard]] BreakerArm armOf(BreakerPhase phase);
[[nodiscard]] Term termOf(Verdict verdict);
[[nodiscard]] Term termOf(Severity severity);
[[nodiscard]] Term termOf(GatewayResult result);
[[nodiscard]] Term termOf(SyncState sync);
/// Connection first; where it is live, how it is in sync: the one word of a gateway's cell.
[[nodiscard]] Term termOf(const GatewayStatus &status);
/// "Built-in", "HAProxy", …
[[nodiscard]] QString makeTitle(GatewayMake make);
/// With the version where it is known: "HAProxy 2.6.12".
[[nodiscard]] QString makeTitle(const GatewayStatus &status);

} // namespace gatehouse
