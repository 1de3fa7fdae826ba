#pragma once

#include "core/model/values.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gatehouse {

/// An IP address of either kind. An IPv4 address in IPv6's mapped form (RFC 4291, 2.5.5.2), as a socket for
/// both kinds shows IPv4 clients, is the IPv4 address.
struct IpAddress
{
    bool isV6 = false;
    std::array<std::uint8_t, 16> bytes{}; ///< in network order; of IPv4 the first four, the others 0

    [[nodiscard]] static IpAddress v4(const std::array<std::uint8_t, 4> &bytes);
    [[nodiscard]] static IpAddress v6(const std::array<std::uint8_t, 16> &bytes);

    bool operator==(const IpAddress &) const = default;
    auto operator<=>(const IpAddress &) const = default;
};

/// `10.0.0.1`, `2001:db8::1`; without brackets, port or zone. None for anything else.
[[nodiscard]] std::optional<IpAddress> parseIpAddress(std::string_view text);

/// Whether an address lies in any of many blocks. Blocks become sorted ranges that do not overlap, so one
/// binary search answers. `::/0` is all of IPv6 and none of IPv4. Immutable.
class CidrSet
{
public:
    explicit CidrSet(std::span<const Cidr> blocks = {});

    bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] bool contains(const IpAddress &address) const;

private:
    struct Range
    {
        IpAddress first;
        IpAddress last; ///< still in it
    };

    static std::optional<Range> rangeOf(const Cidr &block);

    std::vector<Range> m_ranges;
};

} // namespace gatehouse
