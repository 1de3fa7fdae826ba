#pragma once

#include "core/control/driver.h"
#include "core/drivers/builtin/adminclient.h"

namespace gatehouse {

/// What the replies of the admin API mean. Pure.

/// The error that a status from 400 on stands for: Refused (401, 403, 409), Conflict (412), Rejected (422,
/// with the gateway's findings a line each in `detail`), NotFound, Unsupported, and Internal for what it
/// cannot be asked.
[[nodiscard]] Error errorOf(const AdminReply &reply, const std::string &where);
/// Errors: Unsupported where it is no reply of a built-in gateway.
[[nodiscard]] Result<GatewayIdentity> identityOf(const AdminReply &status, const std::string &where);
/// The configuration with its ETag; the identity is filled in by the caller. Errors: Unsupported.
[[nodiscard]] Result<LiveConfig> liveConfigOf(const AdminReply &config, const std::string &where);
[[nodiscard]] Result<Telemetry> telemetryOf(const AdminReply &reply, const std::string &where);

} // namespace gatehouse
