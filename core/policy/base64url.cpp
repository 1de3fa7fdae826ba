#include "core/policy/base64url.h"

#include <array>
#include <cstdint>

namespace gatehouse {

namespace {

constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Set in the value of each character that is not in the alphabet; survives being shifted and joined.
constexpr std::uint32_t Bad = 0x80000000U;

using Values = std::array<std::uint32_t, 256>;

/// The value of each character, moved to where it stands in a group of four.
constexpr Values valuesAt(unsigned shift)
{
    Values values{};
    for (std::uint32_t &value : values)
        value = Bad;
    for (std::uint32_t i = 0; i < Alphabet.size(); ++i)
        values[static_cast<unsigned char>(Alphabet[i])] = i << shift;
    return values;
}

constexpr std::array<Values, 4> Table{valuesAt(18), valuesAt(12), valuesAt(6), valuesAt(0)};

std::uint32_t valueOf(char c, std::size_t place)
{
    return Table[place][static_cast<unsigned char>(c)];
}

char byteOf(std::uint32_t group, unsigned shift)
{
    return static_cast<char>(group >> shift & 0xFFU);
}

} // namespace

std::string encodeBase64Url(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j <= count; ++j)
            text += Alphabet[group >> (18 - 6 * j) & 0x3FU];
    }
    return text;
}

std::optional<std::size_t> base64UrlDecodedSize(std::size_t size)
{
    if (size % 4 == 1)
        return std::nullopt;
    return size / 4 * 3 + (size % 4 == 0 ? 0 : size % 4 - 1);
}

bool decodeBase64Url(std::string_view text, std::span<char> out)
{
    if (base64UrlDecodedSize(text.size()) != out.size())
        return false;
    std::uint32_t seen = 0;
    const char *from = text.data();
    char *to = out.data();
    for (std::size_t groups = text.size() / 4; groups > 0; --groups, from += 4, to += 3) {
        const std::uint32_t group =
            valueOf(from[0], 0) | valueOf(from[1], 1) | valueOf(from[2], 2) | valueOf(from[3], 3);
        seen |= group;
        to[0] = byteOf(group, 16);
        to[1] = byteOf(group, 8);
        to[2] = byteOf(group, 0);
    }
    const std::size_t rest = text.size() % 4;
    if (rest > 0) {
        const std::uint32_t group =
            valueOf(from[0], 0) | valueOf(from[1], 1) | (rest == 3 ? valueOf(from[2], 2) : 0U);
        seen |= group;
        to[0] = byteOf(group, 16);
        if (rest == 3)
            to[1] = byteOf(group, 8);
        if ((group & (rest == 3 ? 0xFFU : 0xFFFFU)) != 0)
            return false;
    }
    return (seen & Bad) == 0;
}

bool decodeBase64Url(std::string_view text, std::string &out)
{
    const auto size = base64UrlDecodedSize(text.size());
    if (!size)
        return false;
    out.resize(*size);
    return decodeBase64Url(text, std::span<char>(out));
}

} // namespace gatehouse
