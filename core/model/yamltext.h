#pragma once

#include <cstddef>
#include <string_view>

namespace gatehouse {

/// Steps over a YAML text between its nodes; they know nothing of what is inside quotes.

/// The first byte from `offset` on that is neither white space, line break nor comment. `offset` must stand
/// at the beginning of a line or behind a node.
[[nodiscard]] std::size_t skipBlank(std::string_view text, std::size_t offset);
/// Where the `|` or `>` of the block scalar that comes next stands; before it may be `:`, `-`, an anchor,
/// comments.
[[nodiscard]] std::size_t findBlockHeader(std::string_view text, std::size_t offset);

} // namespace gatehouse
