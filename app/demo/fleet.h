#pragma once

#include "app/demo/customerservice.h"
#include "app/demo/endpointserver.h"
#include "app/demo/notificationservice.h"
#include "app/demo/orderservice.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::demo {

/// Ports of the endpoints, by service. 0: a free one.
using FleetPorts = std::map<std::string, std::vector<std::uint16_t>>;

/// The ports that the sample document names (9101, 9102, 9201 …), moved so that they begin at `base` instead
/// of 9000; all 0 where `base` is 0.
[[nodiscard]] FleetPorts samplePorts(std::uint16_t base);

/// The services of the demo with all their endpoints on loopback: customer-service, order-service,
/// order-service-next, notification-service. Lives on one loop.
class Fleet final
{
public:
    Fleet(boost::asio::io_context &loop, const Clock &clock, std::uint64_t seed);

    /// Opens the endpoints, once. Errors: Unreachable, InvalidInput (a service that is none of ours).
    [[nodiscard]] Result<void> listen(const FleetPorts &ports);

    [[nodiscard]] const std::vector<std::unique_ptr<EndpointServer>> &endpoints() const
    {
        return m_endpoints;
    }

private:
    boost::asio::io_context &m_loop;
    const Clock &m_clock;
    OrderBook m_orderBook;
    std::map<std::string, std::unique_ptr<DemoService>> m_services;
    std::vector<std::unique_ptr<EndpointServer>> m_endpoints;
};

} // namespace gatehouse::demo
