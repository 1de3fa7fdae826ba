#pragma once

#include "core/base/clock.h"
#include "core/gateway/latency.h"
#include "core/model/values.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

/// What the gateway keeps about routes, services and endpoints while it runs. The objects live as long as the
/// gateway, are found by name, and survive every push. Counters are kept once for each loop and written by
/// that loop alone; reading them from any thread adds them up.
namespace gatehouse {

/// A counter with a single writer.
class Count final
{
public:
    void add(std::uint64_t n = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// How many are under way: begun and ended by the same loop.
struct Gauge
{
    Count begun;
    Count ended;
};

/// What went wrong with a call, for the counters; FailureKind::Status5xx is an answer, not a missing one.
struct ErrorCounts
{
    std::uint64_t connect = 0;
    std::uint64_t reset = 0;
    std::uint64_t timeout = 0;
    std::uint64_t status5xx = 0;
};

/// The counters of one route, as they stand at one moment.
struct RouteCounts
{
    std::uint64_t requests = 0;
    std::uint64_t status2xx = 0;
    std::uint64_t status3xx = 0;
    std::uint64_t status4xx = 0;
    std::uint64_t status5xx = 0;
    LatencyQuantiles latency; ///< of the last 60 s
};

class RouteState final
{
public:
    RouteState(RouteName name, unsigned loops);

    [[nodiscard]] const RouteName &name() const { return m_name; }
    [[nodiscard]] RouteCounts counts(SteadyTime now) const;

    /// One request is over. `loop` is the caller's own.
    void record(unsigned loop, int status, std::chrono::microseconds latency, SteadyTime now);

private:
    struct alignas(64) Shard
    {
        Count requests;
        std::array<Count, 4> byClass; ///< 2xx to 5xx
        LazyLatency latency;
    };

    RouteName m_name;
    std::vector<Shard> m_shards;
};

/// How an endpoint fares with its health check.
struct EndpointHealth
{
    enum class State : std::uint8_t {
        Unknown, ///< no check, or none has finished yet: it is used
        Healthy,
        Unhealthy,
    };

    State state = State::Unknown;
    std::string reason; ///< of the last change: "status 503", "connection refused", "name not resolved", …
    WallTime since{};

    bool operator==(const EndpointHealth &) const = default;
};

/// The counters of one endpoint. They count tries.
struct EndpointCounts
{
    std::uint64_t active = 0;
    std::uint64_t requests = 0;
    std::uint64_t errors = 0; ///< no answer, or a status from 500 on
    LatencyQuantiles latency; ///< of the last 60 s
};

/// What an administrator has put in place of the document's values. Empty: the document's value holds.
struct EndpointOverride
{
    std::optional<EndpointState> state;
    std::optional<int> weight;

    [[nodiscard]] bool isEmpty() const { return !state && !weight; }
    bool operator==(const EndpointOverride &) const = default;
};

class EndpointRuntime final
{
public:
    EndpointRuntime(Endpoint settings, unsigned loops, WallTime now);

    [[nodiscard]] const Address &address() const { return m_address; }

    /// What holds now: the override's value, else the document's.
    [[nodiscard]] EndpointState state() const { return m_state.load(std::memory_order_acquire); }
    [[nodiscard]] int weight() const { return m_weight.load(std::memory_order_acquire); }
    [[nodiscard]] int maxConnections() const { return m_maxConnections.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isOverridden() const { return m_overridden.load(std::memory_order_relaxed); }
    /// May be given new requests: active, a weight above 0, not unhealthy.
    [[nodiscard]] bool isUsable() const { return m_usable.load(std::memory_order_acquire); }

    [[nodiscard]] EndpointHealth health() const;
    [[nodiscard]] EndpointCounts counts(SteadyTime now) const;
    /// Connections open to it over all loops.
    [[nodiscard]] int connections() const { return m_connections.load(std::memory_order_relaxed); }

    /// The document's values; they come with a new revision.
    void configure(const Endpoint &settings);
    [[nodiscard]] EndpointOverride overridden() const;
    void setOverride(const EndpointOverride &value);
    /// `reason` and `now` are taken over only where `state` changes. Returns whether it did.
    bool setHealth(EndpointHealth::State state, std::string reason, WallTime now);

    /// Takes one of `maxConnections`; false where all are taken.
    [[nodiscard]] bool takeConnection();
    void releaseConnection();

    void beginTry(unsigned loop);
    void endTry(unsigned loop, bool failed, std::optional<std::chrono::microseconds> latency, SteadyTime now);

private:
    struct alignas(64) Shard
    {
        Gauge tries;
        Count errors;
        LazyLatency latency;
    };

    void refresh(); ///< m_mutex is held

    const Address m_address;
    std::atomic<EndpointState> m_state{EndpointState::Active};
    std::atomic<int> m_weight{1};
    std::atomic<int> m_maxConnections{100};
    std::atomic<int> m_connections{0};
    std::atomic<bool> m_overridden{false};
    std::atomic<bool> m_usable{true};

    mutable std::mutex m_mutex;
    Endpoint m_settings;
    EndpointOverride m_override;
    EndpointHealth m_health;
    std::vector<Shard> m_shards;
};

/// Means over the last 60 s in milliseconds; empty where there was nothing.
struct PhaseMeans
{
    std::optional<double> queue; ///< waiting for a bulkhead slot or a connection
    std::optional<double> connect; ///< only where a connection had to be made
    std::optional<double> firstByte; ///< from the request sent to the answer's first byte
    std::optional<double> total;
};

/// The counters of one service. They count calls.
struct ServiceCounts
{
    std::uint64_t requests = 0;
    std::uint64_t active = 0;
    ErrorCounts errors;
    std::uint64_t refusedByBreaker = 0;
    std::uint64_t refusedByBulkhead = 0;
    std::uint64_t refusedNoEndpoint = 0;
    LatencyQuantiles latency; ///< of the last 60 s
    LatencyCounts buckets{}; ///< since the start; each bucket for itself
    PhaseMeans phases;
    std::optional<SteadyTime> lastCall; ///< when the last call ended
};

class ServiceState final
{
public:
    enum class Refusal : std::uint8_t { Breaker, Bulkhead, NoEndpoint };

    /// What is known of a call when it is over. Phases that it did not go through are empty.
    struct CallRecord
    {
        std::optional<FailureKind> failure{};
        std::optional<std::chrono::microseconds> queue{};
        std::optional<std::chrono::microseconds> connect{};
        std::optional<std::chrono::microseconds> firstByte{};
        std::optional<std::chrono::microseconds> total{};
    };

    ServiceState(ServiceName name, unsigned loops);

    [[nodiscard]] const ServiceName &name() const { return m_name; }
    [[nodiscard]] ServiceCounts counts(SteadyTime now) const;

    void beginCall(unsigned loop);
    void endCall(unsigned loop, const CallRecord &record, SteadyTime now);
    void refuse(unsigned loop, Refusal refusal);

private:
    struct alignas(64) Shard
    {
        Gauge calls;
        std::array<Count, 4> errors; ///< by FailureKind
        std::array<Count, 3> refusals; ///< by Refusal
        std::atomic<SteadyTime::rep> lastCall{0};
        LazyLatency latency;
        RecentMean queue;
        RecentMean connect;
        RecentMean firstByte;
        RecentMean total;
    };

    ServiceName m_name;
    std::vector<Shard> m_shards;
};

} // namespace gatehouse
