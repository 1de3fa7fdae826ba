#pragma once

#include "core/model/tree.h"

#include <string_view>

namespace gatehouse {

/// Why a scalar has no place in a document, or that it has one.
enum class ScalarVerdict {
    Fine,
    IntegerTooLarge, ///< beyond 2^53 − 1
    NumberTooLarge, ///< beyond what a double holds
    NotANumber, ///< `.nan`, `.inf`
};

/// Reads a plain scalar by the core schema of YAML 1.2 (section 10.3.2): null, bool, int, float, else a
/// string.
[[nodiscard]] ScalarVerdict readPlainScalar(std::string_view text, Tree &value);
/// Reads a number that has the form of JSON or of the core schema's decimal numbers.
[[nodiscard]] ScalarVerdict readDecimal(std::string_view text, Tree &value);

} // namespace gatehouse
