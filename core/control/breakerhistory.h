#pragma once

#include "core/base/clock.h"
#include "core/model/telemetry.h"

#include <string>
#include <vector>

namespace gatehouse {

/// One state of a breaker from `since` until the next one.
struct BreakerChange
{
    WallTime since{};
    BreakerPhase phase{};
    std::string reason; ///< the gateway's words; empty where it has none

    bool operator==(const BreakerChange &) const = default;
};

/// The worst state over several breakers at each time. Each history is in order, oldest first; a breaker that
/// told nothing yet does not count.
[[nodiscard]] std::vector<BreakerChange> worstOf(const std::vector<std::vector<BreakerChange>> &histories);

} // namespace gatehouse
