#include "core/routing/routetreebuilder.h"

#include "core/routing/hostname.h"
#include "core/routing/pathtemplate.h"
#include "core/routing/routetreelayout.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace gatehouse {

namespace {

constexpr std::size_t MaxBits = 63;

/// Compiles route after route into a RouteDraft, then lays it out.
class Builder
{
public:
    explicit Builder(const Model &model)
        : m_model(model)
        , m_tree(std::make_unique<RouteTree>())
        , m_draft(model.routes.size())
    {
    }

    Result<std::unique_ptr<const RouteTree>> build();

private:
    using Done = Result<void>;

    Done addListeners();
    Done addRoute(std::uint32_t index);
    Done addMethods(const Route &route, const std::string &pointer, RouteTree::Candidate &candidate);
    Done addConditions(const RouteMatch &match, const std::string &pointer, RouteTree::Candidate &candidate);
    Done addPath(const Route &route, const std::string &pointer, const std::vector<std::uint32_t> &hosts,
                 RouteTree::Candidate candidate);
    Done addTemplate(const PathMatch &path, const std::string &pointer,
                     const std::vector<std::uint32_t> &hosts, const RouteRank &rank,
                     RouteTree::Candidate candidate);
    Done addRegex(const PathMatch &path, const std::string &pointer, const std::vector<std::uint32_t> &hosts,
                  const RouteTree::Candidate &candidate);
    Result<std::vector<std::uint32_t>> hostsOf(const RouteMatch &match, const std::string &pointer);
    std::uint32_t hostFor(bool isWildcard, const std::string &text);

    const Model &m_model;
    std::unique_ptr<RouteTree> m_tree;
    RouteDraft m_draft;
    std::unordered_map<std::string, std::uint64_t> m_methodBits;
    std::unordered_map<ListenerName, std::uint64_t> m_listenerBits;
    std::unordered_map<std::string, std::uint32_t> m_exactHosts;
    std::unordered_map<std::string, std::uint32_t> m_wildcardHosts;
};

tl::unexpected<Error> at(Error error, std::string pointer)
{
    error.where = std::move(pointer);
    return tl::unexpected<Error>(std::move(error));
}

Result<std::unique_ptr<const RouteTree>> Builder::build()
{
    if (auto done = addListeners(); !done)
        return tl::unexpected(done.error());
    for (std::uint32_t i = 0; i < m_model.routes.size(); ++i) {
        if (!m_model.routes[i].enabled)
            continue;
        if (auto done = addRoute(i); !done)
            return tl::unexpected(done.error());
    }
    compileRegexSets(*m_tree);
    layOutHosts(m_exactHosts, m_wildcardHosts, *m_tree);
    m_draft.layOut(*m_tree);
    return std::unique_ptr<const RouteTree>(std::move(m_tree));
}

/// Gives a bit to each listener that a route names; all others are alike.
Builder::Done Builder::addListeners()
{
    for (std::size_t i = 0; i < m_model.routes.size(); ++i) {
        for (const ListenerName &name : m_model.routes[i].listeners) {
            if (m_listenerBits.size() == MaxBits && !m_listenerBits.contains(name))
                return failure(ErrorKind::Unsupported, "routes name more than 63 different listeners",
                               fmt::format("/routes/{}/listeners", i));
            m_listenerBits.try_emplace(name, std::uint64_t{1} << m_listenerBits.size());
        }
    }
    for (const Listener &listener : m_model.listeners) {
        const auto found = m_listenerBits.find(listener.name);
        m_tree->listenerBits.push_back(found == m_listenerBits.end() ? RouteTree::OtherBit : found->second);
    }
    return {};
}

Builder::Done Builder::addRoute(std::uint32_t index)
{
    const Route &route = m_model.routes[index];
    const std::string pointer = fmt::format("/routes/{}", index);
    RouteTree::Candidate candidate;
    candidate.route = index;
    if (!route.listeners.empty()) {
        candidate.listeners = 0;
        for (const ListenerName &name : route.listeners)
            candidate.listeners |= m_listenerBits.at(name);
    }
    if (auto done = addMethods(route, pointer, candidate); !done)
        return done;
    if (auto done = addConditions(route.match, pointer, candidate); !done)
        return done;
    const auto hosts = hostsOf(route.match, pointer);
    if (!hosts)
        return tl::unexpected(hosts.error());
    return addPath(route, pointer, *hosts, candidate);
}

Builder::Done Builder::addMethods(const Route &route, const std::string &pointer,
                                  RouteTree::Candidate &candidate)
{
    if (route.match.methods.empty())
        return {};
    candidate.methods = 0;
    for (const std::string &method : route.match.methods) {
        auto found = m_methodBits.find(method);
        if (found == m_methodBits.end()) {
            if (m_methodBits.size() == MaxBits)
                return failure(ErrorKind::Unsupported, "routes name more than 63 different methods",
                               pointer + "/match/methods");
            found = m_methodBits.emplace(method, std::uint64_t{1} << m_methodBits.size()).first;
            m_tree->methods.push_back({method, packMethod(method)});
        }
        candidate.methods |= found->second;
    }
    return {};
}

Builder::Done Builder::addConditions(const RouteMatch &match, const std::string &pointer,
                                     RouteTree::Candidate &candidate)
{
    if (match.headers.empty() && match.query.empty())
        return {};
    RouteTree::Conditions conditions;
    const auto compileAll = [&pointer](const std::vector<ValueMatch> &from, const char *field,
                                       std::vector<ValueCondition> &to) -> Done {
        for (std::size_t i = 0; i < from.size(); ++i) {
            auto condition = ValueCondition::compile(from[i]);
            if (!condition)
                return at(condition.error(), fmt::format("{}/match/{}/{}/regex", pointer, field, i));
            to.push_back(std::move(*condition));
        }
        return {};
    };
    if (auto done = compileAll(match.headers, "headers", conditions.headers); !done)
        return done;
    if (auto done = compileAll(match.query, "query", conditions.query); !done)
        return done;
    candidate.conditions = static_cast<std::uint32_t>(m_tree->conditions.size());
    m_tree->conditions.push_back(std::move(conditions));
    return {};
}

Result<std::vector<std::uint32_t>> Builder::hostsOf(const RouteMatch &match, const std::string &pointer)
{
    std::vector<std::uint32_t> hosts;
    for (std::size_t i = 0; i < match.hosts.size(); ++i) {
        const auto pattern = parseHostPattern(match.hosts[i]);
        if (!pattern)
            return at(pattern.error(), fmt::format("{}/match/hosts/{}", pointer, i));
        const std::uint32_t host = hostFor(pattern->isWildcard, pattern->text);
        if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
            hosts.push_back(host);
    }
    if (match.hosts.empty()) {
        if (m_tree->anyHost == RouteTree::None) {
            m_tree->anyHost = static_cast<std::uint32_t>(m_tree->hosts.size());
            m_tree->hosts.push_back({{}, m_draft.addRoot(), RouteTree::None});
        }
        hosts.push_back(m_tree->anyHost);
    }
    return hosts;
}

std::uint32_t Builder::hostFor(bool isWildcard, const std::string &text)
{
    auto &known = isWildcard ? m_wildcardHosts : m_exactHosts;
    const auto [found, isNew] = known.try_emplace(text, static_cast<std::uint32_t>(m_tree->hosts.size()));
    if (isNew)
        m_tree->hosts.push_back({text, m_draft.addRoot(), RouteTree::None});
    return found->second;
}

Builder::Done Builder::addPath(const Route &route, const std::string &pointer,
                               const std::vector<std::uint32_t> &hosts, RouteTree::Candidate candidate)
{
    const PathMatch &path = route.match.path;
    const RouteRank rank{route.match.path.kind, route.match.methods.empty(), route.match.headers.size(),
                         route.match.query.size()};
    if (path.kind == PathKind::Regex)
        return addRegex(path, pointer, hosts, candidate);
    if (path.kind == PathKind::Template)
        return addTemplate(path, pointer, hosts, rank, candidate);
    if (path.text.empty() || path.text.front() != '/')
        return failure(
            ErrorKind::InvalidInput, fmt::format("the path '{}' does not begin with '/'", path.text),
            fmt::format("{}/match/path/{}", pointer, path.kind == PathKind::Exact ? "exact" : "prefix"));
    const std::string_view text = path.kind == PathKind::Prefix ? trimPrefix(path.text) : path.text;
    for (const std::uint32_t host : hosts) {
        std::uint32_t node = m_tree->hosts[host].root;
        if (!text.empty()) {
            for (const std::string_view segment : splitPath(text))
                node = m_draft.addLiteral(node, segment);
        }
        m_draft.addCandidate(node, rank, candidate);
    }
    return {};
}

Builder::Done Builder::addTemplate(const PathMatch &path, const std::string &pointer,
                                   const std::vector<std::uint32_t> &hosts, const RouteRank &rank,
                                   RouteTree::Candidate candidate)
{
    const auto segments = parseTemplate(path.text);
    if (!segments)
        return at(segments.error(), pointer + "/match/path/template");
    candidate.names = static_cast<std::uint32_t>(m_tree->names.size());
    for (const TemplateSegment &segment : *segments) {
        if (segment.isParameter)
            m_tree->names.emplace_back(segment.text);
    }
    for (const std::uint32_t host : hosts) {
        std::uint32_t node = m_tree->hosts[host].root;
        for (const TemplateSegment &segment : *segments)
            node = segment.isParameter ? m_draft.addParameter(node) : m_draft.addLiteral(node, segment.text);
        m_draft.addCandidate(node, rank, candidate);
    }
    return {};
}

Builder::Done Builder::addRegex(const PathMatch &path, const std::string &pointer,
                                const std::vector<std::uint32_t> &hosts,
                                const RouteTree::Candidate &candidate)
{
    const auto regex = compileRegex(path.text);
    if (!regex)
        return at(regex.error(), pointer + "/match/path/regex");
    for (const std::uint32_t host : hosts) {
        std::uint32_t &regexes = m_tree->hosts[host].regexes;
        if (regexes == RouteTree::None) {
            regexes = static_cast<std::uint32_t>(m_tree->regexes.size());
            m_tree->regexes.emplace_back();
        }
        m_tree->regexes[regexes].each.push_back(*regex);
        m_tree->regexes[regexes].candidates.push_back(candidate);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<const RouteTree>> buildRouteTree(const Model &model)
{
    return Builder(model).build();
}

} // namespace gatehouse
