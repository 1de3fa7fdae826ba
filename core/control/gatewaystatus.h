#pragma once

#include "core/base/clock.h"
#include "core/control/driver.h"
#include "core/events/revision.h"
#include "core/model/telemetry.h"
#include "core/model/values.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse {

enum class ConnectionState {
    Connecting, ///< not answered yet since it was named
    Live, ///< the newest sample came within three seconds
    Stale, ///< silent for three seconds or more; the last sample is kept and shown with its age
    Unreachable, ///< it says no, or nobody is there; see `error`. The last sample is kept and shown with its
                 ///< age
};

/// How what runs relates to what this workspace published, in one word for a table's cell.
enum class SyncState {
    Unknown, ///< not read yet, or it cannot be told
    InSync, ///< runs what was published to it last
    Behind, ///< runs an earlier revision of this workspace
    ChangedOutside, ///< see `drift`
    Unmanaged, ///< nothing was published to it by this workspace
    ObservedOnly, ///< publishing is off for it
};

/// What a gateway should run, as the workspace's revisions say.
struct GatewayTarget
{
    Gateway gateway;
    std::optional<RevisionNumber> desired{}; ///< published to it last
    std::string desiredHash{};
    std::map<std::string, RevisionNumber>
        known{}; ///< hash → newest revision of this workspace that has it; 0: what it began with

    bool operator==(const GatewayTarget &) const = default;
};

/// Everything that is known about one gateway of the environment now.
struct GatewayStatus
{
    GatewayTarget target;
    ConnectionState connection = ConnectionState::Connecting;
    std::optional<Error>
        error{}; ///< of the newest call, where it failed: no connection, wrong token, rubbish, silence
    std::optional<GatewayIdentity> identity{};
    Capabilities capabilities;
    std::shared_ptr<const Telemetry> telemetry{}; ///< the newest; none before the first
    std::optional<std::chrono::milliseconds> age{}; ///< since the newest sample came, by our own steady clock
    std::string hash{}; ///< of the document that it runs; empty where it runs none of ours
    std::optional<RevisionNumber>
        acknowledged{}; ///< the revision of this workspace that it runs; none: another
    std::optional<std::uint64_t> nativeRevision{};
    SyncState sync = SyncState::Unknown;
    std::optional<Drift> drift{}; ///< of the newest check, made every 30 s
    std::optional<WallTime> driftCheckedAt{};
    std::optional<Error> driftError{}; ///< the check itself failed
};

} // namespace gatehouse
