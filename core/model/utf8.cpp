#include "core/model/utf8.h"

namespace gatehouse {

namespace {

unsigned byteAt(std::string_view text, std::size_t offset)
{
    return static_cast<unsigned char>(text[offset]);
}

/// The length of the well-formed sequence at `offset`, 0 where there is none (RFC 3629, section 4).
std::size_t sequenceLength(std::string_view text, std::size_t offset)
{
    const unsigned first = byteAt(text, offset);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xC2 && first <= 0xDF ? 2
        : first >= 0xE0 && first <= 0xEF                      ? 3
        : first >= 0xF0 && first <= 0xF4                      ? 4
                                                              : 0;
    if (length == 0 || offset + length > text.size())
        return 0;
    const unsigned second = byteAt(text, offset + 1);
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byteAt(text, offset + i) & 0xC0U) != 0x80)
            return 0;
    }
    return length;
}

} // namespace

std::size_t firstInvalidUtf8(std::string_view text)
{
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::size_t length = sequenceLength(text, offset);
        if (length == 0)
            return offset;
        offset += length;
    }
    return std::string_view::npos;
}

void appendUtf8(std::string &text, char32_t codePoint)
{
    const auto add = [&text](char32_t byte) {
        text += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (codePoint < 0x80) {
        add(codePoint);
    } else if (codePoint < 0x800) {
        add(0xC0 | (codePoint >> 6));
        add(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        add(0xE0 | (codePoint >> 12));
        add(0x80 | ((codePoint >> 6) & 0x3F));
        add(0x80 | (codePoint & 0x3F));
    } else {
        add(0xF0 | (codePoint >> 18));
        add(0x80 | ((codePoint >> 12) & 0x3F));
        add(0x80 | ((codePoint >> 6) & 0x3F));
        add(0x80 | (codePoint & 0x3F));
    }
}

char32_t nextCodePoint(std::string_view text, std::size_t &offset)
{
    const std::size_t length = sequenceLength(text, offset);
    if (length == 0) {
        ++offset;
        return ReplacementCharacter;
    }
    const unsigned first = byteAt(text, offset);
    char32_t codePoint = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        codePoint = (codePoint << 6) | (byteAt(text, offset + i) & 0x3FU);
    offset += length;
    return codePoint;
}

} // namespace gatehouse
