#include "core/model/asciicase.h"
#include "core/model/examination.h"
#include "core/model/matchsyntax.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace gatehouse {

namespace {

void examineTargets(Examination &examination, std::size_t index, const std::vector<RouteTarget> &targets)
{
    const std::string pointer = pointerTo("routes", index, "to");
    std::set<std::string_view> seen;
    bool anyWeight = false;
    for (std::size_t k = 0; k < targets.size(); ++k) {
        const std::string_view name = targets[k].service.view();
        const std::string at = pointer + "/" + std::to_string(k) + "/service";
        anyWeight = anyWeight || targets[k].weight > 0;
        if (!examination.services.contains(name))
            examination.add(code::UnknownService, at, fmt::format("There is no service {}", name),
                            "Add the service, or name one that exists");
        if (!seen.insert(name).second)
            examination.add(code::DuplicateTarget, at,
                            fmt::format("{} is a target of this route already", name),
                            "Remove one, and give the other the weight of both");
    }
    // Where there is neither `to` nor another action the codec has said so.
    if (!anyWeight && examination.isWritten(pointer))
        examination.add(code::NoTarget, pointer,
                        "No target has a weight above 0: every request is answered with 503",
                        "Give one a weight above 0");
}

void examineRedirect(Examination &examination, std::size_t index, const Route &route,
                     const Redirect &redirect)
{
    const std::string pointer = pointerTo("routes", index, "redirect");
    static constexpr std::array<int, 5> Statuses{301, 302, 303, 307, 308};
    if (std::find(Statuses.begin(), Statuses.end(), redirect.status) == Statuses.end())
        examination.add(code::RedirectStatus, pointer + "/status",
                        fmt::format("{} does not send a client elsewhere", redirect.status),
                        "Use 301, 302, 303, 307 or 308");
    if (!redirect.host.empty()) {
        if (const auto problem = authorityProblem(redirect.host))
            examination.add(code::BadRedirect, pointer + "/host", problem->message, problem->fix);
    }
    if (!redirect.path.empty() && !redirect.path.starts_with('/'))
        examination.add(code::BadRedirect, pointer + "/path",
                        fmt::format("'{}' does not begin with /", redirect.path),
                        fmt::format("Write /{}", redirect.path));
    const auto isOwnHost = [&redirect](const std::string &host) {
        return loweredAscii(host) == loweredAscii(redirect.host);
    };
    const bool sameHost =
        redirect.host.empty() || std::any_of(route.match.hosts.begin(), route.match.hosts.end(), isOwnHost);
    const bool samePath = redirect.path.empty()
        || (route.match.path.kind == PathKind::Exact && route.match.path.text == redirect.path);
    if (redirect.scheme.empty() && sameHost && samePath)
        examination.add(code::RedirectLoop, pointer,
                        redirect.host.empty()
                            ? "Clients are sent back to the address that they asked for"
                            : fmt::format("Clients of {} are sent back to where they are", redirect.host),
                        "Give another host, path or scheme");
}

/// Blocks that say how a service is called, on a route that calls none.
void examineEffect(Examination &examination, std::size_t index)
{
    for (const char *block : {"rewrite", "mirror", "retry", "timeout"}) {
        const std::string pointer = pointerTo("routes", index, block);
        if (examination.isWritten(pointer))
            examination.add(code::NoEffect, pointer,
                            fmt::format("The route answers itself, so {} does nothing", block), "Remove it");
    }
}

bool hasParameter(const PathMatch &path, std::string_view name)
{
    if (path.kind != PathKind::Template)
        return false;
    const auto parts = templateParts(path.text);
    return std::find(parts.begin(), parts.end(), TemplatePart{true, name}) != parts.end();
}

void examineRewrite(Examination &examination, std::size_t index, const Route &route)
{
    const Rewrite &rewrite = *route.rewrite;
    const std::string pointer = pointerTo("routes", index, "rewrite");
    if (!rewrite.path.empty() && rewrite.prefix)
        examination.add(code::RewriteMisfit, pointer, "path and prefix cannot both be written anew",
                        "Keep one of them");
    if (rewrite.prefix && route.match.path.kind != PathKind::Prefix)
        examination.add(code::RewriteMisfit, pointer + "/prefix",
                        "The route does not match by prefix, so there is none to replace",
                        "Use rewrite.path");
    if (rewrite.prefix && !rewrite.prefix->empty() && !rewrite.prefix->starts_with('/'))
        examination.add(code::RewriteMisfit, pointer + "/prefix",
                        fmt::format("'{}' does not begin with /", *rewrite.prefix),
                        fmt::format("Write /{}", *rewrite.prefix));
    if (!rewrite.host.empty()) {
        if (const auto problem = authorityProblem(rewrite.host))
            examination.add(code::BadHost, pointer + "/host", problem->message, problem->fix);
    }
    if (rewrite.path.empty())
        return;
    if (!rewrite.path.starts_with('/'))
        examination.add(code::RewriteMisfit, pointer + "/path",
                        fmt::format("'{}' does not begin with /", rewrite.path),
                        fmt::format("Write /{}", rewrite.path));
    for (const TemplatePart &part : templateParts(rewrite.path)) {
        if (part.isParameter && !hasParameter(route.match.path, part.text))
            examination.add(code::UnknownParameter, pointer + "/path",
                            fmt::format("The route's path has no parameter {}", part.text),
                            route.match.path.kind == PathKind::Template ? "Use a name that the template has"
                                                                        : "Match by a template");
    }
}

void examineHeaderName(Examination &examination, const std::string &pointer, const std::string &name)
{
    static constexpr std::array<std::string_view, 9> Managed{
        "connection",        "keep-alive", "proxy-connection", "te",  "trailer",
        "transfer-encoding", "upgrade",    "content-length",   "host"};
    const std::string lower = loweredAscii(name);
    if (std::find(Managed.begin(), Managed.end(), lower) == Managed.end())
        return;
    examination.add(code::ManagedHeader, pointer, fmt::format("{} is set by the gateway itself", name),
                    lower == "host" ? "Use rewrite.host" : "Remove it");
}

void examineHeaderEdits(Examination &examination, const std::string &pointer, const HeaderEdits &edits)
{
    const auto step = [](const std::string &parent, const char *field, const std::string &key) {
        std::string at = parent + field;
        appendStep(at, key);
        return at;
    };
    for (const auto &[name, value] : edits.set)
        examineHeaderName(examination, step(pointer, "/set", name), name);
    for (const auto &[name, value] : edits.add)
        examineHeaderName(examination, step(pointer, "/add", name), name);
    for (std::size_t k = 0; k < edits.remove.size(); ++k)
        examineHeaderName(examination, pointer + "/remove/" + std::to_string(k), edits.remove[k]);
}

void examineAction(Examination &examination, std::size_t index, const Route &route)
{
    if (const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action))
        return examineTargets(examination, index, *targets);
    examineEffect(examination, index);
    if (const auto *redirect = std::get_if<Redirect>(&route.action))
        examineRedirect(examination, index, route, *redirect);
    if (const auto *response = std::get_if<FixedResponse>(&route.action)) {
        for (const auto &[name, value] : response->headers)
            examineHeaderName(examination, pointerTo("routes", index, "respond", "headers", name), name);
    }
}

void examineRoute(Examination &examination, std::size_t index, const Route &route)
{
    for (std::size_t k = 0; k < route.listeners.size(); ++k) {
        if (!examination.listeners.contains(route.listeners[k].view()))
            examination.add(code::UnknownListener, pointerTo("routes", index, "listeners", k),
                            fmt::format("There is no listener {}", route.listeners[k].str()),
                            "Add the listener, or name one that exists");
    }
    examineAction(examination, index, route);
    if (route.rewrite)
        examineRewrite(examination, index, route);
    examineHeaderEdits(examination, pointerTo("routes", index, "headers", "request"), route.requestHeaders);
    examineHeaderEdits(examination, pointerTo("routes", index, "headers", "response"), route.responseHeaders);
    if (!route.mirror)
        return;
    const std::string_view mirror = route.mirror->service.view();
    if (!examination.services.contains(mirror))
        examination.add(code::UnknownService, pointerTo("routes", index, "mirror", "service"),
                        fmt::format("There is no service {}", mirror),
                        "Add the service, or name one that exists");
    const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
    if (targets != nullptr
        && std::any_of(targets->begin(), targets->end(),
                       [mirror](const RouteTarget &target) { return target.service.view() == mirror; }))
        examination.add(code::MirrorToItself, pointerTo("routes", index, "mirror", "service"),
                        fmt::format("{} gets these requests already: it would do each twice", mirror),
                        "Mirror to another service");
}

} // namespace

void examineRoutes(Examination &examination)
{
    const std::vector<Route> &routes = examination.model().routes;
    examineNames(examination, code::DuplicateRoute, "routes", "route", namesOf(routes));
    for (std::size_t i = 0; i < routes.size(); ++i)
        examineRoute(examination, i, routes[i]);
}

} // namespace gatehouse
