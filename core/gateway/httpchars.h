#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Which bytes may stand where (RFC 9110, 5.5 and 5.6.2; RFC 9112, 3). One table, one look per byte.
namespace gatehouse::httpchars {

enum Class : std::uint8_t {
    Token = 1, ///< method, field name
    Value = 2, ///< field value: visible, space, tab, obs-text
    Target = 4, ///< request target: visible ASCII without `#`
    HostChar = 8, ///< registered name, port, or an IP literal with its brackets
    HexDigit = 16,
};

consteval std::array<std::uint8_t, 256> makeTable()
{
    std::array<std::uint8_t, 256> table{};
    const auto mark = [&table](std::string_view bytes, std::uint8_t kinds) {
        for (const char c : bytes)
            table[static_cast<unsigned char>(c)] |= kinds;
    };
    for (unsigned c = 0x21; c <= 0x7E; ++c)
        table[c] |= c == '#' ? Value : (Value | Target);
    for (unsigned c = 0x80; c <= 0xFF; ++c)
        table[c] |= Value;
    mark(" \t", Value);
    mark("0123456789", Token | HostChar | HexDigit);
    mark("abcdefABCDEF", HexDigit);
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", Token | HostChar);
    mark("!#$%&'*+-.^_`|~", Token);
    mark("-._~%!$&'()*+,;=:[]", HostChar);
    return table;
}

inline constexpr std::array<std::uint8_t, 256> Table = makeTable();

constexpr bool is(char c, Class kind)
{
    return (Table[static_cast<unsigned char>(c)] & kind) != 0;
}

/// Whether all bytes are of the kind.
constexpr bool all(std::string_view text, Class kind)
{
    for (const char c : text) {
        if (!is(c, kind))
            return false;
    }
    return true;
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace gatehouse::httpchars
