#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One segment of the paths that a regex accepts: exactly this text, or some non-empty text without `/`.
struct SegmentShape
{
    bool isLiteral = false;
    std::string text; ///< of a literal; may be empty
    bool operator==(const SegmentShape &) const = default;
};

/// What can be said for sure about the texts that a regex, anchored at both ends, accepts. Everything is left
/// open that a reader of the pattern alone would not see.
struct RegexShape
{
    /// How the pattern ends after its lead, and with that what it accepts.
    enum class Tail {
        Other,
        Anything, ///< the lead and whatever follows: `/api/.*`
        Something, ///< the lead and at least one more character: `/api/.+`
        NothingOrSegments, ///< the lead alone, or it and `/…`: `/api(/.*)?`
    };

    std::string lead; ///< every accepted text begins with it
    Tail tail = Tail::Other;
    /// Where every accepted text has exactly these segments, one after each `/`.
    std::optional<std::vector<SegmentShape>> segments;
};

/// Reads a pattern of RE2. What it does not understand (flags, classes by name, code points beyond ASCII)
/// gives an empty shape, which says nothing.
[[nodiscard]] RegexShape regexShape(std::string_view pattern);

/// A text that the pattern accepts as a whole, tried with RE2; none where none was found.
[[nodiscard]] std::optional<std::string> regexSample(const std::string &pattern);

} // namespace gatehouse
