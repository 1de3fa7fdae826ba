#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One line of a difference of two texts.
struct DiffLine
{
    enum class Kind {
        Same,
        Removed,
        Added,
        Skipped, ///< so many lines that are the same are left out; `text` is empty
    };
    Kind kind = Kind::Same;
    std::string text{};
    int skipped = 0; ///< for Skipped

    bool operator==(const DiffLine &) const = default;
};

/// The lines that lead from one text to another, fewest first (Myers: An O(ND) difference algorithm and its
/// variations, Algorithmica 1986). Texts that have little in common are shown as removed and added whole. Of
/// what stays the same, `context` lines stand around each change; −1 keeps all.
[[nodiscard]] std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int context);

/// With a leading "  ", "- " or "+ " a line, as views of differences read it; skipped lines are "@@ 12 @@".
[[nodiscard]] std::string toText(const std::vector<DiffLine> &lines);

} // namespace gatehouse
