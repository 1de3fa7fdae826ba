#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// `example.com` of `Example.com:8080` (case stays), `[::1]` of `[::1]:80`. No allocation.
[[nodiscard]] std::string_view withoutPort(std::string_view host);

/// ASCII letters in lower case; everything else as it is.
[[nodiscard]] std::string lowerCase(std::string_view text);
/// Whether two texts are the same but for the case of ASCII letters.
[[nodiscard]] bool equalsNoCase(std::string_view a, std::string_view b);

/// A host of a route's match: `a.example.com`, or `*.example.com` for one or more labels before
/// `.example.com`.
struct HostPattern
{
    bool isWildcard = false;
    std::string text{}; ///< lower case; of a wildcard what follows the star, with its dot: `.example.com`

    /// `host` is without port, in any case.
    bool matches(std::string_view host) const;
    bool operator==(const HostPattern &) const = default;
};

/// Errors (InvalidInput): empty, a port, a star anywhere but alone in front, characters no host has.
[[nodiscard]] Result<HostPattern> parseHostPattern(std::string_view text);

} // namespace gatehouse
