#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse {

/// Base64 with the URL alphabet and without padding (RFC 4648, 5; RFC 7515, 2).
[[nodiscard]] std::string encodeBase64Url(std::string_view bytes);

/// How many bytes a text of `size` characters decodes to; none where no text has that size.
[[nodiscard]] std::optional<std::size_t> base64UrlDecodedSize(std::size_t size);

/// Strict: one text for each content. Padding, white space, another alphabet and bits that are left over and
/// not zero are refused. `out` is exactly as large as base64UrlDecodedSize() says. False: `out` is of no use.
[[nodiscard]] bool decodeBase64Url(std::string_view text, std::span<char> out);
/// The same into a string, whose old content is lost.
[[nodiscard]] bool decodeBase64Url(std::string_view text, std::string &out);

} // namespace gatehouse
