#include "core/model/enforced.h"

#include "core/model/examine.h"
#include "core/model/findingcode.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

using Pointers = std::vector<std::string>;

template <class Has> Pointers ofRoutes(const Model &model, std::string_view field, Has has)
{
    Pointers pointers;
    for (std::size_t i = 0; i < model.routes.size(); ++i) {
        if (model.routes[i].enabled && has(model.routes[i]))
            pointers.push_back(pointerTo("routes", i) + std::string(field));
    }
    return pointers;
}

template <class Has> Pointers ofServices(const Model &model, std::string_view field, Has has)
{
    Pointers pointers;
    for (std::size_t i = 0; i < model.services.size(); ++i) {
        if (has(model.services[i]))
            pointers.push_back(pointerTo("services", i) + std::string(field));
    }
    return pointers;
}

template <class Has> Pointers ofListeners(const Model &model, std::string_view field, Has has)
{
    Pointers pointers;
    for (std::size_t i = 0; i < model.listeners.size(); ++i) {
        if (has(model.listeners[i]))
            pointers.push_back(pointerTo("listeners", i) + std::string(field));
    }
    return pointers;
}

bool triesAgain(const std::optional<RetrySettings> &retry)
{
    return retry && retry->attempts > 1;
}

Pointers strangeAlgorithms(const Model &model)
{
    static constexpr std::array<std::string_view, 3> Known{"HS256", "RS256", "ES256"};
    Pointers pointers;
    for (std::size_t i = 0; i < model.authProviders.size(); ++i) {
        const std::vector<std::string> &algorithms = model.authProviders[i].algorithms;
        for (std::size_t k = 0; k < algorithms.size(); ++k) {
            if (std::find(Known.begin(), Known.end(), algorithms[k]) == Known.end())
                pointers.push_back(pointerTo("authProviders", i, "algorithms", k));
        }
    }
    return pointers;
}

Pointers keysByUrl(const Model &model)
{
    Pointers pointers;
    for (std::size_t i = 0; i < model.authProviders.size(); ++i) {
        if (std::holds_alternative<KeysFromUrl>(model.authProviders[i].keys))
            pointers.push_back(pointerTo("authProviders", i, "keys", "url"));
    }
    return pointers;
}

Pointers apiKeys(const Model &model)
{
    Pointers pointers;
    for (std::size_t i = 0; i < model.consumers.size(); ++i) {
        if (model.consumers[i].apiKey)
            pointers.push_back(pointerTo("consumers", i, "apiKey"));
    }
    return pointers;
}

constexpr std::array<UnenforcedField, 23> Table{{
    {"listeners[].tls", "accept TLS",
     [](const Model &m) {
         return ofListeners(m, "/tls", [](const Listener &l) { return l.tls.has_value(); });
     }},
    {"listeners[].clientAddress", "take the client's address from a header",
     [](const Model &m) {
         return ofListeners(m, "/clientAddress",
                            [](const Listener &l) { return l.clientAddress.has_value(); });
     }},
    {"services[].protocol", "speak HTTP/2 to services",
     [](const Model &m) {
         return ofServices(m, "/protocol", [](const Service &s) { return s.protocol != Protocol::Http1; });
     }},
    {"services[].tls", "speak TLS to services",
     [](const Model &m) {
         return ofServices(m, "/tls", [](const Service &s) { return s.tls.has_value(); });
     }},
    {"services[].loadBalancing.policy", "balance by any other policy than weightedRoundRobin",
     [](const Model &m) {
         return ofServices(m, "/loadBalancing/policy", [](const Service &s) {
             return s.loadBalancing.policy != BalancingPolicy::WeightedRoundRobin;
         });
     }},
    {"services[].loadBalancing.hashOn", "choose endpoints by a hash",
     [](const Model &m) {
         return ofServices(m, "/loadBalancing/hashOn",
                           [](const Service &s) { return s.loadBalancing.hashOn.has_value(); });
     }},
    {"services[].loadBalancing.panicPercent", "use unhealthy endpoints when too few are healthy",
     [](const Model &m) {
         return ofServices(m, "/loadBalancing/panicPercent",
                           [](const Service &s) { return s.loadBalancing.panicPercent > 0; });
     }},
    {"services[].outlierDetection", "eject single endpoints",
     [](const Model &m) {
         return ofServices(m, "/outlierDetection",
                           [](const Service &s) { return s.outlierDetection.has_value(); });
     }},
    {"services[].circuitBreaker.failureRate", "open a breaker by a share of failures",
     [](const Model &m) {
         return ofServices(m, "/circuitBreaker/failureRate", [](const Service &s) {
             return s.circuitBreaker && s.circuitBreaker->failureRate;
         });
     }},
    {"services[].circuitBreaker.slowCalls", "open a breaker by slow calls",
     [](const Model &m) {
         return ofServices(m, "/circuitBreaker/slowCalls",
                           [](const Service &s) { return s.circuitBreaker && s.circuitBreaker->slowCalls; });
     }},
    {"services[].retry", "try requests again",
     [](const Model &m) {
         return ofServices(m, "/retry", [](const Service &s) { return triesAgain(s.retry); });
     }},
    {"routes[].cors", "answer for CORS",
     [](const Model &m) {
         return ofRoutes(m, "/cors", [](const Route &r) { return r.cors.has_value(); });
     }},
    {"routes[].mirror", "mirror requests",
     [](const Model &m) {
         return ofRoutes(m, "/mirror", [](const Route &r) { return r.mirror.has_value(); });
     }},
    {"routes[].rateLimit", "limit rates",
     [](const Model &m) {
         return ofRoutes(m, "/rateLimit", [](const Route &r) { return r.rateLimit.has_value(); });
     }},
    {"routes[].allow", "allow by address",
     [](const Model &m) {
         return ofRoutes(m, "/allow", [](const Route &r) { return r.allow.has_value(); });
     }},
    {"routes[].deny", "deny by address",
     [](const Model &m) {
         return ofRoutes(m, "/deny", [](const Route &r) { return r.deny.has_value(); });
     }},
    {"routes[].access", "decide by access policies",
     [](const Model &m) {
         return ofRoutes(m, "/access", [](const Route &r) { return r.access.has_value(); });
     }},
    {"routes[].trust", "decide by trust policies",
     [](const Model &m) {
         return ofRoutes(m, "/trust", [](const Route &r) { return r.trust.has_value(); });
     }},
    {"routes[].retry", "try requests again",
     [](const Model &m) {
         return ofRoutes(m, "/retry", [](const Route &r) { return triesAgain(r.retry); });
     }},
    {"routes[].fault", "disturb requests on purpose",
     [](const Model &m) {
         return ofRoutes(m, "/fault", [](const Route &r) { return r.fault.has_value(); });
     }},
    {"consumers[].apiKey", "know callers by API keys", apiKeys},
    {"authProviders[].algorithms", "verify tokens signed with anything but HS256, RS256 and ES256",
     strangeAlgorithms},
    {"authProviders[].keys.url", "fetch keys from a URL", keysByUrl},
}};

} // namespace

std::span<const UnenforcedField> unenforcedFields()
{
    return Table;
}

Findings unenforced(const Document &document)
{
    Findings findings;
    for (const UnenforcedField &row : Table) {
        for (const std::string &pointer : row.find(document.model)) {
            Finding finding;
            finding.code = code::NotEnforced;
            finding.severity = Severity::Error;
            finding.pointer = existingPart(document.tree, pointer);
            finding.message = fmt::format("The built-in gateway of this version does not {}", row.what);
            finding.fix = "Remove it, or publish to a gateway that can";
            findings.push_back(std::move(finding));
        }
    }
    return withMarks(std::move(findings), document.marks);
}

} // namespace gatehouse
