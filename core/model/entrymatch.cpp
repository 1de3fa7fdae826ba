#include "core/model/entrymatch.h"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>

namespace gatehouse {

namespace {

/// What tells an item from its neighbours; empty where nothing does.
std::string identityOf(const Tree &item)
{
    if (item.is_object()) {
        for (const char *key : {"name", "address", "service"}) {
            const auto found = item.find(key);
            if (found != item.end() && found->is_string())
                return key + (' ' + found->get_ref<const std::string &>());
        }
    }
    return {};
}

/// Marks the longest rising run of old indices as staying (patience sorting; Aldous and Diaconis 1999).
void markStays(EntryMatch &match)
{
    match.stays.assign(match.oldOf.size(), false);
    std::vector<std::size_t> piles; // new index on top of each pile
    std::vector<std::optional<std::size_t>> below(match.oldOf.size());
    for (std::size_t i = 0; i < match.oldOf.size(); ++i) {
        if (!match.oldOf[i])
            continue;
        const auto place =
            std::lower_bound(piles.begin(), piles.end(), i, [&match](std::size_t top, std::size_t candidate) {
                return *match.oldOf[top] < *match.oldOf[candidate];
            });
        if (place != piles.begin())
            below[i] = *(place - 1);
        if (place == piles.end())
            piles.push_back(i);
        else
            *place = i;
    }
    std::optional<std::size_t> at = piles.empty() ? std::nullopt : std::optional(piles.back());
    while (at) {
        match.stays[*at] = true;
        at = below[*at];
    }
}

/// What is left unmatched between two neighbours that stay.
struct Gap
{
    std::vector<std::size_t> old;
    std::vector<std::size_t> fresh;
};

std::vector<Gap> gapsOf(const EntryMatch &match)
{
    std::vector<bool> used(match.oldCount, false);
    for (const std::optional<std::size_t> &old : match.oldOf) {
        if (old)
            used[*old] = true;
    }
    std::vector<Gap> gaps(1);
    std::size_t nextOld = 0;
    const auto closeAt = [&](std::size_t end) {
        for (; nextOld < end; ++nextOld) {
            if (!used[nextOld])
                gaps.back().old.push_back(nextOld);
        }
    };
    for (std::size_t i = 0; i < match.oldOf.size(); ++i) {
        if (match.stays[i]) {
            closeAt(*match.oldOf[i]);
            gaps.emplace_back();
        } else if (!match.oldOf[i]) {
            gaps.back().fresh.push_back(i);
        }
    }
    closeAt(match.oldCount);
    return gaps;
}

enum class Evidence { SamePosition, None };

/// Matches what is left over between neighbours that stay, in order, where `alike` allows it.
template <class Alike> void matchLeftovers(EntryMatch &match, const Alike &alike)
{
    // A long gap is not searched to its end: what moved that far within it is not the same entry.
    constexpr std::size_t Reach = 8;
    for (const Gap &gap : gapsOf(match)) {
        const bool samePositions = gap.old.size() == gap.fresh.size();
        std::size_t nextOld = 0;
        for (std::size_t i = 0; i < gap.fresh.size(); ++i) {
            if (samePositions) {
                if (alike(gap.old[i], gap.fresh[i], Evidence::SamePosition))
                    match.oldOf[gap.fresh[i]] = gap.old[i];
                continue;
            }
            const std::size_t end = std::min(gap.old.size(), nextOld + Reach);
            for (std::size_t candidate = nextOld; candidate < end; ++candidate) {
                if (alike(gap.old[candidate], gap.fresh[i], Evidence::None)) {
                    match.oldOf[gap.fresh[i]] = gap.old[candidate];
                    nextOld = candidate + 1;
                    break;
                }
            }
        }
    }
    markStays(match);
}

/// Whether at least half of the members are equal, as after a rename.
bool isAlike(const Tree &before, const Tree &now)
{
    if (!before.is_object() || !now.is_object())
        return before.is_structured() == now.is_structured() && before.is_array() == now.is_array();
    std::size_t equal = 0;
    for (const auto &[key, value] : now.get_ref<const Tree::object_t &>()) {
        const auto found = before.find(key);
        equal += found != before.end() && *found == value ? 1 : 0;
    }
    return 2 * equal >= std::max(before.size(), now.size());
}

std::string valueKey(const Tree &item)
{
    return item.dump(-1, ' ', false, Tree::error_handler_t::replace);
}

using Places = std::unordered_map<std::string, std::deque<std::size_t>>;

void take(Places &places, const std::string &key, std::optional<std::size_t> &old)
{
    const auto found = places.find(key);
    if (found == places.end() || found->second.empty())
        return;
    old = found->second.front();
    found->second.pop_front();
}

} // namespace

bool EntryMatch::isUnmoved() const
{
    return oldOf.size() == oldCount && stayCount() == oldCount;
}

bool EntryMatch::hasMoves() const
{
    for (std::size_t i = 0; i < oldOf.size(); ++i) {
        if (oldOf[i] && !stays[i])
            return true;
    }
    return false;
}

std::size_t EntryMatch::stayCount() const
{
    return static_cast<std::size_t>(std::count(stays.begin(), stays.end(), true));
}

EntryMatch matchMembers(const Tree &before, const Tree &now)
{
    EntryMatch match{std::vector<std::optional<std::size_t>>(now.size()), {}, before.size()};
    Places places;
    for (std::size_t i = 0; i < before.size(); ++i)
        places[memberAt(before, i).first].push_back(i);
    for (std::size_t i = 0; i < now.size(); ++i)
        take(places, memberAt(now, i).first, match.oldOf[i]);
    markStays(match);
    matchLeftovers(match, [&](std::size_t old, std::size_t fresh, Evidence) {
        return memberAt(before, old).second == memberAt(now, fresh).second;
    });
    return match;
}

EntryMatch matchItems(const Tree &before, const Tree &now)
{
    EntryMatch match{std::vector<std::optional<std::size_t>>(now.size()), {}, before.size()};
    Places named;
    Places others;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::string identity = identityOf(before[i]);
        if (identity.empty())
            others[valueKey(before[i])].push_back(i);
        else
            named[identity].push_back(i);
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::string identity = identityOf(now[i]);
        if (identity.empty())
            take(others, valueKey(now[i]), match.oldOf[i]);
        else
            take(named, identity, match.oldOf[i]);
    }
    markStays(match);
    matchLeftovers(match, [&](std::size_t old, std::size_t fresh, Evidence evidence) {
        const bool nameless = identityOf(before[old]).empty() && identityOf(now[fresh]).empty();
        const bool sameKind = before[old].is_structured() == now[fresh].is_structured()
            && before[old].is_array() == now[fresh].is_array();
        return isAlike(before[old], now[fresh])
            || (evidence == Evidence::SamePosition && nameless && sameKind);
    });
    return match;
}

} // namespace gatehouse
