#include "core/model/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gatehouse {

namespace {

/// The whole text as a decimal number up to `limit`; no sign, no leading zero.
std::optional<int> wholeNumber(std::string_view text, int limit)
{
    int number = 0;
    if (text.empty() || text.size() > 5 || (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size() || number < 0 || number > limit)
        return std::nullopt;
    return number;
}

bool appendIp4(std::string_view text, std::vector<std::uint8_t> &bytes)
{
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = text.find('.');
        if ((dot == text.npos) != (i == 3))
            return false;
        const std::optional<int> byte = wholeNumber(text.substr(0, dot), 255);
        if (!byte)
            return false;
        bytes.push_back(static_cast<std::uint8_t>(*byte));
        text.remove_prefix(i == 3 ? text.size() : dot + 1);
    }
    return true;
}

/// Groups of 16 bits joined by colons; the last may be an IPv4 address.
bool appendGroups(std::string_view text, std::vector<std::uint8_t> &bytes)
{
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (colon == text.npos && group.find('.') != group.npos)
            return appendIp4(group, bytes);
        unsigned value = 0;
        const auto [end, code] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (group.empty() || group.size() > 4 || group.front() == '-' || code != std::errc{}
            || end != group.data() + group.size())
            return false;
        bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
        bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU));
        if (colon == text.npos)
            return true;
        text.remove_prefix(colon + 1);
        if (text.empty())
            return false;
    }
    return true;
}

std::optional<std::vector<std::uint8_t>> parseIp6(std::string_view text)
{
    std::vector<std::uint8_t> bytes;
    const std::size_t gap = text.find("::");
    if (gap == text.npos)
        return appendGroups(text, bytes) && bytes.size() == 16 ? std::optional(bytes) : std::nullopt;
    std::vector<std::uint8_t> tail;
    const std::string_view head = text.substr(0, gap);
    if (head.find('.') != head.npos || !appendGroups(head, bytes)
        || !appendGroups(text.substr(gap + 2), tail))
        return std::nullopt;
    if (bytes.size() + tail.size() > 14)
        return std::nullopt;
    bytes.resize(16 - tail.size());
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    return bytes;
}

bool isHostName(std::string_view text)
{
    constexpr std::string_view Allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !text.empty() && text.size() <= 253 && text.find_first_not_of(Allowed) == text.npos;
}

} // namespace

std::optional<std::vector<std::uint8_t>> parseIp(std::string_view text)
{
    if (text.find(':') != text.npos)
        return parseIp6(text);
    std::vector<std::uint8_t> bytes;
    return appendIp4(text, bytes) ? std::optional(bytes) : std::nullopt;
}

Result<Address> parseAddress(std::string_view text)
{
    const auto bad = [text] {
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not an address", text), {},
                       "write it as in 127.0.0.1:8080, shop.internal:80 or [::1]:8080");
    };
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos)
        return bad();
    const std::optional<int> port = wholeNumber(text.substr(colon + 1), 65535);
    std::string_view host = text.substr(0, colon);
    const bool brackets = host.starts_with('[') && host.ends_with(']');
    if (brackets)
        host = host.substr(1, host.size() - 2);
    const bool valid = brackets ? host.find(':') != host.npos && parseIp(host).has_value() : isHostName(host);
    if (!port || !valid)
        return bad();
    return Address{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string toString(const Address &address)
{
    const bool isIp6 = address.host.find(':') != std::string::npos;
    return isIp6 ? fmt::format("[{}]:{}", address.host, address.port)
                 : fmt::format("{}:{}", address.host, address.port);
}

Result<Cidr> parseCidr(std::string_view text)
{
    const std::size_t slash = text.find('/');
    std::optional<std::vector<std::uint8_t>> bytes;
    std::optional<int> length;
    if (slash != text.npos) {
        bytes = parseIp(text.substr(0, slash));
        length =
            bytes ? wholeNumber(text.substr(slash + 1), static_cast<int>(bytes->size()) * 8) : std::nullopt;
    }
    if (!length)
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a block of addresses", text), {},
                       "write it as in 10.0.0.0/8, 192.0.2.7/32 or fd00::/8");
    for (std::size_t i = 0; i < bytes->size(); ++i) {
        const int kept = std::clamp(*length - static_cast<int>(i) * 8, 0, 8);
        (*bytes)[i] = static_cast<std::uint8_t>((*bytes)[i] & (0xFF00U >> static_cast<unsigned>(kept)));
    }
    return Cidr{std::string(text), std::move(*bytes), *length};
}

bool contains(const Cidr &block, std::span<const std::uint8_t> ip)
{
    constexpr std::array<std::uint8_t, 12> Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (block.bytes.size() == 4 && ip.size() == 16 && std::equal(Mapped.begin(), Mapped.end(), ip.begin()))
        ip = ip.subspan(12);
    if (ip.size() != block.bytes.size())
        return false;
    const auto whole = static_cast<std::size_t>(block.prefixLength / 8);
    if (!std::equal(ip.begin(), ip.begin() + static_cast<std::ptrdiff_t>(whole), block.bytes.begin()))
        return false;
    const auto rest = static_cast<unsigned>(block.prefixLength % 8);
    return rest == 0 || ((ip[whole] ^ block.bytes[whole]) & (0xFF00U >> rest) & 0xFFU) == 0;
}

} // namespace gatehouse
