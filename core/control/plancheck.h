#pragma once

#include "core/control/check.h"
#include "core/control/gatewaystatus.h"
#include "core/control/publishplan.h"
#include "core/control/secrets.h"

#include <vector>

namespace gatehouse {

/// What stands for and against pushing a document, whatever the gateway. `base` is what is published; null:
/// nothing. Reads and examines both: takes long for a large document. A pure function.
[[nodiscard]] std::vector<Check> checkDocument(const Document &document, const Document *base,
                                               const Diff &changes);

/// The same for one gateway that answered. `target` is what this workspace knows of it.
[[nodiscard]] std::vector<Check> checkGateway(const Plan &plan, const GatewayTarget &target,
                                              const Model &model, const SecretVault &vault);

/// What is left of a check's verdict after the user's word: adoption and overwriting lift those that ask for
/// it.
[[nodiscard]] CheckVerdict verdictUnder(const Check &check, const PublishOrder &order);
/// Whether a gateway may be pushed to under this order.
[[nodiscard]] bool mayPush(const GatewayPlan &plan, const PublishOrder &order);

/// Whether what the gateway runs was put there past this workspace.
[[nodiscard]] bool changedOutside(const LiveConfig &live, const GatewayTarget &target);

} // namespace gatehouse
