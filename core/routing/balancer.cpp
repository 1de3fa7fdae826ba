#include "core/routing/balancer.h"

namespace gatehouse {

namespace {

std::uint32_t weightOf(int weight)
{
    return weight > 0 ? static_cast<std::uint32_t>(weight) : 0U;
}

SmoothRoundRobin sequenceOf(const std::vector<RouteTarget> &targets)
{
    std::vector<std::uint32_t> weights;
    weights.reserve(targets.size());
    for (const RouteTarget &target : targets)
        weights.push_back(weightOf(target.weight));
    return SmoothRoundRobin(weights);
}

std::optional<std::size_t> onlyOf(const std::vector<RouteTarget> &targets)
{
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i].weight <= 0)
            continue;
        if (only)
            return std::nullopt;
        only = i;
    }
    return only;
}

} // namespace

EndpointBalancer::EndpointBalancer(const Service &service)
    : m_panicPercent(service.loadBalancing.panicPercent)
{
    m_endpoints.reserve(service.endpoints.size());
    for (const Endpoint &endpoint : service.endpoints)
        m_endpoints.push_back({endpoint.state, weightOf(endpoint.weight), true, false});
    m_sequence = SmoothRoundRobin(std::vector<std::uint32_t>(m_endpoints.size(), 0));
    refresh();
}

std::optional<std::size_t> EndpointBalancer::pick(std::span<const std::size_t> avoid)
{
    const std::lock_guard lock(m_mutex);
    return m_sequence.next(avoid);
}

void EndpointBalancer::setWeight(std::size_t endpoint, std::uint32_t weight)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[endpoint].weight = weight;
    refresh();
}

void EndpointBalancer::setState(std::size_t endpoint, EndpointState state)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[endpoint].state = state;
    refresh();
}

void EndpointBalancer::setHealthy(std::size_t endpoint, bool healthy)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[endpoint].healthy = healthy;
    refresh();
}

EndpointBalancer::Status EndpointBalancer::status(std::size_t endpoint) const
{
    const std::lock_guard lock(m_mutex);
    return m_endpoints[endpoint];
}

std::size_t EndpointBalancer::usableCount() const
{
    const std::lock_guard lock(m_mutex);
    std::size_t count = 0;
    for (const Status &endpoint : m_endpoints)
        count += endpoint.usable ? 1U : 0U;
    return count;
}

/// Works out who is usable and tells the sequence. The caller holds the lock.
void EndpointBalancer::refresh()
{
    std::size_t active = 0;
    std::size_t healthy = 0;
    for (const Status &endpoint : m_endpoints) {
        if (endpoint.state != EndpointState::Active || endpoint.weight == 0)
            continue;
        ++active;
        healthy += endpoint.healthy ? 1U : 0U;
    }
    const bool panic = 100.0 * static_cast<double>(healthy) < m_panicPercent * static_cast<double>(active);
    for (std::size_t i = 0; i < m_endpoints.size(); ++i) {
        Status &endpoint = m_endpoints[i];
        endpoint.usable =
            endpoint.state == EndpointState::Active && endpoint.weight > 0 && (endpoint.healthy || panic);
        m_sequence.setWeight(i, endpoint.usable ? endpoint.weight : 0U);
    }
}

TargetChooser::TargetChooser(const std::vector<RouteTarget> &targets)
    : m_sequence(sequenceOf(targets))
    , m_only(onlyOf(targets))
{
}

std::optional<std::size_t> TargetChooser::next()
{
    if (m_only)
        return m_only;
    const std::lock_guard lock(m_mutex);
    return m_sequence.next();
}

} // namespace gatehouse
