#pragma once

#include "core/model/tree.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// The canonical form of a tree by RFC 8785 (JSON Canonicalization Scheme): no white space, keys in the order
/// of their UTF-16 code units, numbers as ECMAScript prints them. The tree's strings must be well-formed
/// UTF-8.
[[nodiscard]] std::string canonicalJson(const Tree &tree);
/// A number as ECMAScript's Number::toString prints it (ECMA-262, section 6.1.6.1.20); it must be finite.
[[nodiscard]] std::string ecmaNumber(double number);
/// SHA-256 in 64 lowercase hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

} // namespace gatehouse
