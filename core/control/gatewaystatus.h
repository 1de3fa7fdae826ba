#pragma once

#include "core/base/clock.h"
#include "core/control/driver.h"
#include "core/events/revision.h"
#include "core/model/telemetry.h"
#include "core/model/values.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse {

enum class ConnectionState {
    Connecting, ///< not answered yet since it was named
    Live, ///< the newest sample came within three seconds
    Stale, ///< silent for three seconds or more; the last sample is kept and shown with its age
    Unreachable, ///< the last call failed; see `error`. The last sample is kept
};

/// How what runs relates to what this workspace published, in one word for a table's cell.
enum class SyncState {
    Unknown, ///< not read yet, or not reachable
    InSync, ///< runs the last published revision
    Behind, ///< runs an earlier one of this workspace
    ChangedOutside, ///< see `drift`
    Unmanaged, ///< nothing was ever pushed by us
    ObservedOnly, ///< publishing is off for it
};

/// Everything that is known about one gateway of the environment now.
struct GatewayStatus
{
    Gateway gateway;
    ConnectionState connection = ConnectionState::Connecting;
    std::optional<Error> error{}; ///< for Unreachable: tells no connection, wrong token and rubbish apart
    std::optional<GatewayIdentity> identity{};
    Capabilities capabilities;
    std::shared_ptr<const Telemetry> telemetry{}; ///< the newest; none before the first
    std::chrono::milliseconds age{0}; ///< since the newest sample was received, by our own steady clock
    std::optional<RevisionNumber> desired{}; ///< last published to it by this workspace
    std::string desiredHash; ///< empty where nothing was published
    std::string acknowledgedHash; ///< as its telemetry or identity says; empty where it runs nothing of ours
    std::optional<std::uint64_t> nativeRevision{};
    SyncState sync = SyncState::Unknown;
    std::optional<Drift> drift{}; ///< of the newest check, made every 30 s
    std::optional<WallTime> driftCheckedAt{};
    std::optional<Error> driftError{}; ///< the check itself failed
};

} // namespace gatehouse
