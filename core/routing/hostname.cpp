#include "core/routing/hostname.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

/// `[::1]`: only the form matters here, no request can reach an address that is none.
bool isBracketed(std::string_view text)
{
    if (text.size() < 4 || text.front() != '[' || text.back() != ']')
        return false;
    text = text.substr(1, text.size() - 2);
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    });
}

} // namespace

std::string_view withoutPort(std::string_view host)
{
    const std::size_t colon = host.rfind(':');
    if (colon == std::string_view::npos)
        return host;
    // The colons of an address in brackets are not in front of a port.
    const std::size_t bracket = host.rfind(']');
    if (bracket != std::string_view::npos && bracket > colon)
        return host;
    return host.substr(0, colon);
}

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char left, char right) {
               return lower(left) == lower(right);
           });
}

bool HostPattern::matches(std::string_view host) const
{
    if (!isWildcard)
        return equalsNoCase(host, text);
    return host.size() > text.size() && equalsNoCase(host.substr(host.size() - text.size()), text);
}

Result<HostPattern> parseHostPattern(std::string_view text)
{
    HostPattern pattern;
    pattern.isWildcard = text.starts_with("*.");
    pattern.text = lowerCase(pattern.isWildcard ? text.substr(1) : text);
    const std::string_view name =
        pattern.isWildcard ? std::string_view(pattern.text).substr(1) : pattern.text;
    // RFC 1035, 2.3.4: no name is longer.
    const bool valid = !name.empty() && name.size() <= 253 && !name.starts_with('.')
        && (std::all_of(name.begin(), name.end(), isHostCharacter)
            || (!pattern.isWildcard && isBracketed(name)));
    if (!valid)
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a host", text), {},
                       "write it as in shop.example.com or *.example.com, without a port");
    return pattern;
}

} // namespace gatehouse
