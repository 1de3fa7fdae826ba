#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"
#include "core/model/values.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a gateway tells about itself once a second, whatever its make. Values only; the JSON form is made by
/// core/model/telemetrycodec.h. Counters grow from the gateway's start and survive a push. What a make cannot
/// tell, and the blocks that a service does not have, are empty, never zero.
namespace gatehouse {

/// failing: no usable endpoint, or breaker open; degraded: an active endpoint is unhealthy, or half-open;
/// unknown: no check and no traffic for 60 s.
enum class HealthState { Healthy, Degraded, Failing, Unknown };
/// Of one endpoint. Unknown: no check, or none has finished; it is used.
enum class EndpointHealthState { Healthy, Unhealthy, Unknown };
enum class BreakerPhase { Closed, Open, HalfOpen, ForcedOpen, ForcedClosed, Disabled };

/// The stable words of the JSON form: "healthy", "half_open", "draining", …
[[nodiscard]] const char *word(HealthState state);
[[nodiscard]] const char *word(EndpointHealthState state);
[[nodiscard]] const char *word(BreakerPhase phase);
[[nodiscard]] const char *word(EndpointState state);

/// Milliseconds, over the last 60 s; empty where nothing was counted.
struct LatencyTelemetry
{
    std::optional<double> p50;
    std::optional<double> p95;
    std::optional<double> p99;
    bool operator==(const LatencyTelemetry &) const = default;
};

/// How many calls took how long since the start. `count[i]` is those above `upToMs[i - 1]` and up to
/// `upToMs[i]`, not cumulated; `count` may have one entry more, for those above the last bound. Bounds rise.
struct LatencyBucketTelemetry
{
    std::vector<double> upToMs;
    std::vector<std::uint64_t> count;
    bool operator==(const LatencyBucketTelemetry &) const = default;
};

/// Means over the last 60 s in milliseconds.
struct PhaseTelemetry
{
    std::optional<double> queue;
    std::optional<double> connect;
    std::optional<double> firstByte;
    std::optional<double> total;
    bool operator==(const PhaseTelemetry &) const = default;
};

/// Answers by class of status.
struct StatusTelemetry
{
    std::optional<std::uint64_t> status2xx;
    std::optional<std::uint64_t> status3xx;
    std::optional<std::uint64_t> status4xx;
    std::optional<std::uint64_t> status5xx;
    bool operator==(const StatusTelemetry &) const = default;
};

struct RouteTelemetry
{
    RouteName name;
    std::optional<std::uint64_t> requests{};
    std::optional<StatusTelemetry> status{};
    std::optional<std::uint64_t> rateLimited{};
    std::optional<LatencyTelemetry> latency{};
    bool operator==(const RouteTelemetry &) const = default;
};

/// Calls that failed, by what went wrong.
struct ErrorTelemetry
{
    std::optional<std::uint64_t> connect;
    std::optional<std::uint64_t> reset;
    std::optional<std::uint64_t> timeout;
    std::optional<std::uint64_t> status5xx;
    bool operator==(const ErrorTelemetry &) const = default;
};

/// Calls that were refused before any try; they are not part of the service's `requests`.
struct RefusalTelemetry
{
    std::optional<std::uint64_t> breaker;
    std::optional<std::uint64_t> bulkhead;
    std::optional<std::uint64_t> noEndpoint;
    bool operator==(const RefusalTelemetry &) const = default;
};

struct BreakerTelemetry
{
    BreakerPhase state = BreakerPhase::Closed;
    std::optional<WallTime> since{};
    std::string reason{}; ///< of the last change; empty where it never changed or is not told
    std::optional<int> consecutiveFailures{};
    std::optional<double> failureRate{}; ///< percent, over the breaker's window
    std::optional<std::int64_t> trialInMs{}; ///< until a trial is let through; only while open
    bool operator==(const BreakerTelemetry &) const = default;
};

struct BulkheadTelemetry
{
    std::string poolName;
    int maxConcurrent = 0;
    std::optional<int> availableSlots{};
    std::optional<int> activeRequests{};
    std::optional<double> utilization{}; ///< percent of maxConcurrent
    std::optional<int> queued{};
    std::optional<std::uint64_t> rejected{};
    std::optional<int> highWater{}; ///< most at once since the start
    bool operator==(const BulkheadTelemetry &) const = default;
};

struct RetryTelemetry
{
    std::optional<std::uint64_t> tries;
    std::optional<std::uint64_t> retried;
    std::optional<std::uint64_t> succeededAfterRetry;
    std::optional<std::uint64_t> refusedByBudget;
    bool operator==(const RetryTelemetry &) const = default;
};

/// Requests and errors of an endpoint count tries.
struct EndpointTelemetry
{
    std::string address; ///< as in the document
    std::optional<EndpointState> state{}; ///< what holds now, overrides included
    std::optional<int> weight{}; ///< what holds now
    std::optional<bool> overridden{}; ///< state or weight were set at once, not by a revision
    std::optional<EndpointHealthState> health{};
    std::string reason{}; ///< of the last change of health; empty where it is not told
    std::optional<WallTime> since{}; ///< of the last change of health
    std::optional<std::uint64_t> active{};
    std::optional<std::uint64_t> requests{};
    std::optional<std::uint64_t> errors{}; ///< no answer, or a status from 500 on
    std::optional<LatencyTelemetry> latency{};
    bool operator==(const EndpointTelemetry &) const = default;
};

struct ServiceTelemetry
{
    ServiceName name;
    std::optional<HealthState> health{};
    std::optional<std::uint64_t> requests{};
    std::optional<std::uint64_t> active{};
    std::optional<ErrorTelemetry> errors{};
    std::optional<RefusalTelemetry> refused{};
    std::optional<LatencyTelemetry> latency{};
    std::optional<LatencyBucketTelemetry> latencyBuckets{};
    std::optional<PhaseTelemetry> phases{};
    std::optional<BreakerTelemetry> breaker{};
    std::optional<BulkheadTelemetry> bulkhead{};
    std::optional<RetryTelemetry> retries{};
    std::vector<EndpointTelemetry> endpoints{};
    bool operator==(const ServiceTelemetry &) const = default;
};

struct RateLimitTelemetry
{
    RouteName route;
    std::optional<std::uint64_t> allowed{};
    std::optional<std::uint64_t> rejected{};
    std::optional<std::uint64_t> clients{};
    bool operator==(const RateLimitTelemetry &) const = default;
};

struct AccessTelemetry
{
    std::optional<std::uint64_t> allowed;
    std::optional<std::uint64_t> denied;
    bool operator==(const AccessTelemetry &) const = default;
};

struct TrustTelemetry
{
    std::optional<std::uint64_t> evaluated;
    std::optional<std::uint64_t> denied;
    std::optional<std::uint64_t> observedDenied;
    bool operator==(const TrustTelemetry &) const = default;
};

struct AuditTelemetry
{
    std::optional<std::uint64_t> events;
    std::string head{}; ///< hash of the newest event; empty where there is none
    std::string checkpoint{}; ///< the newest signed checkpoint; empty where there is none
    bool operator==(const AuditTelemetry &) const = default;
};

/// One gateway at one moment of its own clock.
struct Telemetry
{
    GatewayName gateway;
    std::optional<std::uint64_t> revision{};
    std::string hash{}; ///< of the document that it serves; empty where it serves none of ours
    WallTime takenAt{};
    std::optional<double> uptimeSeconds{};
    std::optional<std::uint64_t> requests{};
    std::optional<std::uint64_t> activeConnections{};
    std::vector<RouteTelemetry> routes{};
    std::vector<ServiceTelemetry> services{};
    std::vector<RateLimitTelemetry> rateLimits{};
    std::optional<AccessTelemetry> access{};
    std::optional<TrustTelemetry> trust{};
    std::optional<AuditTelemetry> audit{};
    bool operator==(const Telemetry &) const = default;
};

} // namespace gatehouse
