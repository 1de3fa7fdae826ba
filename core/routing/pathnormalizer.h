#pragma once

#include <string>
#include <string_view>

namespace gatehouse {

/// Why a request's path is refused with 400 before any route is looked at.
enum class PathFault {
    None,
    NotAbsolute, ///< empty, or without `/` in front
    BadPercent, ///< `%` without two hex digits behind it
    EncodedNul, ///< `%00`
    RawCharacter, ///< a raw control character or one that no request target may hold: space, `\` or `#`
    EncodedSlash, ///< `%2F` on a listener that refuses it
    EncodedBackslash, ///< `%5C` on a listener that refuses it
    AboveRoot, ///< `..` climbs above the root
};

/// The stable word for a fault ("badPercent", "aboveRoot", …).
const char *word(PathFault fault);

/// What normalising gave: a path to match and to send upstream, or the reason for a 400.
struct NormalizedPath
{
    PathFault fault = PathFault::None;
    std::string_view path{}; ///< empty exactly when there is a fault

    bool isValid() const { return fault == PathFault::None; }
};

/// Brings the path of a request target (without `?` and query) into the form that routes are compared with,
/// by the rules of the document's format, in their order: malformed input is refused; `%2F` and `%5C` are
/// refused unless `keepEncodedSlashes`, where they stay encoded and part no segments; other percent-encoded
/// unreserved characters (RFC 3986, 2.3) are decoded once and the hex of what stays encoded is upper-cased;
/// `//` becomes `/`; `.` and `..` are resolved (RFC 3986, 5.2.4), climbing above the root is refused. The
/// result of a normalised path is that path.
///
/// The returned view is of `raw` where nothing had to change (then nothing is allocated either), else of
/// `scratch`, whose old content is lost; it is never longer than `raw`, so a scratch that is used again stops
/// allocating. No state: safe from any thread.
[[nodiscard]] NormalizedPath normalizePath(std::string_view raw, bool keepEncodedSlashes,
                                           std::string &scratch);

/// A request target in origin form, parted at its first `?`.
struct RequestTarget
{
    std::string_view path{};
    std::string_view query{}; ///< as sent, without the `?`
    bool hasQuery = false; ///< tells `/a?` from `/a`
};

[[nodiscard]] RequestTarget splitTarget(std::string_view target);

} // namespace gatehouse
