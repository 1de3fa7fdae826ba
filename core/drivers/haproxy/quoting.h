#pragma once

#include <string>
#include <string_view>

/// How texts of the document get into a configuration of HAProxy without ever breaking out of their place.
/// Its parser reads in layers: a line is cut into words, a word may be an expression with arguments in
/// parentheses, or a log-format with `%` sequences, or a regular expression. Each function is one layer;
/// apply them from the inside out, quoteWord() last.
namespace gatehouse::haproxy {

/// Whether a text can stand in a configuration at all: a NUL cannot, in no layer.
[[nodiscard]] bool canStand(std::string_view text);

/// One word of a line (configuration manual 2.2): as it is where nothing in it is special, else within double
/// quotes with everything special escaped; control characters and line ends become `\xNN`.
[[nodiscard]] std::string quoteWord(std::string_view text);

/// One argument within parentheses, in double quotes. The expression around it still goes through
/// quoteWord().
[[nodiscard]] std::string quoteArgument(std::string_view text);

/// Literal text in a log-format: `%` is doubled.
[[nodiscard]] std::string escapeFormat(std::string_view text);

/// Literal text in a regular expression (PCRE).
[[nodiscard]] std::string escapeRegex(std::string_view text);

/// A string of JSON, with its quotes; not ASCII stays as it is.
[[nodiscard]] std::string quoteJson(std::string_view text);

} // namespace gatehouse::haproxy
