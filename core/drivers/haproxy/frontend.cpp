#include "core/drivers/haproxy/frontend.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/countertables.h"
#include "core/drivers/haproxy/ownanswers.h"
#include "core/drivers/haproxy/quoting.h"

#include <algorithm>
#include <numeric>

namespace gatehouse::haproxy {

namespace {

/// How many proxies in front of the gateway are stepped over to find the client.
constexpr int TrustedHops = 4;

std::string bindAddress(const Address &address)
{
    return quoteWord(address.host.find(':') == std::string::npos
                         ? fmt::format("{}:{}", address.host, address.port)
                         : fmt::format("[{}]:{}", address.host, address.port));
}

std::string setText(std::string_view variable, std::string_view text)
{
    return fmt::format("http-request set-var({}) {}", variable,
                       quoteWord(fmt::format("str({})", quoteArgument(text))));
}

/// The routes of the matches, each once, in the document's order.
std::vector<const Route *> routesOf(const Model &model, const std::vector<RankedMatch> &matches)
{
    std::vector<std::size_t> indexes;
    for (const RankedMatch &match : matches)
        indexes.push_back(match.route);
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    std::vector<const Route *> routes;
    for (const std::size_t index : indexes)
        routes.push_back(&model.routes[index]);
    return routes;
}

void writeClient(ProxySection &section, const Listener &listener, ObjectLedger &ledger)
{
    section.comment("the request's number, and who sent it");
    const std::string sane =
        section.condition("numbered", "req.fhdr(x-request-id) -m reg", {"^[A-Za-z0-9._-]{1,128}\\z"});
    section.line("http-request set-var(txn.gh_id) unique-id");
    section.line("http-request set-var(txn.gh_id) req.fhdr(x-request-id) if {}", sane);
    section.line("http-request set-var(txn.gh_peer) src");
    if (!listener.clientAddress)
        return;
    std::vector<std::string> trusted;
    for (const Cidr &cidr : listener.clientAddress->trustedProxies)
        trusted.push_back(cidr.text);
    ledger.approximate(
        "/clientAddress", "http-request set-src req.hdr_ip(…)",
        "The header is read from its end, over proxies that are trusted.",
        {{DeltaAspect::Scope, "any number of trusted proxies", fmt::format("at most {}", TrustedHops)}});
    if (trusted.empty() || !isHeaderName(listener.clientAddress->header))
        return;
    const std::string from = section.condition("trusted", "src", trusted);
    for (int hop = 1; hop <= TrustedHops; ++hop) {
        const std::string address = fmt::format("req.hdr_ip({},-{})", listener.clientAddress->header, hop);
        const std::string there = section.condition("forwarded", quoteWord(address) + " -m found");
        section.line("http-request set-src {} if {} {}", quoteWord(address), from, there);
    }
}

void writeSelection(RenderContext &context, ProxySection &section, const std::vector<RankedMatch> &matches)
{
    section.comment("which route wins, in order of precedence");
    const std::string routed = section.condition("routed", "var(txn.gh_route) -m found");
    for (const RankedMatch &match : matches) {
        const Route &route = context.model.routes[match.route];
        std::vector<std::string> conditions{"!" + routed};
        for (std::string &condition : matchConditions(section, route, match, context.values, true))
            conditions.push_back(std::move(condition));
        section.line("{}{}", setText("txn.gh_route", route.name.str()), when(conditions));
    }
    section.comment("counted by route: requests, then answers by class");
    section.line("http-request track-sc0 var(txn.gh_route) table {} if {}", RouteCounters, routed);
    section.line("http-request sc-inc-gpc({},0) if {}", RequestCounter, routed);
    for (int digit = 2; digit <= 5; ++digit) {
        const std::string status = section.condition("status", fmt::format("status {0}00:{0}99", digit));
        section.line("http-after-response set-var(txn.gh_counted) sc_inc_gpc({},0) if {}",
                     FirstStatusCounter + static_cast<std::size_t>(digit) - 2, status);
    }
}

void writeForwarding(RenderContext &context, ProxySection &section)
{
    section.comment("what every service gets");
    section.line("http-request set-header X-Request-Id %[var(txn.gh_id)]");
    section.line("http-request add-header X-Forwarded-For %[var(txn.gh_peer)]");
    section.line("http-request set-header X-Forwarded-Proto http");
    section.line("http-request add-header Via {}",
                 quoteWord("%[req.ver] " + escapeFormat(context.options.gateway)));
    section.line("http-response add-header Via {}",
                 quoteWord("%[res.ver] " + escapeFormat(context.options.gateway)));
}

/// Multiplying a counter by this, modulo `total`, visits every number below `total` once and spreads them
/// evenly.
std::int64_t spreadingFactor(std::int64_t total)
{
    auto factor = std::max<std::int64_t>(1, total * 618 / 1000); // the golden section
    while (std::gcd(factor, total) != 1)
        ++factor;
    return factor;
}

/// Parts the requests of a route by weight: out of as many as the weights add up to, each service gets
/// exactly its share.
void writeShares(RenderContext &context, ProxySection &section, const Route &route,
                 const std::vector<RouteTarget> &targets)
{
    std::int64_t total = 0;
    for (const RouteTarget &target : targets)
        total += target.weight;
    context.route(route).exact(
        "/to", "use_backend by a counter of the route",
        fmt::format("Of {} requests each service gets its share, evenly spread.", total));
    const std::string mine = routeCondition(section, {route.name.str()});
    section.line("http-request set-var(txn.gh_share) sc_inc_gpc({},0),mul({}),mod({}) if {}", TurnCounter,
                 spreadingFactor(total), total, mine);
    std::int64_t end = 0;
    for (const RouteTarget &target : targets) {
        end += target.weight;
        if (target.weight == 0)
            continue;
        const std::string share =
            section.condition("share", fmt::format("var(txn.gh_share) -m int lt {}", end));
        section.line("use_backend {} if {} {}", backendName(target.service), mine, share);
    }
}

void writeTargets(RenderContext &context, ProxySection &section, const std::vector<const Route *> &routes)
{
    section.comment("which service answers");
    std::vector<std::pair<std::string, std::vector<std::string>>> single; // backend, its routes
    for (const Route *route : routes) {
        const auto *targets = std::get_if<std::vector<RouteTarget>>(&route->action);
        if (!targets)
            continue;
        const auto used = std::count_if(targets->begin(), targets->end(),
                                        [](const RouteTarget &t) { return t.weight > 0; });
        if (used > 1) {
            writeShares(context, section, *route, *targets);
            continue;
        }
        context.route(*route).exact("/to", "use_backend");
        for (const RouteTarget &target : *targets) {
            if (target.weight == 0)
                continue;
            const std::string backend = backendName(target.service);
            auto found = std::find_if(single.begin(), single.end(),
                                      [&](const auto &known) { return known.first == backend; });
            if (found == single.end())
                found = single.insert(single.end(), {backend, {}});
            found->second.push_back(route->name.str());
        }
    }
    for (const auto &[backend, names] : single)
        section.line("use_backend {} if {}", backend, routeCondition(section, names));
}

/// Answers what no route won: 405 with the methods that would have, else 404. A backend of its own, so that
/// requests that are routed do not pay for it.
std::string renderUnrouted(RenderContext &context, const std::string &name,
                           const std::vector<RankedMatch> &matches)
{
    ProxySection section("backend " + name);
    const std::string routed = section.condition("routed", "var(txn.gh_route) -m found");
    // A route whose services all have weight 0.
    section.line("http-request return {} if {}",
                 answerLine(503, "no_endpoint", "The route has no service that takes requests."), routed);
    std::vector<std::string> methods;
    for (const Route *route : routesOf(context.model, matches)) {
        for (const std::string &method : route->match.methods) {
            if (std::find(methods.begin(), methods.end(), method) == methods.end())
                methods.push_back(method);
        }
    }
    for (const RankedMatch &match : matches) {
        const Route &route = context.model.routes[match.route];
        if (route.match.methods.empty())
            continue;
        const auto conditions = matchConditions(section, route, match, context.values, false);
        for (const std::string &method : route.match.methods) {
            const auto place = std::find(methods.begin(), methods.end(), method) - methods.begin();
            section.line("http-request set-var(txn.gh_allowed{}) bool(true){}", place, when(conditions));
        }
    }
    const std::string some = section.condition("some", "var(txn.gh_allow) -m found");
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const std::string mine =
            section.condition("allowed", fmt::format("var(txn.gh_allowed{}) -m found", i));
        section.line("http-request set-var-fmt(txn.gh_allow) {} if {} {}",
                     quoteWord("%[var(txn.gh_allow)], " + escapeFormat(methods[i])), mine, some);
        section.line("{} if {} !{}", setText("txn.gh_allow", methods[i]), mine, some);
    }
    section.line("http-request return {} if {}",
                 answerLine(405, "method_not_allowed", "The method is not allowed here.",
                            {{"Allow", "%[var(txn.gh_allow)]"}}, Routed::No),
                 some);
    section.line("http-request return {}",
                 answerLine(404, "no_route", "No route matches the request.", {}, Routed::No));
    return section.text();
}

} // namespace

std::string renderListener(RenderContext &context, Protection &protection, const Listener &listener)
{
    ObjectLedger &ledger = context.ledger.object("listeners", listener.name.str());
    const auto moved = context.options.listeners.find(listener.name.str());
    const Address &address = moved == context.options.listeners.end() ? listener.address : moved->second;
    ledger.exact("/address", fmt::format("bind {}", bindAddress(address)),
                 moved == context.options.listeners.end() ? std::string()
                                                          : "The gateway has its own address for it.");
    ledger.exact("/encodedSlashes", "http-request return status 400 if { path … }");
    if (listener.tls) {
        ledger.unsupported(
            "/tls",
            "The listener is not opened: this driver does not set up TLS, and never opens it in the clear.");
        return {};
    }
    const std::vector<RankedMatch> matches = orderOfPrecedence(context.model, listener.name);
    const std::vector<const Route *> routes = routesOf(context.model, matches);
    const std::string unrouted = "unrouted." + listener.name.str();

    ProxySection section("frontend listener." + listener.name.str());
    section.line("bind {}", bindAddress(address));
    writeClient(section, listener, ledger);
    writeRequestValues(section, context.model, matches, context.values, listener.encodedSlashes);
    writeSelection(context, section, matches);
    protection.write(section, routes);
    writeForwarding(context, section);
    for (const Route *route : routes)
        writeOwnAnswer(context, section, *route);
    writeTargets(context, section, routes);
    section.line("default_backend {}", unrouted);
    return section.text() + renderUnrouted(context, unrouted, matches);
}

} // namespace gatehouse::haproxy
