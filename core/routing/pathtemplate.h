#pragma once

#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace gatehouse {

/// One segment of a path template: a literal, or a parameter that takes one whole, non-empty segment.
struct TemplateSegment
{
    bool isParameter = false;
    std::string_view text{}; ///< the literal, or the parameter's name

    bool operator==(const TemplateSegment &) const = default;
};

/// Parts a path at its slashes: `/a/b/` has the segments `a`, `b` and an empty one; `/` has one empty
/// segment. The views are of `path`, which begins with `/`.
[[nodiscard]] std::vector<std::string_view> splitPath(std::string_view path);

/// Reads `/a/{id}/b`. Errors (InvalidInput): no `/` in front, a brace that is not one of a whole segment
/// `{name}`, a name that is empty or comes twice. The views are of `text`.
[[nodiscard]] Result<std::vector<TemplateSegment>> parseTemplate(std::string_view text);

/// A prefix without its closing slash, which makes no difference to it; that of `/` is empty.
[[nodiscard]] std::string_view trimPrefix(std::string_view prefix);

/// Whether `path` begins with the whole segments of `prefix`.
[[nodiscard]] bool hasPathPrefix(std::string_view path, std::string_view prefix);

} // namespace gatehouse
