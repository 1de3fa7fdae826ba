#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse {

/// The offset of the first byte that is not part of well-formed UTF-8 (RFC 3629: no surrogates, nothing
/// overlong, nothing beyond U+10FFFF), or npos where all of it is.
[[nodiscard]] std::size_t firstInvalidUtf8(std::string_view text);
/// Appends a code point, which must not be a surrogate and at most U+10FFFF.
void appendUtf8(std::string &text, char32_t codePoint);
/// U+FFFD, which stands for what is not well-formed.
inline constexpr char32_t ReplacementCharacter = 0xFFFD;
/// The code point at `offset`, and `offset` behind it. A byte that is not part of well-formed UTF-8 is
/// ReplacementCharacter.
[[nodiscard]] char32_t nextCodePoint(std::string_view text, std::size_t &offset);

} // namespace gatehouse
