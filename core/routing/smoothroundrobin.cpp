#include "core/routing/smoothroundrobin.h"

#include <algorithm>

namespace gatehouse {

SmoothRoundRobin::SmoothRoundRobin(std::span<const std::uint32_t> weights)
{
    m_members.reserve(weights.size());
    for (const std::uint32_t weight : weights) {
        m_members.push_back({weight, 0});
        m_total += weight;
    }
}

void SmoothRoundRobin::setWeight(std::size_t index, std::uint32_t weight)
{
    Member &changed = m_members[index];
    if (changed.weight == weight)
        return;
    const bool joins = changed.weight == 0;
    m_total += std::int64_t{weight} - std::int64_t{changed.weight};
    changed.weight = weight;
    // Only differences between credits decide, and they stay below the sum of the weights: keep them so under
    // the new sum, around zero. One that joins stands in the middle.
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const Member &member : m_members) {
        if (member.weight > 0 && (&member != &changed || !joins)) {
            sum += member.credit;
            ++count;
        }
    }
    const std::int64_t middle = count > 0 ? sum / count : 0;
    for (Member &member : m_members)
        member.credit = std::clamp(member.credit - middle, -m_total, m_total);
    if (joins)
        changed.credit = 0;
}

std::optional<std::size_t> SmoothRoundRobin::next(std::span<const std::size_t> avoid)
{
    const auto avoided = [avoid](std::size_t member) {
        return std::find(avoid.begin(), avoid.end(), member) != avoid.end();
    };
    std::int64_t total = 0;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        Member &member = m_members[i];
        if (member.weight == 0 || (!avoid.empty() && avoided(i)))
            continue;
        member.credit += member.weight;
        total += member.weight;
        if (!best || member.credit > m_members[*best].credit)
            best = i;
    }
    if (best)
        m_members[*best].credit -= total;
    return best;
}

} // namespace gatehouse
