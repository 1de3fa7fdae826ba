#include "core/model/address.h"
#include "core/model/asciicase.h"
#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatehouse {

namespace {

bool hasCredentials(const Model &model)
{
    return !model.authProviders.empty()
        || std::any_of(model.consumers.begin(), model.consumers.end(),
                       [](const Consumer &consumer) { return consumer.apiKey.has_value(); });
}

/// Whether every address of `inner` is in `outer`.
bool covers(const Cidr &outer, const Cidr &inner)
{
    return outer.prefixLength <= inner.prefixLength && outer.bytes.size() == inner.bytes.size()
        && contains(outer, inner.bytes);
}

void examineAddresses(Examination &examination, std::size_t index, const Route &route)
{
    if (route.allow && route.allow->empty())
        examination.add(code::NobodyAllowed, pointerTo("routes", index, "allow"),
                        "The list is empty: nobody may come in", "Name blocks of addresses, or remove allow");
    for (const char *list : {"allow", "deny"}) {
        const auto &blocks = list == std::string_view("allow") ? route.allow : route.deny;
        for (std::size_t k = 0; blocks && k < blocks->size(); ++k)
            examineHostBits(examination, pointerTo("routes", index, list, k), (*blocks)[k]);
    }
    if (!route.allow || !route.deny)
        return;
    for (std::size_t k = 0; k < route.allow->size(); ++k) {
        const Cidr &allowed = (*route.allow)[k];
        const auto denied = std::find_if(route.deny->begin(), route.deny->end(),
                                         [&allowed](const Cidr &block) { return covers(block, allowed); });
        if (denied != route.deny->end())
            examination.add(
                code::AllowedAndDenied, pointerTo("routes", index, "allow", k),
                fmt::format("{} is allowed, but denied by {}, which goes first", allowed.text, denied->text),
                "Remove one of them");
    }
}

/// Conditions and edits on headers that the gateway itself fills with who is calling.
void examineIdentityHeaders(Examination &examination, std::size_t index, const Route &route)
{
    std::set<std::string> own;
    for (const auto &[header, source] : route.auth.identityHeaders)
        own.insert(loweredAscii(header));
    const auto report = [&](const std::string &pointer, const std::string &name, const char *what) {
        if (own.contains(loweredAscii(name)))
            examination.add(code::IdentityHeaderConflict, pointer,
                            fmt::format("{} is an identity header: what clients send in it is dropped, so {}",
                                        name, what),
                            "Use another header");
    };
    for (std::size_t k = 0; k < route.match.headers.size(); ++k)
        report(pointerTo("routes", index, "match", "headers", k, "name"), route.match.headers[k].name,
               "it cannot tell routes apart");
    for (const auto &[name, value] : route.requestHeaders.set)
        report(pointerTo("routes", index, "headers", "request", "set", name), name,
               "setting it would feign a caller");
    for (const auto &[name, value] : route.requestHeaders.add)
        report(pointerTo("routes", index, "headers", "request", "add", name), name,
               "adding to it would feign a caller");
    if (route.rateLimit && route.rateLimit->per == RateLimitKey::Header)
        report(pointerTo("routes", index, "rateLimit", "per", "header"), route.rateLimit->header,
               "limits cannot count by it");
}

void examineProtection(Examination &examination, std::size_t index, const Route &route)
{
    if (!route.auth.required) {
        for (const char *policy : {"access", "trust"}) {
            const std::string pointer = pointerTo("routes", index, policy);
            if (examination.isWritten(pointer))
                examination.add(
                    code::PolicyWithoutAuth, pointer,
                    fmt::format("{} needs to know who is calling, but the route is public", policy),
                    "Remove auth: {required: false}");
        }
        if (route.enabled)
            examination.add(code::PublicRoute, pointerTo("routes", index, "auth", "required"),
                            fmt::format("Route {} is public", route.name.str()));
        if (route.rateLimit && route.rateLimit->per == RateLimitKey::Consumer)
            examination.add(code::ConsumerLimitOnPublic, pointerTo("routes", index, "rateLimit"),
                            "Callers of a public route are not known, so the limit counts by address",
                            "Say per: address");
    } else if (route.enabled && !hasCredentials(examination.model())) {
        examination.add(
            code::AuthWithoutProvider, pointerTo("routes", index),
            fmt::format("Route {} asks for authentication, but there is no provider and no API key",
                        route.name.str()),
            "Add one to authProviders, or make the route public with auth: {required: false}");
    }
    for (std::size_t k = 0; k < route.auth.providers.size(); ++k) {
        if (!examination.providers.contains(route.auth.providers[k].view()))
            examination.add(code::UnknownProvider, pointerTo("routes", index, "auth", "providers", k),
                            fmt::format("There is no provider {}", route.auth.providers[k].str()),
                            "Add it to authProviders, or name one that exists");
    }
    if (route.access && !examination.accessPolicies.contains(route.access->view()))
        examination.add(code::UnknownAccessPolicy, pointerTo("routes", index, "access"),
                        fmt::format("There is no access policy {}", route.access->str()),
                        "Add it to accessPolicies, or name one that exists");
    if (route.trust && !examination.trustPolicies.contains(route.trust->view()))
        examination.add(code::UnknownTrustPolicy, pointerTo("routes", index, "trust"),
                        fmt::format("There is no trust policy {}", route.trust->str()),
                        "Add it to trustPolicies, or name one that exists");
}

void examineRoute(Examination &examination, std::size_t index, const Route &route)
{
    examineProtection(examination, index, route);
    examineAddresses(examination, index, route);
    examineIdentityHeaders(examination, index, route);
    if (route.rateLimit && route.rateLimit->window == Milliseconds{0})
        examination.add(code::ZeroDuration, pointerTo("routes", index, "rateLimit", "window"),
                        "A window of no time counts nothing", "Use a window such as 60s");
    if (!route.cors || !route.cors->credentials)
        return;
    const auto wildcard = std::find(route.cors->origins.begin(), route.cors->origins.end(), "*");
    if (wildcard != route.cors->origins.end())
        examination.add(code::CorsCredentials,
                        pointerTo("routes", index, "cors", "origins",
                                  static_cast<std::size_t>(wildcard - route.cors->origins.begin())),
                        "Browsers refuse credentials for the origin *",
                        "Name the origins, or switch credentials off");
}

} // namespace

void examineRoutePolicies(Examination &examination)
{
    const std::vector<Route> &routes = examination.model().routes;
    for (std::size_t i = 0; i < routes.size(); ++i)
        examineRoute(examination, i, routes[i]);
}

} // namespace gatehouse
