#include "core/policy/cidr.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

namespace gatehouse {

namespace {

constexpr std::size_t MappedBytes = 12; ///< in front of an IPv4 address in its mapped form
constexpr std::array<std::uint8_t, MappedBytes> MappedFront{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool isMapped(const std::array<std::uint8_t, 16> &bytes)
{
    return std::equal(MappedFront.begin(), MappedFront.end(), bytes.begin());
}

/// Sets the bits behind the prefix to ones or zeros.
IpAddress withHostBits(IpAddress address, std::size_t prefix, bool ones)
{
    const std::size_t size = address.isV6 ? 16 : 4;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t kept = prefix > i * 8 ? std::min<std::size_t>(8, prefix - i * 8) : 0;
        const auto host = static_cast<std::uint8_t>(0xFFU >> kept);
        address.bytes[i] =
            static_cast<std::uint8_t>(ones ? address.bytes[i] | host : address.bytes[i] & ~host);
    }
    return address;
}

} // namespace

IpAddress IpAddress::v4(const std::array<std::uint8_t, 4> &bytes)
{
    IpAddress address;
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    return address;
}

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16> &bytes)
{
    IpAddress address;
    address.isV6 = !isMapped(bytes);
    if (address.isV6)
        address.bytes = bytes;
    else
        std::copy(bytes.begin() + MappedBytes, bytes.end(), address.bytes.begin());
    return address;
}

std::optional<IpAddress> parseIpAddress(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return std::nullopt;
    const std::string terminated(text);
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, terminated.c_str(), four.data()) == 1)
        return IpAddress::v4(four);
    std::array<std::uint8_t, 16> sixteen{};
    if (inet_pton(AF_INET6, terminated.c_str(), sixteen.data()) == 1)
        return IpAddress::v6(sixteen);
    return std::nullopt;
}

/// None for a block that is not well formed.
std::optional<CidrSet::Range> CidrSet::rangeOf(const Cidr &block)
{
    IpAddress address;
    auto prefix = static_cast<std::size_t>(std::max(block.prefixLength, 0));
    if (block.bytes.size() == 4) {
        std::copy(block.bytes.begin(), block.bytes.end(), address.bytes.begin());
    } else if (block.bytes.size() == address.bytes.size()) {
        std::array<std::uint8_t, 16> bytes{};
        std::copy(block.bytes.begin(), block.bytes.end(), bytes.begin());
        address.isV6 = true;
        address.bytes = bytes;
        if (prefix >= MappedBytes * 8 && isMapped(bytes)) {
            address = IpAddress::v6(bytes);
            prefix -= MappedBytes * 8;
        }
    } else {
        return std::nullopt;
    }
    return Range{withHostBits(address, prefix, false), withHostBits(address, prefix, true)};
}

CidrSet::CidrSet(std::span<const Cidr> blocks)
{
    std::vector<Range> all;
    all.reserve(blocks.size());
    for (const Cidr &block : blocks) {
        if (const auto range = rangeOf(block))
            all.push_back(*range);
    }
    std::sort(all.begin(), all.end(), [](const Range &a, const Range &b) { return a.first < b.first; });
    // Two blocks lie apart, or one in the other.
    for (const Range &range : all) {
        if (m_ranges.empty() || m_ranges.back().last < range.first)
            m_ranges.push_back(range);
        else
            m_ranges.back().last = std::max(m_ranges.back().last, range.last);
    }
}

bool CidrSet::contains(const IpAddress &address) const
{
    const auto next =
        std::upper_bound(m_ranges.begin(), m_ranges.end(), address,
                         [](const IpAddress &value, const Range &range) { return value < range.first; });
    return next != m_ranges.begin() && address <= std::prev(next)->last;
}

} // namespace gatehouse
