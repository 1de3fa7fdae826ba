#pragma once

#include "core/model/tree.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace gatehouse {

/// Which entries of a collection became which, so that a changed text keeps what it can.
struct EntryMatch
{
    std::vector<std::optional<std::size_t>> oldOf; ///< for each new entry the old one that it was
    std::vector<bool> stays; ///< for each new entry: it was there, and need not be moved
    std::size_t oldCount = 0;

    /// Every entry is where it was, and none came or went.
    bool isUnmoved() const;
    bool hasMoves() const;
    std::size_t stayCount() const;
};

/// Members are the same by their keys; one that only changed its key is recognised where it stood.
[[nodiscard]] EntryMatch matchMembers(const Tree &before, const Tree &now);
/// Items are the same by name, address or service, else by their value; what is left is matched where it
/// stood, if it is alike.
[[nodiscard]] EntryMatch matchItems(const Tree &before, const Tree &now);

} // namespace gatehouse
