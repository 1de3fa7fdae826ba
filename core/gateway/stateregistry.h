#pragma once

#include "core/gateway/servicestate.h"
#include "core/gateway/upstreamtarget.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace gatehouse {

/// Remembers the counters of routes and services by name for as long as the gateway runs, so that they
/// survive every push, and hands out places in the loops' pools. One thread at a time.
class StateRegistry final
{
public:
    explicit StateRegistry(unsigned loops)
        : m_loops(loops)
    {
    }

    [[nodiscard]] std::shared_ptr<RouteState> route(const RouteName &name);
    [[nodiscard]] std::shared_ptr<ServiceState> service(const ServiceName &name);
    [[nodiscard]] std::shared_ptr<UpstreamTarget> newTarget(const Endpoint &settings, WallTime now);

private:
    const unsigned m_loops;
    std::unordered_map<RouteName, std::shared_ptr<RouteState>> m_routes;
    std::unordered_map<ServiceName, std::shared_ptr<ServiceState>> m_services;
    std::vector<std::weak_ptr<UpstreamTarget>> m_slots;
    std::size_t m_nextSlot = 0; ///< where the search for a free one begins
};

} // namespace gatehouse
