#include "core/model/matchsyntax.h"

#include "core/model/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatehouse {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-'
        && std::all_of(label.begin(), label.end(),
                       [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '_'; });
}

std::optional<SyntaxProblem> labelsProblem(std::string_view host)
{
    if (host.size() > 253)
        return SyntaxProblem{fmt::format("{} is longer than the 253 characters of a host name", host), {}};
    std::string_view rest = host;
    while (true) {
        const std::size_t dot = rest.find('.');
        const std::string_view label = rest.substr(0, dot);
        if (!isLabel(label))
            return SyntaxProblem{label.empty()
                                     ? fmt::format("'{}' has an empty label and is no host name", host)
                                     : fmt::format("'{}' is no label of a host name", label),
                                 "Write it as in shop.example.com"};
        if (dot == std::string_view::npos)
            break;
        rest.remove_prefix(dot + 1);
    }
    // The last label is the top-level domain or the last byte of an address.
    if (std::all_of(rest.begin(), rest.end(), isDigit) && !parseIp(host))
        return SyntaxProblem{fmt::format("'{}' is neither a host name nor an IPv4 address", host), {}};
    return {};
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

SyntaxProblem escapeProblem(std::string_view escape, std::string meant)
{
    return {fmt::format("{} never stands in a request's path when it is compared", escape), std::move(meant)};
}

/// An escape at the front of `rest` that no normalised path has.
std::optional<SyntaxProblem> percentProblem(std::string_view rest, bool keepsEncodedSlashes)
{
    const int high = rest.size() > 2 ? hexValue(rest[1]) : -1;
    const int low = rest.size() > 2 ? hexValue(rest[2]) : -1;
    if (high < 0 || low < 0)
        return SyntaxProblem{"A % without two hex digits behind it is refused before any route is looked at",
                             "Write %25 for the character %"};
    const std::string_view escape = rest.substr(0, 3);
    const char value = static_cast<char>(high * 16 + low);
    if (value == '\0')
        return SyntaxProblem{"%00 is refused before any route is looked at", {}};
    if ((value == '/' || value == '\\') && !keepsEncodedSlashes)
        return SyntaxProblem{fmt::format("{} is refused before any route is looked at", escape),
                             "Set encodedSlashes: keep on the listener"};
    if (isLetter(value) || isDigit(value) || value == '-' || value == '.' || value == '_' || value == '~')
        return escapeProblem(escape, fmt::format("Write {}", value));
    const std::string upper = fmt::format("%{:02X}", high * 16 + low);
    if (escape != upper)
        return escapeProblem(escape, fmt::format("Write {}", upper));
    return {};
}

std::optional<SyntaxProblem> characterProblem(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F && c != '\\' && c != '#' && c != '?')
        return {};
    const std::string shown =
        byte > 0x20 && byte != 0x7F ? std::string(1, c) : fmt::format("the character {:02X}", byte);
    return SyntaxProblem{fmt::format("A request's path never holds {}", shown),
                         c == '?' ? "Ask for the query in match.query" : fmt::format("Write %{:02X}", byte)};
}

} // namespace

std::optional<SyntaxProblem> hostProblem(std::string_view host)
{
    if (host.starts_with('[')) {
        const bool closed = host.ends_with(']');
        if (closed && host.find(':') != std::string_view::npos && parseIp(host.substr(1, host.size() - 2)))
            return {};
        return SyntaxProblem{fmt::format("'{}' is no IPv6 address in brackets", host), {}};
    }
    if (host.find("://") != std::string_view::npos)
        return SyntaxProblem{fmt::format("'{}' has a scheme; only the host is meant", host),
                             fmt::format("Write {}", host.substr(host.find("://") + 3))};
    if (host.find(':') != std::string_view::npos)
        return SyntaxProblem{fmt::format("'{}' has a port; hosts are compared without it", host),
                             fmt::format("Write {}", host.substr(0, host.find(':')))};
    return labelsProblem(host);
}

std::optional<SyntaxProblem> hostPatternProblem(std::string_view pattern)
{
    if (pattern == "*")
        return SyntaxProblem{"'*' is no host; a route without hosts belongs to every host",
                             "Leave hosts out"};
    if (pattern.starts_with("*."))
        return hostProblem(pattern.substr(2));
    if (pattern.find('*') != std::string_view::npos)
        return SyntaxProblem{fmt::format("In '{}' the * is not the whole first label", pattern),
                             "Write it as in *.example.com"};
    return hostProblem(pattern);
}

std::optional<SyntaxProblem> authorityProblem(std::string_view authority)
{
    if (parseAddress(authority))
        authority = authority.substr(0, authority.rfind(':'));
    return hostProblem(authority);
}

std::vector<TemplatePart> templateParts(std::string_view text)
{
    std::vector<TemplatePart> parts;
    while (text.starts_with('/')) {
        text.remove_prefix(1);
        const std::string_view segment = text.substr(0, text.find('/'));
        text.remove_prefix(segment.size());
        const bool isParameter = segment.size() > 1 && segment.starts_with('{') && segment.ends_with('}');
        parts.push_back({isParameter, isParameter ? segment.substr(1, segment.size() - 2) : segment});
    }
    return parts;
}

std::optional<SyntaxProblem> templateProblem(std::string_view text)
{
    if (!text.starts_with('/'))
        return SyntaxProblem{fmt::format("'{}' does not begin with /", text), fmt::format("Write /{}", text)};
    std::set<std::string_view> names;
    for (const TemplatePart &part : templateParts(text)) {
        if (part.text.find_first_of("{}") != std::string_view::npos)
            return SyntaxProblem{fmt::format("In '{}' a brace is not around a whole segment", part.text),
                                 "A parameter is one whole segment, as in /orders/{id}"};
        if (!part.isParameter)
            continue;
        if (part.text.empty())
            return SyntaxProblem{"A parameter has no name", "Write it as in {id}"};
        if (!names.insert(part.text).second)
            return SyntaxProblem{fmt::format("The parameter {} comes twice", part.text),
                                 "Give one of them another name"};
    }
    return {};
}

std::optional<SyntaxProblem> literalPathProblem(std::string_view path, bool keepsEncodedSlashes)
{
    if (!path.starts_with('/'))
        return SyntaxProblem{fmt::format("'{}' does not begin with /", path), fmt::format("Write /{}", path)};
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto problem =
            path[i] == '%' ? percentProblem(path.substr(i), keepsEncodedSlashes) : characterProblem(path[i]);
        if (problem)
            return problem;
    }
    if (path.find("//") != std::string_view::npos)
        return SyntaxProblem{"// becomes / before paths are compared", "Write one /"};
    for (const TemplatePart &part : templateParts(path)) {
        if (part.text == "." || part.text == "..")
            return SyntaxProblem{fmt::format("A segment {} is resolved before paths are compared", part.text),
                                 "Write the path that is meant"};
    }
    return {};
}

} // namespace gatehouse
