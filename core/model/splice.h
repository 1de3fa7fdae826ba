#pragma once

#include "core/base/result.h"
#include "core/model/document.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// The text of an edited document: `text` with only the bytes of changed nodes replaced, so that comments,
/// quotes, order, blank lines, byte order mark and line ends stay elsewhere. What is new is indented as its
/// neighbours are; an entry that goes takes the comment behind it along, one that moves also the comment
/// lines right above it.
///
/// The result reads as `edited`, always: it is read again before it is returned, and where the finest way
/// does not give the tree, a bigger node is replaced. Errors: InvalidInput (`text` cannot be read, or
/// `edited` has strings that are not Unicode); Refused (a value is changed that the text only refers to by an
/// alias; `where` is its pointer).
[[nodiscard]] Result<std::string> spliceText(std::string_view text, TextFormat format, const Tree &edited);

} // namespace gatehouse
