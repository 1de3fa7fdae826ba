#include "core/control/breakerbook.h"

#include "core/control/fleetaggregator.h"

#include <algorithm>
#include <set>

namespace gatehouse {

namespace {

constexpr std::size_t Most = 256;

/// The change that holds at a time; null before the first.
const BreakerChange *at(const std::vector<BreakerChange> &changes, WallTime time)
{
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), time,
                         [](WallTime t, const BreakerChange &change) { return t < change.since; });
    return after == changes.begin() ? nullptr : &*std::prev(after);
}

} // namespace

void BreakerBook::take(const GatewayName &gateway, const Telemetry &telemetry)
{
    for (const ServiceTelemetry &service : telemetry.services) {
        if (!service.breaker)
            continue;
        std::vector<BreakerChange> &changes = m_changes[{service.name, gateway}];
        BreakerChange change{service.breaker->since.value_or(telemetry.takenAt), service.breaker->state,
                             service.breaker->reason};
        if (!changes.empty()) {
            const BreakerChange &last = changes.back();
            const bool sameTime = !service.breaker->since || *service.breaker->since <= last.since;
            if (last.phase == change.phase && sameTime)
                continue;
            // Seen as closed since before we began to look: times never go back.
            change.since = std::max(change.since, last.since);
        }
        changes.push_back(std::move(change));
        if (changes.size() > Most)
            changes.erase(changes.begin());
    }
}

void BreakerBook::forget(const GatewayName &gateway)
{
    std::erase_if(m_changes, [&gateway](const auto &entry) { return entry.first.second == gateway; });
}

const std::vector<BreakerChange> &BreakerBook::history(const GatewayName &gateway,
                                                       const ServiceName &service) const
{
    static const std::vector<BreakerChange> none;
    const auto found = m_changes.find({service, gateway});
    return found == m_changes.end() ? none : found->second;
}

std::vector<BreakerChange> BreakerBook::worst(const ServiceName &service) const
{
    std::vector<const std::vector<BreakerChange> *> all;
    std::set<WallTime> times;
    for (auto entry = m_changes.lower_bound({service, GatewayName()});
         entry != m_changes.end() && entry->first.first == service; ++entry) {
        all.push_back(&entry->second);
        for (const BreakerChange &change : entry->second)
            times.insert(change.since);
    }
    std::vector<BreakerChange> merged;
    for (const WallTime time : times) {
        const BreakerChange *worst = nullptr;
        for (const auto *changes : all) {
            const BreakerChange *change = at(*changes, time);
            if (change && (!worst || badness(change->phase) > badness(worst->phase)))
                worst = change;
        }
        if (merged.empty() || merged.back().phase != worst->phase)
            merged.push_back({time, worst->phase, worst->reason});
    }
    return merged;
}

} // namespace gatehouse
