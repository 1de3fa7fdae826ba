#include "core/control/breakerhistory.h"

#include "core/control/fleetview.h"

#include <algorithm>

namespace gatehouse {

std::vector<BreakerChange> worstOf(const std::vector<std::vector<BreakerChange>> &histories)
{
    std::vector<WallTime> times;
    for (const auto &history : histories) {
        for (const BreakerChange &change : history)
            times.push_back(change.since);
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());

    std::vector<std::size_t> next(histories.size(), 0); // of each history: how many changes have happened
    std::vector<BreakerChange> worst;
    for (const WallTime time : times) {
        const BreakerChange *highest = nullptr;
        for (std::size_t i = 0; i < histories.size(); ++i) {
            while (next[i] < histories[i].size() && histories[i][next[i]].since <= time)
                ++next[i];
            const BreakerChange *now = next[i] > 0 ? &histories[i][next[i] - 1] : nullptr;
            if (now && (!highest || badness(now->phase) > badness(highest->phase)))
                highest = now;
        }
        if (highest && (worst.empty() || worst.back().phase != highest->phase))
            worst.push_back({time, highest->phase, highest->reason});
    }
    return worst;
}

} // namespace gatehouse
