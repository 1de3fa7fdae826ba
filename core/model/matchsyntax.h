#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The grammars of hosts and paths in a route's match, as checks that say what is wrong.
namespace gatehouse {

struct SyntaxProblem
{
    std::string message; ///< one sentence
    std::string fix; ///< empty where there is none
};

/// A host name, an IPv4 address or an IPv6 address in brackets, without a port.
[[nodiscard]] std::optional<SyntaxProblem> hostProblem(std::string_view host);
/// The same with `*.` before a name.
[[nodiscard]] std::optional<SyntaxProblem> hostPatternProblem(std::string_view pattern);
/// A host with or without a port.
[[nodiscard]] std::optional<SyntaxProblem> authorityProblem(std::string_view authority);

/// One segment of a path template: a literal, or a parameter's name.
struct TemplatePart
{
    bool isParameter = false;
    std::string_view text; ///< without braces
    bool operator==(const TemplatePart &) const = default;
};

/// The segments of `/a/{id}`: what is not written as a parameter is a literal. Views of `text`.
[[nodiscard]] std::vector<TemplatePart> templateParts(std::string_view text);
/// Braces that are not one whole segment, empty and repeated names.
[[nodiscard]] std::optional<SyntaxProblem> templateProblem(std::string_view text);
/// Why no request's path can ever be, or begin with, this one: requests are brought into one form before they
/// are compared. `keepsEncodedSlashes`: whether a listener lets `%2F` and `%5C` pass.
[[nodiscard]] std::optional<SyntaxProblem> literalPathProblem(std::string_view path,
                                                              bool keepsEncodedSlashes);

} // namespace gatehouse
