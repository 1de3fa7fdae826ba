#include "core/drivers/haproxy/routeorder.h"

#include "core/routing/hostname.h"
#include "core/routing/pathtemplate.h"

#include <algorithm>
#include <compare>

namespace gatehouse::haproxy {

namespace {

/// What decides between two matches; smaller goes first.
struct Rank
{
    int hostClass = 0; ///< exact, wildcard, any
    std::size_t hostShortness = 0;
    PathKind kind = PathKind::Exact;
    std::vector<bool> parameters{}; ///< of a template: whether the segment is one
    std::size_t prefixShortness = 0;
    std::size_t regexPlace = 0;
    bool anyMethod = false;
    std::size_t fewerHeaders = 0;
    std::size_t fewerQuery = 0;
    std::size_t place = 0;

    auto operator<=>(const Rank &) const = default;
};

constexpr std::size_t Most = 1U << 30;

Rank rankOf(const Route &route, std::size_t place, const std::optional<std::string> &host)
{
    Rank rank;
    if (!host)
        rank.hostClass = 2;
    else if (host->starts_with("*.")) {
        rank.hostClass = 1;
        rank.hostShortness = Most - host->size();
    }
    const PathMatch &path = route.match.path;
    rank.kind = path.kind;
    if (path.kind == PathKind::Template) {
        if (const auto segments = parseTemplate(path.text)) {
            for (const TemplateSegment &segment : *segments)
                rank.parameters.push_back(segment.isParameter);
        }
    } else if (path.kind == PathKind::Prefix) {
        rank.prefixShortness = Most - trimPrefix(path.text).size();
    } else if (path.kind == PathKind::Regex) {
        rank.regexPlace = place;
    }
    rank.anyMethod = route.match.methods.empty();
    rank.fewerHeaders = Most - route.match.headers.size();
    rank.fewerQuery = Most - route.match.query.size();
    rank.place = place;
    return rank;
}

bool isOn(const Route &route, const ListenerName &listener)
{
    return route.listeners.empty()
        || std::find(route.listeners.begin(), route.listeners.end(), listener) != route.listeners.end();
}

} // namespace

std::vector<RankedMatch> orderOfPrecedence(const Model &model, const ListenerName &listener)
{
    std::vector<std::pair<Rank, RankedMatch>> ranked;
    for (std::size_t i = 0; i < model.routes.size(); ++i) {
        const Route &route = model.routes[i];
        if (!route.enabled || !isOn(route, listener))
            continue;
        std::vector<std::optional<std::string>> hosts;
        for (const std::string &host : route.match.hosts)
            hosts.emplace_back(lowerCase(host));
        if (hosts.empty())
            hosts.emplace_back(std::nullopt);
        for (std::optional<std::string> &host : hosts) {
            Rank rank = rankOf(route, i, host);
            ranked.emplace_back(std::move(rank), RankedMatch{i, std::move(host)});
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<RankedMatch> order;
    order.reserve(ranked.size());
    for (auto &match : ranked)
        order.push_back(std::move(match.second));
    return order;
}

} // namespace gatehouse::haproxy
