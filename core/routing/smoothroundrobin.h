#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gatehouse {

/// Smooth weighted round robin, the algorithm of nginx (ngx_http_upstream_round_robin.c, since 1.3.1): at
/// each choice every member gains its weight, the richest is taken (the first of equals) and pays the sum of
/// all weights. In any run of that many choices each member comes exactly as often as its weight says, and
/// never in a burst.
///
/// Weights may change at any time; what members have earned so far is kept in proportion, so that nobody is
/// starved or favoured by a change. No lock: one thread at a time.
class SmoothRoundRobin
{
public:
    /// Weights from 0; a member of weight 0 is never chosen.
    explicit SmoothRoundRobin(std::span<const std::uint32_t> weights = {});

    std::size_t size() const { return m_members.size(); }
    std::uint32_t weight(std::size_t index) const { return m_members[index].weight; }
    void setWeight(std::size_t index, std::uint32_t weight);

    /// The next member, passing over those in `avoid`; none where no other has a weight.
    [[nodiscard]] std::optional<std::size_t> next(std::span<const std::size_t> avoid = {});

private:
    struct Member
    {
        std::uint32_t weight = 0;
        std::int64_t credit = 0;
    };

    std::vector<Member> m_members;
    std::int64_t m_total = 0;
};

} // namespace gatehouse
