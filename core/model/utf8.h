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
/// The code point at `offset` of well-formed text; `offset` moves behind it.
[[nodiscard]] char32_t nextCodePoint(std::string_view text, std::size_t &offset);

} // namespace gatehouse
