#include "core/routing/routefit.h"

#include "core/routing/hostname.h"
#include "core/routing/pathtemplate.h"
#include "core/routing/valuecondition.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace gatehouse {

namespace {

using Answer = std::optional<Misfit>;

/// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
std::string alternatives(const std::vector<std::string> &words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " or " : ", ";
        text += fmt::format("'{}'", words[i]);
    }
    return text;
}

std::string withDetail(const Error &error)
{
    return error.detail.empty() ? error.message : fmt::format("{}: {}", error.message, error.detail);
}

Answer checkListener(const Route &route, const ListenerName &listener)
{
    if (route.listeners.empty()
        || std::find(route.listeners.begin(), route.listeners.end(), listener) != route.listeners.end())
        return std::nullopt;
    std::vector<std::string> names;
    for (const ListenerName &name : route.listeners)
        names.push_back(name.str());
    if (listener.isEmpty())
        return Misfit{CandidateReason::Listener, fmt::format("It listens on {} only.", alternatives(names))};
    return Misfit{
        CandidateReason::Listener,
        fmt::format("It listens on {}, the request came in on '{}'.", alternatives(names), listener.str())};
}

Answer checkHost(const RouteMatch &match, std::string_view host)
{
    if (match.hosts.empty())
        return std::nullopt;
    const std::string_view bare = withoutPort(host);
    for (const std::string &text : match.hosts) {
        const auto pattern = parseHostPattern(text);
        if (!pattern)
            return Misfit{CandidateReason::Host, withDetail(pattern.error())};
        if (pattern->matches(bare))
            return std::nullopt;
    }
    if (bare.empty())
        return Misfit{
            CandidateReason::Host,
            fmt::format("It wants the host {}, the request names none.", alternatives(match.hosts))};
    return Misfit{
        CandidateReason::Host,
        fmt::format("It wants the host {}, the request says '{}'.", alternatives(match.hosts), bare)};
}

bool fitsTemplate(const std::vector<TemplateSegment> &segments, std::string_view path)
{
    const std::vector<std::string_view> parts = splitPath(path);
    return std::equal(segments.begin(), segments.end(), parts.begin(), parts.end(),
                      [](const TemplateSegment &segment, std::string_view part) {
                          return segment.isParameter ? !part.empty() : segment.text == part;
                      });
}

Answer checkPath(const PathMatch &match, std::string_view path)
{
    const auto differs = [&](const char *what) -> Answer {
        return Misfit{CandidateReason::Path,
                      fmt::format("It wants {} '{}', the path is '{}'.", what, match.text, path)};
    };
    switch (match.kind) {
    case PathKind::Exact:
        return match.text == path ? Answer() : differs("the path");
    case PathKind::Template: {
        const auto segments = parseTemplate(match.text);
        if (!segments)
            return Misfit{CandidateReason::Path, withDetail(segments.error())};
        return fitsTemplate(*segments, path) ? Answer() : differs("the template");
    }
    case PathKind::Regex: {
        const auto regex = compileRegex(match.text);
        if (!regex)
            return Misfit{CandidateReason::Path, withDetail(regex.error())};
        const bool fits = re2::RE2::FullMatch(re2::StringPiece(path.data(), path.size()), **regex);
        return fits ? Answer() : differs("the regular expression");
    }
    case PathKind::Prefix:
        return hasPathPrefix(path, match.text) ? Answer() : differs("the prefix");
    }
    return std::nullopt;
}

Answer checkMethod(const RouteMatch &match, std::string_view method)
{
    if (match.methods.empty()
        || std::find(match.methods.begin(), match.methods.end(), method) != match.methods.end())
        return std::nullopt;
    return Misfit{
        CandidateReason::Method,
        fmt::format("It wants the method {}, the request's is '{}'.", alternatives(match.methods), method)};
}

/// What a condition wants, as the end of a sentence.
std::string wish(const ValueMatch &match)
{
    switch (match.kind) {
    case ValueMatchKind::Exact:
        return fmt::format("to be '{}'", match.text);
    case ValueMatchKind::Prefix:
        return fmt::format("to begin with '{}'", match.text);
    case ValueMatchKind::Regex:
        return fmt::format("to fit the regular expression '{}'", match.text);
    case ValueMatchKind::Present:
        return match.present ? "to be there" : "to be absent";
    }
    return {};
}

Answer checkValue(const ValueMatch &match, const FoundValue &found, CandidateReason reason)
{
    const auto condition = ValueCondition::compile(match);
    if (!condition)
        return Misfit{reason, withDetail(condition.error())};
    if (condition->accepts(found))
        return std::nullopt;
    const char *what = reason == CandidateReason::Header ? "header" : "query parameter";
    const std::string is = found ? fmt::format("it is '{}'", *found) : std::string("the request has none");
    return Misfit{reason, fmt::format("It wants the {} '{}' {}, {}.", what, match.name, wish(match), is)};
}

Answer checkValues(const RouteMatch &match, const RequestView &request)
{
    std::string scratch;
    for (const ValueMatch &header : match.headers) {
        if (auto no = checkValue(header, headerValue(request.headers, header.name, scratch),
                                 CandidateReason::Header))
            return no;
    }
    for (const ValueMatch &parameter : match.query) {
        if (auto no = checkValue(parameter, queryValue(request.query, parameter.name, scratch),
                                 CandidateReason::Query))
            return no;
    }
    return std::nullopt;
}

} // namespace

std::optional<Misfit> misfit(const Route &route, const RequestView &request, const ListenerName &listener)
{
    if (!route.enabled)
        return Misfit{CandidateReason::Disabled, "It is switched off."};
    if (auto no = checkListener(route, listener))
        return no;
    if (auto no = checkHost(route.match, request.host))
        return no;
    if (auto no = checkPath(route.match.path, request.path))
        return no;
    if (auto no = checkMethod(route.match, request.method))
        return no;
    return checkValues(route.match, request);
}

} // namespace gatehouse
