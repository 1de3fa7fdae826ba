#include "core/routing/precedence.h"

#include "core/routing/pathtemplate.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace gatehouse {

namespace {

/// Larger for narrower: exact above the wildcards by their length above none.
std::size_t narrowness(const HostPattern &pattern)
{
    return pattern.isWildcard ? pattern.text.size() : std::numeric_limits<std::size_t>::max();
}

/// That of the narrowest pattern that fits; where none does, of the narrowest at all.
std::size_t hostRank(const RouteMatch &match, std::string_view host)
{
    std::size_t fitting = 0;
    std::size_t any = 0;
    for (const std::string &text : match.hosts) {
        const auto pattern = parseHostPattern(text);
        if (!pattern)
            continue;
        any = std::max(any, narrowness(*pattern));
        if (pattern->matches(host))
            fitting = std::max(fitting, narrowness(*pattern));
    }
    return fitting > 0 ? fitting : any;
}

std::vector<bool> parametersOf(const PathMatch &path)
{
    std::vector<bool> parameters;
    if (path.kind != PathKind::Template)
        return parameters;
    if (const auto segments = parseTemplate(path.text)) {
        for (const TemplateSegment &segment : *segments)
            parameters.push_back(segment.isParameter);
    }
    return parameters;
}

template <class T> int sign(const T &left, const T &right)
{
    return left < right ? -1 : (right < left ? 1 : 0);
}

} // namespace

PrecedenceOrder::PrecedenceOrder(const Model &model, std::string_view host)
    : m_model(model)
    , m_order(model.routes.size())
{
    const std::string_view bare = withoutPort(host);
    m_places.reserve(model.routes.size());
    for (const Route &route : model.routes)
        m_places.push_back({hostRank(route.match, bare), parametersOf(route.match.path)});
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin(), m_order.end(),
              [this](std::uint32_t left, std::uint32_t right) { return compare(left, right).sign < 0; });
}

Precedence PrecedenceOrder::decidedBy(std::uint32_t first, std::uint32_t second) const
{
    return compare(first, second).by;
}

PrecedenceOrder::Comparison PrecedenceOrder::compare(std::uint32_t left, std::uint32_t right) const
{
    const RouteMatch &a = m_model.routes[left].match;
    const RouteMatch &b = m_model.routes[right].match;
    if (const int host = sign(m_places[right].host, m_places[left].host); host != 0)
        return {host, Precedence::Host};
    if (const int path = comparePaths(left, right); path != 0)
        return {path, Precedence::Path};
    // Regexes go by the order in the document, whatever else they ask for.
    if (a.path.kind == PathKind::Regex)
        return {sign(left, right), Precedence::Order};
    if (const int method = sign(a.methods.empty(), b.methods.empty()); method != 0)
        return {method, Precedence::Method};
    if (const int headers = sign(b.headers.size(), a.headers.size()); headers != 0)
        return {headers, Precedence::Headers};
    if (const int query = sign(b.query.size(), a.query.size()); query != 0)
        return {query, Precedence::Query};
    return {sign(left, right), Precedence::Order};
}

int PrecedenceOrder::comparePaths(std::uint32_t left, std::uint32_t right) const
{
    const PathMatch &a = m_model.routes[left].match.path;
    const PathMatch &b = m_model.routes[right].match.path;
    if (a.kind != b.kind)
        return sign(a.kind, b.kind);
    switch (a.kind) {
    case PathKind::Template:
        return sign(m_places[left].segments, m_places[right].segments);
    case PathKind::Prefix:
        return sign(trimPrefix(b.text).size(), trimPrefix(a.text).size());
    case PathKind::Exact:
    case PathKind::Regex:
        break;
    }
    return 0;
}

} // namespace gatehouse
