#include "core/routing/rewrite.h"

#include "core/routing/pathtemplate.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr const char *PathField = "/rewrite/path";
constexpr const char *PrefixField = "/rewrite/prefix";

/// Whether a text may stand in the path of a request line as it is.
bool isPathText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '\\' && c != '?' && c != '#';
    });
}

bool hasParameter(const Route &route, std::string_view name)
{
    if (route.match.path.kind != PathKind::Template)
        return false;
    const auto segments = parseTemplate(route.match.path.text);
    return segments
        && std::find(segments->begin(), segments->end(), TemplateSegment{true, name}) != segments->end();
}

} // namespace

Result<RouteRewrite> RouteRewrite::compile(const Route &route)
{
    RouteRewrite rewrite;
    if (!route.rewrite)
        return rewrite;
    rewrite.m_host = route.rewrite->host;
    Result<void> done;
    if (!route.rewrite->path.empty() && route.rewrite->prefix)
        done = failure(ErrorKind::InvalidInput, "a path is rewritten as a whole or in its prefix, not both",
                       "/rewrite");
    else if (!route.rewrite->path.empty())
        done = rewrite.compilePath(route);
    else if (route.rewrite->prefix)
        done = rewrite.compilePrefix(route);
    if (!done)
        return tl::unexpected(done.error());
    return rewrite;
}

Result<void> RouteRewrite::compilePath(const Route &route)
{
    std::string_view rest = route.rewrite->path;
    if (rest.front() != '/' || !isPathText(rest))
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a path", rest), PathField,
                       "write it as in /a/{id}");
    m_kind = Kind::Path;
    while (true) {
        const std::size_t open = rest.find_first_of("{}");
        if (open == std::string_view::npos) {
            m_pieces.push_back({std::string(rest), {}});
            return {};
        }
        const std::size_t close = rest.find('}', open);
        if (rest[open] == '}' || close == std::string_view::npos)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("'{}' has a brace without its other", route.rewrite->path), PathField);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        if (!hasParameter(route, name))
            return failure(ErrorKind::InvalidInput,
                           fmt::format("the route's path has no parameter '{}'", name), PathField,
                           "name the parameter in match.path.template");
        m_pieces.push_back({std::string(rest.substr(0, open)), std::string(name)});
        rest.remove_prefix(close + 1);
    }
}

Result<void> RouteRewrite::compilePrefix(const Route &route)
{
    const std::string &prefix = *route.rewrite->prefix;
    if ((!prefix.empty() && prefix.front() != '/') || !isPathText(prefix))
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a path", prefix), PrefixField);
    const PathMatch &match = route.match.path;
    switch (match.kind) {
    case PathKind::Exact:
        m_matched = match.text.size();
        break;
    case PathKind::Prefix:
        m_matched = trimPrefix(match.text).size();
        break;
    case PathKind::Template:
    case PathKind::Regex:
        return failure(ErrorKind::InvalidInput, "a prefix can only be rewritten where the route matches one",
                       PrefixField, "use match.path.prefix, or rewrite.path");
    }
    m_kind = Kind::Prefix;
    m_prefix = trimPrefix(prefix);
    return {};
}

std::string_view RouteRewrite::path(std::string_view path, std::span<const PathParameter> parameters,
                                    std::string &scratch) const
{
    switch (m_kind) {
    case Kind::Same:
        break;
    case Kind::Path:
        scratch.clear();
        for (const Piece &piece : m_pieces) {
            scratch.append(piece.text);
            for (const PathParameter &parameter : parameters) {
                if (!piece.parameter.empty() && parameter.name == piece.parameter)
                    scratch.append(parameter.value);
            }
        }
        return scratch;
    case Kind::Prefix:
        scratch.assign(m_prefix).append(path.substr(std::min(m_matched, path.size())));
        if (scratch.empty())
            scratch = "/";
        return scratch;
    }
    return path;
}

} // namespace gatehouse
