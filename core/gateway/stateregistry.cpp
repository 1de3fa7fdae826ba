#include "core/gateway/stateregistry.h"

namespace gatehouse {

std::shared_ptr<RouteState> StateRegistry::route(const RouteName &name)
{
    std::shared_ptr<RouteState> &state = m_routes[name];
    if (!state)
        state = std::make_shared<RouteState>(name, m_loops);
    return state;
}

std::shared_ptr<ServiceState> StateRegistry::service(const ServiceName &name)
{
    std::shared_ptr<ServiceState> &state = m_services[name];
    if (!state)
        state = std::make_shared<ServiceState>(name, m_loops);
    return state;
}

std::shared_ptr<UpstreamTarget> StateRegistry::newTarget(const Endpoint &settings, WallTime now)
{
    std::size_t slot = 0;
    while (slot < m_slots.size() && !m_slots[(m_nextSlot + slot) % m_slots.size()].expired())
        ++slot;
    if (slot == m_slots.size())
        m_slots.emplace_back();
    else
        slot = (m_nextSlot + slot) % m_slots.size();
    m_nextSlot = slot + 1;
    auto target = std::make_shared<UpstreamTarget>(settings, m_loops, static_cast<unsigned>(slot), now);
    m_slots[slot] = target;
    return target;
}

} // namespace gatehouse
