#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"
#include "core/base/result.h"
#include "core/events/actor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// Numbers published versions of a workspace from 1 on, without gaps.
enum class RevisionNumber : std::uint64_t {};

/// What became of one gateway in one publication.
enum class GatewayResult {
    Waiting, ///< not begun; after a crash also: begun and the end is not known
    Pushing,
    Applied, ///< read back and equal
    Unchanged, ///< it ran this already
    Failed, ///< see the error
    Held, ///< not begun because one before it failed, or left out by the user
    Cancelled,
};

/// The stable words: "waiting", "pushing", "applied", "unchanged", "failed", "held", "cancelled".
const char *word(GatewayResult result);

/// One gateway's part in a publication.
struct GatewayOutcome
{
    GatewayName gateway;
    GatewayResult result = GatewayResult::Waiting;
    std::optional<Error> error{}; ///< for Failed
    std::optional<std::uint64_t> nativeRevision{}; ///< where the gateway counts its own
    std::string backupFile{}; ///< what was there before, where a backup was made
    WallTime at{}; ///< of the last change of `result`

    bool operator==(const GatewayOutcome &) const = default;
};

/// A numbered publication. It is recorded before the first gateway is touched, and each gateway's outcome as
/// it comes, so that a crash in the middle shows which gateways are not known. The document itself is kept
/// with it and asked for by number (RevisionBook).
struct Revision
{
    RevisionNumber number{};
    std::string hash; ///< documentHash of what was pushed
    std::string message; ///< the user's words; may be empty
    Actor who;
    WallTime at{};
    EnvironmentName environment; ///< empty: none was chosen
    std::optional<RevisionNumber> goesBackTo{}; ///< a roll back: the revision whose document it repeats
    std::vector<GatewayOutcome> outcomes{}; ///< in the order of pushing
    bool finished = false; ///< false while it runs, and for ever if the program died

    bool operator==(const Revision &) const = default;
};

} // namespace gatehouse
