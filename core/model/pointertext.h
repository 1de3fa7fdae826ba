#pragma once

#include "core/model/tree.h"

#include <concepts>
#include <string>
#include <string_view>

namespace gatehouse {

/// Adds one step to a JSON pointer (RFC 6901), `~` and `/` escaped.
void appendStep(std::string &pointer, std::string_view key);
template <std::unsigned_integral Index> void appendStep(std::string &pointer, Index index)
{
    pointer += '/';
    pointer += std::to_string(index);
}

/// `pointerTo("routes", 3U, "match")` is "/routes/3/match".
template <class... Steps> [[nodiscard]] std::string pointerTo(const Steps &...steps)
{
    std::string pointer;
    (appendStep(pointer, steps), ...);
    return pointer;
}

/// The deepest node that exists on the way of `pointer`: what is missing is shown where it would stand.
[[nodiscard]] std::string existingPart(const Tree &tree, std::string_view pointer);

} // namespace gatehouse
