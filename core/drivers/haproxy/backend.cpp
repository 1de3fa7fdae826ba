#include "core/drivers/haproxy/backend.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/configfacts.h"
#include "core/drivers/haproxy/countertables.h"
#include "core/drivers/haproxy/quoting.h"
#include "core/drivers/haproxy/retryrules.h"
#include "core/drivers/haproxy/routeedits.h"
#include "core/drivers/haproxy/serverrules.h"

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

std::vector<const Route *> routesTo(const Model &model, const Service &service)
{
    std::vector<const Route *> routes;
    for (const Route &route : model.routes) {
        const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
        const bool reaches =
            targets && std::any_of(targets->begin(), targets->end(), [&service](const RouteTarget &target) {
                return target.service == service.name && target.weight > 0;
            });
        if (route.enabled && reaches)
            routes.push_back(&route);
    }
    return routes;
}

std::string hashSource(const LoadBalancing &balancing)
{
    if (!balancing.hashOn)
        return "source";
    const std::string &name = balancing.hashOn->name;
    switch (balancing.hashOn->source) {
    case HashSource::Header:
        return "hash " + quoteWord(fmt::format("req.fhdr({})", quoteArgument(name)));
    case HashSource::Cookie:
        return "hash " + quoteWord(fmt::format("req.cook({})", quoteArgument(name)));
    case HashSource::PathParameter:
        return "hash var(txn.gh_hash)";
    case HashSource::Consumer:
        return "hash var(txn.gh_consumer)";
    case HashSource::Address:
        return "source";
    }
    return "source";
}

void writeBalancing(ProxySection &section, const LoadBalancing &balancing, ObjectLedger &ledger)
{
    std::string native;
    bool hashes = false;
    switch (balancing.policy) {
    case BalancingPolicy::WeightedRoundRobin:
        native = "roundrobin";
        break;
    case BalancingPolicy::LeastRequest:
        native = "leastconn";
        break;
    case BalancingPolicy::Random:
        native = "random(1)";
        break;
    case BalancingPolicy::RingHash:
    case BalancingPolicy::Maglev:
        native = hashSource(balancing);
        hashes = true;
        break;
    }
    section.line("balance {}", native);
    ledger.exact("/loadBalancing", "balance");
    ledger.exact("/loadBalancing/hashOn", "balance " + native);
    if (balancing.panicPercent > 0)
        ledger.unsupported("/loadBalancing/panicPercent", "HAProxy never uses endpoints that are down.");
    else
        ledger.exact("/loadBalancing/panicPercent");
    if (!hashes) {
        ledger.exact("/loadBalancing/policy", "balance " + native);
        return;
    }
    section.line("hash-type consistent");
    ledger.approximate("/loadBalancing/policy", "hash-type consistent", "HAProxy has a ring of its own.",
                       {{DeltaAspect::Scope, "a key has the same endpoint on every gateway",
                         "a key has the same endpoint on every HAProxy"}});
}

void writeTimeouts(ProxySection &section, const Service &service, ObjectLedger &ledger)
{
    const Timeouts &timeouts = service.timeouts;
    Milliseconds silence = timeouts.request;
    if (timeouts.perTry && timeouts.perTry->count() > 0)
        silence = silence.count() == 0 ? *timeouts.perTry : std::min(silence, *timeouts.perTry);
    section.line("timeout connect {}", timeWord(timeouts.connect));
    section.line("timeout server {}", timeWord(silence));
    section.line("timeout tunnel {}", timeWord(timeouts.idle));
    ledger.exact("/timeouts/connect", fmt::format("timeout connect {}", timeWord(timeouts.connect)));
    const std::string native = fmt::format("timeout server {}", timeWord(silence));
    ledger.approximate(
        "/timeouts/request", native, "HAProxy limits how long a service may be silent.",
        {{DeltaAspect::Scope, "from the request's last byte to the answer's last byte, retries included",
          "between two pieces of the answer, for each try"}});
    ledger.approximate("/timeouts/perTry", native, "HAProxy limits how long a service may be silent.",
                       {{DeltaAspect::Scope, "a whole try", "between two pieces of the answer"}});
    ledger.approximate("/timeouts/idle",
                       fmt::format("timeout tunnel {0}, pool-purge-delay {0}", timeWord(timeouts.idle)),
                       "Exact after an upgrade; idle connections to the service are closed half by half.",
                       {{DeltaAspect::Timing, fmt::format("closed after {}", timeWord(timeouts.idle)),
                         fmt::format("half of them every {}", timeWord(timeouts.idle))}});
}

void writeBulkhead(ProxySection &section, const Service &service, ObjectLedger &ledger)
{
    if (!service.bulkhead) {
        // What waits for a server whose connections are all in use.
        section.line("timeout queue {}", timeWord(service.timeouts.connect));
        return;
    }
    const BulkheadSettings &bulkhead = *service.bulkhead;
    const int most = bulkhead.maxConcurrent + bulkhead.maxQueued;
    const std::string full = section.condition("full", fmt::format("be_conn gt {}", most));
    section.line("http-request sc-inc-gpc({},1) if {}", BulkheadCounter, full);
    section.line("http-request return {} if {}",
                 answerLine(503, "bulkhead_full", "The service has as many calls as it may have."), full);
    section.line("timeout queue {}", timeWord(bulkhead.maxWait));
    const std::string native = fmt::format("http-request return status 503 if {{ be_conn gt {} }}", most);
    ledger.exact("/bulkhead", native);
    ledger.exact("/bulkhead/maxQueued", native);
    ledger.exact("/bulkhead/maxWait", fmt::format("timeout queue {}", timeWord(bulkhead.maxWait)));
    if (bulkhead.maxQueued == 0 || service.endpoints.size() < 2)
        ledger.exact("/bulkhead/maxConcurrent", bulkhead.maxQueued == 0 ? native : "server … maxconn");
    else
        ledger.approximate(
            "/bulkhead/maxConcurrent", "server … maxconn",
            "With a queue, the places are parted among the endpoints.",
            {{DeltaAspect::Scope, fmt::format("{} calls of the service", bulkhead.maxConcurrent),
              "as many in all, each endpoint its share; those of one that is down stay empty"}});
}

void writeChecks(ProxySection &section, const Service &service, const CheckPlan &plan)
{
    if (plan.probe != CheckPlan::Probe::Http)
        return;
    const HealthCheck &check = *service.healthCheck;
    section.line("option httpchk");
    section.line("http-check send meth GET uri {} ver HTTP/1.1 hdr Host {}", quoteWord(check.path),
                 quoteWord(service.name.str()));
    section.line("http-check expect status {}-{}", check.expect.first, check.expect.second);
    section.line("timeout check {}", timeWord(check.timeout));
}

/// Counts answers by how long they took to begin, the queue included.
void writeLatency(ProxySection &section)
{
    section.line("http-request set-var(txn.gh_began) date(0,ms)");
    section.line("http-response set-var(txn.gh_took) date(0,ms),sub(txn.gh_began)");
    int above = -1;
    for (std::size_t i = 0; i < LatencyBounds.size(); ++i) {
        const std::string took = section.condition(
            "took", fmt::format("var(txn.gh_took) -m int {}:{}", above + 1, LatencyBounds[i]));
        section.line("http-response sc-inc-gpc({},1) if {}", FirstLatencyCounter + i, took);
        above = LatencyBounds[i];
    }
    const std::string longest =
        section.condition("took", fmt::format("var(txn.gh_took) -m int gt {}", above));
    section.line("http-response sc-inc-gpc({},1) if {}", FirstLatencyCounter + LatencyBounds.size(), longest);
}

} // namespace

std::string renderService(RenderContext &context, const Service &service)
{
    ObjectLedger &ledger = context.service(service);
    const std::vector<const Route *> routes = routesTo(context.model, service);
    ProxySection section("backend " + backendName(service.name));
    for (const std::string &line : factLines(factsOf(service)))
        section.line("{}", line);
    writeBalancing(section, service.loadBalancing, ledger);
    writeTimeouts(section, service, ledger);
    section.line("http-request track-sc1 str({}) table {}", service.name.str(), ServiceCounters);
    const CheckPlan checks = planChecks(service, ledger);
    if (service.circuitBreaker && service.circuitBreaker->state == BreakerMode::ForcedOpen) {
        section.line("http-request sc-inc-gpc({},1)", BreakerCounter);
        section.line("http-request return {} if TRUE",
                     answerLine(503, "circuit_open", "The circuit breaker of the service is open."));
    }
    const std::string usable = section.condition("usable", "nbsrv gt 0");
    section.line("http-request sc-inc-gpc({},1) if !{}", NoEndpointCounter, usable);
    section.line("http-request return {} if !{}",
                 answerLine(503, "no_endpoint", "The service has no endpoint that takes requests."), usable);
    writeBulkhead(section, service, ledger);
    writeLatency(section);
    writeRetries(context, section, service, routes);
    for (const Route *route : routes)
        writeRouteEdits(context, section, *route, service);
    writeChecks(section, service, checks);
    writeServers(context, section, service, checks);
    return section.text();
}

} // namespace gatehouse::haproxy
