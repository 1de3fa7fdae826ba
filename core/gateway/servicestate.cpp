#include "core/gateway/servicestate.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

using std::chrono::microseconds;

RouteState::RouteState(RouteName name, unsigned loops)
    : m_name(std::move(name))
    , m_shards(loops)
{
}

RouteCounts RouteState::counts(SteadyTime now) const
{
    RouteCounts counts;
    LatencyCounts recent{};
    for (const Shard &shard : m_shards) {
        counts.requests += shard.requests.value();
        counts.status2xx += shard.byClass[0].value();
        counts.status3xx += shard.byClass[1].value();
        counts.status4xx += shard.byClass[2].value();
        counts.status5xx += shard.byClass[3].value();
        if (const LatencyRecorder *latency = shard.latency.recorder())
            latency->addRecentTo(recent, now);
    }
    counts.latency = quantilesOf(recent);
    return counts;
}

void RouteState::record(unsigned loop, int status, microseconds latency, SteadyTime now)
{
    Shard &shard = m_shards[loop];
    shard.requests.add();
    const int statusClass = status / 100;
    if (statusClass >= 2 && statusClass <= 5)
        shard.byClass[static_cast<std::size_t>(statusClass - 2)].add();
    shard.latency.add(latency, now);
}

EndpointRuntime::EndpointRuntime(Endpoint settings, unsigned loops, WallTime now)
    : m_address(settings.address)
    , m_settings(std::move(settings))
    , m_shards(loops)
{
    m_health.since = now;
    const std::scoped_lock lock{m_mutex};
    refresh();
}

EndpointHealth EndpointRuntime::health() const
{
    const std::scoped_lock lock{m_mutex};
    return m_health;
}

EndpointCounts EndpointRuntime::counts(SteadyTime now) const
{
    EndpointCounts counts;
    LatencyCounts recent{};
    for (const Shard &shard : m_shards) {
        // Ended first: a try that begins and ends in between must not make the difference negative.
        const std::uint64_t ended = shard.tries.ended.value();
        const std::uint64_t begun = shard.tries.begun.value();
        counts.active += begun - std::min(ended, begun);
        counts.requests += begun;
        counts.errors += shard.errors.value();
        if (const LatencyRecorder *latency = shard.latency.recorder())
            latency->addRecentTo(recent, now);
    }
    counts.latency = quantilesOf(recent);
    return counts;
}

void EndpointRuntime::configure(const Endpoint &settings)
{
    const std::scoped_lock lock{m_mutex};
    m_settings = settings;
    refresh();
}

EndpointOverride EndpointRuntime::overridden() const
{
    const std::scoped_lock lock{m_mutex};
    return m_override;
}

void EndpointRuntime::setOverride(const EndpointOverride &value)
{
    const std::scoped_lock lock{m_mutex};
    m_override = value;
    refresh();
}

bool EndpointRuntime::setHealth(EndpointHealth::State state, std::string reason, WallTime now)
{
    const std::scoped_lock lock{m_mutex};
    if (m_health.state == state)
        return false;
    m_health = {state, std::move(reason), now};
    refresh();
    return true;
}

void EndpointRuntime::refresh()
{
    const EndpointState state = m_override.state.value_or(m_settings.state);
    const int weight = m_override.weight.value_or(m_settings.weight);
    m_state.store(state, std::memory_order_release);
    m_weight.store(weight, std::memory_order_release);
    m_maxConnections.store(m_settings.maxConnections, std::memory_order_relaxed);
    m_overridden.store(!m_override.isEmpty(), std::memory_order_relaxed);
    m_usable.store(state == EndpointState::Active && weight > 0
                       && m_health.state != EndpointHealth::State::Unhealthy,
                   std::memory_order_release);
}

bool EndpointRuntime::takeConnection()
{
    int open = m_connections.load(std::memory_order_relaxed);
    while (open < m_maxConnections.load(std::memory_order_relaxed)) {
        if (m_connections.compare_exchange_weak(open, open + 1, std::memory_order_acq_rel,
                                                std::memory_order_relaxed))
            return true;
    }
    return false;
}

void EndpointRuntime::releaseConnection()
{
    m_connections.fetch_sub(1, std::memory_order_acq_rel);
}

void EndpointRuntime::beginTry(unsigned loop)
{
    m_shards[loop].tries.begun.add();
}

void EndpointRuntime::endTry(unsigned loop, bool failed, std::optional<microseconds> latency, SteadyTime now)
{
    Shard &shard = m_shards[loop];
    shard.tries.ended.add();
    if (failed)
        shard.errors.add();
    if (latency)
        shard.latency.add(*latency, now);
}

ServiceState::ServiceState(ServiceName name, unsigned loops)
    : m_name(std::move(name))
    , m_shards(loops)
{
}

namespace {

/// The mean over several recorders.
class MeanOf
{
public:
    void add(const RecentMean &mean, SteadyTime now) { mean.addTo(m_sum, m_count, now); }
    [[nodiscard]] std::optional<double> value() const
    {
        if (m_count == 0)
            return {};
        return m_sum / static_cast<double>(m_count);
    }

private:
    double m_sum = 0;
    std::uint64_t m_count = 0;
};

} // namespace

ServiceCounts ServiceState::counts(SteadyTime now) const
{
    ServiceCounts counts;
    LatencyCounts recent{};
    MeanOf queue;
    MeanOf connect;
    MeanOf firstByte;
    MeanOf total;
    SteadyTime::rep lastCall = 0;
    for (const Shard &shard : m_shards) {
        const std::uint64_t ended = shard.calls.ended.value();
        const std::uint64_t begun = shard.calls.begun.value();
        counts.active += begun - std::min(ended, begun);
        counts.requests += begun;
        counts.errors.connect += shard.errors[static_cast<std::size_t>(FailureKind::Connect)].value();
        counts.errors.reset += shard.errors[static_cast<std::size_t>(FailureKind::Reset)].value();
        counts.errors.timeout += shard.errors[static_cast<std::size_t>(FailureKind::Timeout)].value();
        counts.errors.status5xx += shard.errors[static_cast<std::size_t>(FailureKind::Status5xx)].value();
        counts.refusedByBreaker += shard.refusals[static_cast<std::size_t>(Refusal::Breaker)].value();
        counts.refusedByBulkhead += shard.refusals[static_cast<std::size_t>(Refusal::Bulkhead)].value();
        counts.refusedNoEndpoint += shard.refusals[static_cast<std::size_t>(Refusal::NoEndpoint)].value();
        lastCall = std::max(lastCall, shard.lastCall.load(std::memory_order_relaxed));
        if (const LatencyRecorder *latency = shard.latency.recorder()) {
            latency->addRecentTo(recent, now);
            latency->addTotalTo(counts.buckets);
        }
        queue.add(shard.queue, now);
        connect.add(shard.connect, now);
        firstByte.add(shard.firstByte, now);
        total.add(shard.total, now);
    }
    counts.latency = quantilesOf(recent);
    counts.phases = {queue.value(), connect.value(), firstByte.value(), total.value()};
    if (lastCall != 0)
        counts.lastCall = SteadyTime{SteadyTime::duration{lastCall}};
    return counts;
}

void ServiceState::beginCall(unsigned loop)
{
    m_shards[loop].calls.begun.add();
}

void ServiceState::endCall(unsigned loop, const CallRecord &record, SteadyTime now)
{
    Shard &shard = m_shards[loop];
    shard.calls.ended.add();
    shard.lastCall.store(now.time_since_epoch().count(), std::memory_order_relaxed);
    if (record.failure)
        shard.errors[static_cast<std::size_t>(*record.failure)].add();
    if (record.queue)
        shard.queue.add(*record.queue, now);
    if (record.connect)
        shard.connect.add(*record.connect, now);
    if (record.firstByte)
        shard.firstByte.add(*record.firstByte, now);
    if (record.total) {
        shard.total.add(*record.total, now);
        shard.latency.add(*record.total, now);
    }
}

void ServiceState::refuse(unsigned loop, Refusal refusal)
{
    m_shards[loop].refusals[static_cast<std::size_t>(refusal)].add();
}

} // namespace gatehouse
