#pragma once

#include <algorithm>
#include <cstdint>

namespace gatehouse::haproxy {

/// HAProxy's largest weight.
inline constexpr int MostWeight = 256;

/// A weight in HAProxy's scale, where `largest` is the largest of the service's: brought below the most that
/// HAProxy takes; what had weight keeps some.
[[nodiscard]] inline int scaledWeight(int weight, int largest)
{
    if (largest <= MostWeight || weight == 0)
        return weight;
    const auto scaled = (std::int64_t{weight} * MostWeight + largest / 2) / largest;
    return std::max(1, static_cast<int>(std::min<std::int64_t>(scaled, MostWeight + 1)));
}

} // namespace gatehouse::haproxy
