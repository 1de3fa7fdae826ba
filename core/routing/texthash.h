#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gatehouse {

/// Hash of short texts for the look-ups of a compiled table. Not seeded: only the document's own words are in
/// such a table, and whoever writes them has better ways to slow his gateway. Multiply and fold, as wyhash
/// does (Wang Yi).
class TextHash
{
public:
    static std::uint64_t of(std::string_view text) { return hash<false>(text); }
    /// The same for texts that differ in the case of ASCII letters only (and for some others).
    static std::uint64_t withoutCase(std::string_view text) { return hash<true>(text); }

private:
    static constexpr std::uint64_t CaseBits = 0x2020202020202020ULL;
    static constexpr std::uint64_t Odd = 0x9E3779B97F4A7C15ULL;

    static std::uint64_t fold(std::uint64_t a, std::uint64_t b)
    {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }

    template <class Word> static std::uint64_t load(const char *from)
    {
        Word word = 0;
        std::memcpy(&word, from, sizeof(word));
        return word;
    }

    template <bool NoCase> static std::uint64_t hash(std::string_view text)
    {
        constexpr std::uint64_t bits = NoCase ? CaseBits : 0;
        const char *at = text.data();
        std::size_t left = text.size();
        std::uint64_t state = left * Odd;
        while (left > 8) {
            state = fold(state ^ (load<std::uint64_t>(at) | bits), Odd);
            at += 8;
            left -= 8;
        }
        std::uint64_t tail = 0;
        if (left >= 4) {
            tail = load<std::uint32_t>(at) << 32 | load<std::uint32_t>(at + left - 4);
        } else if (left > 0) {
            tail = load<std::uint8_t>(at) << 16 | load<std::uint8_t>(at + left / 2) << 8
                | load<std::uint8_t>(at + left - 1);
        }
        return fold(state ^ (tail | bits), Odd ^ 0xD6E8FEB86659FD93ULL);
    }
};

} // namespace gatehouse
