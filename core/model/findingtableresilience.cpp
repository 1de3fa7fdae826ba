#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 15> Table{{
    {code::TryLongerThanRequest, Warning, "One try longer than the whole request",
     "timeouts.request ends the request with all its tries, so the limit of one try is never reached and "
     "nothing is "
     "tried again.",
     "Use a perTry shorter than request.", "services: [{name: s, timeouts: {request: 5s, perTry: 10s}}]",
     "services: [{name: s, timeouts: {request: 5s, perTry: 2s}}]"},
    {code::ConnectTooLong, Warning, "Connecting longer than a try",
     "The try, or the whole request, ends before the limit of connecting is reached.",
     "Use a shorter connect.", "services: [{name: s, timeouts: {connect: 10s, request: 5s}}]",
     "services: [{name: s, timeouts: {connect: 1s, request: 5s}}]"},
    {code::RetryDelaysTooLong, Warning, "Retries that come too late",
     "The waits between the attempts alone, at their shortest, take as long as the whole request may.",
     "Use fewer attempts or a shorter initialDelay.",
     "services: [{name: s, retry: {attempts: 5, initialDelay: 4s}, timeouts: {request: 10s}}]",
     "services: [{name: s, retry: {attempts: 3, initialDelay: 200ms}, timeouts: {request: 10s}}]"},
    {code::RouteTimeoutTooLong, Warning, "Route with a longer limit than its service",
     "A route's timeout replaces the service's. Whoever set the limit of the service may not expect "
     "longer calls.",
     "Use the service's limit or less.",
     "services: [{name: s, timeouts: {request: 10s}}]\nroutes: [{name: a, to: [{service: s}], timeout: "
     "15s}]",
     "services: [{name: s, timeouts: {request: 10s}}]\nroutes: [{name: a, to: [{service: s}], timeout: "
     "5s}]"},
    {code::RetryNotIdempotent, Warning, "Retry of what should be done once",
     "A POST or PATCH whose answer was lost may have been done. Repeating it does it twice.",
     "Use methods: idempotent.", "services: [{name: s, retry: {methods: [GET, POST]}}]",
     "services: [{name: s, retry: {methods: [GET, PUT]}}]"},
    {code::RetryDelaysContradict, Warning, "First wait longer than the longest",
     "maxDelay cuts every wait, the first too.", "Use an initialDelay of maxDelay or less.",
     "services: [{name: s, retry: {initialDelay: 5s, maxDelay: 1s}}]",
     "services: [{name: s, retry: {initialDelay: 500ms, maxDelay: 1s}}]"},
    {code::RetriedSuccess, Warning, "Retry of an answer that is no failure",
     "Statuses below 400 say that it worked.", "Name statuses from 400 on.",
     "services: [{name: s, retry: {on: [connect, 204]}}]",
     "services: [{name: s, retry: {on: [connect, 503]}}]"},
    {code::BreakerNeverTrips, Error, "Breaker that never opens, or always",
     "It waits for more calls than it looks at, counts nothing as a failure, or opens at a share of 0.",
     "Correct the numbers.",
     "services: [{name: s, circuitBreaker: {failureRate: {percent: 50, window: {calls: 10}, "
     "minimumCalls: 20}}}]",
     "services: [{name: s, circuitBreaker: {failureRate: {percent: 50, window: {calls: 100}, "
     "minimumCalls: 20}}}]"},
    {code::SlowCallsUnreachable, Warning, "Slow calls that cannot happen",
     "Every call is ended before it is slow enough to count; it counts as a timeout instead.",
     "Use a longerThan below the request's limit.",
     "services: [{name: s, circuitBreaker: {slowCalls: {longerThan: 30s, percent: 50}}}]",
     "services: [{name: s, circuitBreaker: {slowCalls: {longerThan: 2s, percent: 50}}}]"},
    {code::BulkheadUnreached, Warning, "Bulkhead that is never full",
     "The endpoints' maxConnections together are fewer than maxConcurrent, so they are what limits the "
     "calls.",
     "Use a lower maxConcurrent, or raise maxConnections.",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\", maxConnections: 4}], bulkhead: "
     "{maxConcurrent: 10}}]",
     "services: [{name: s, endpoints: [{address: \"127.0.0.1:80\", maxConnections: 10}], bulkhead: "
     "{maxConcurrent: 10}}]"},
    {code::QueueWaitTooLong, Warning, "Waiting longer than the whole request",
     "The request ends while it still waits for a place.", "Use a maxWait shorter than the request's limit.",
     "services: [{name: s, bulkhead: {maxConcurrent: 5, maxQueued: 5, maxWait: 1m}}]",
     "services: [{name: s, bulkhead: {maxConcurrent: 5, maxQueued: 5, maxWait: 1s}}]"},
    {code::BreakerForced, Warning, "Breaker held by hand",
     "A breaker that is forced does not look at failures: forced open it refuses everything, forced "
     "closed nothing.",
     "Use state: auto when the reason is gone.", "services: [{name: s, circuitBreaker: {state: forcedOpen}}]",
     "services: [{name: s, circuitBreaker: {}}]"},
    {code::FaultInjected, Warning, "Route that is disturbed on purpose",
     "Delays and errors are made for tests; real callers get them too.", "Remove fault after the test.",
     "routes: [{name: a, respond: {}, fault: {abort: {status: 503, percent: 10}}}]",
     "routes: [{name: a, respond: {}}]"},
    {code::MirrorToItself, Warning, "Mirror to the service itself",
     "The service would do every request twice.", "Mirror to another service.",
     "services: [{name: s}]\nroutes: [{name: a, to: [{service: s}], mirror: {service: s}}]",
     "services: [{name: s}, {name: t}]\nroutes: [{name: a, to: [{service: s}], mirror: {service: t}}]"},
    {code::ZeroDuration, Error, "No time where some is needed",
     "0s means no limit where there is a limit; a window, a pause or an interval of no time means "
     "nothing.",
     "Give a time above 0.", "services: [{name: s, circuitBreaker: {openFor: 0s}}]",
     "services: [{name: s, circuitBreaker: {openFor: 30s}}]"},
}};

} // namespace

std::span<const FindingEntry> resilienceFindings()
{
    return Table;
}

} // namespace gatehouse
