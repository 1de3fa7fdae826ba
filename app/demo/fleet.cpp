#include "app/demo/fleet.h"

#include <fmt/format.h>

namespace gatehouse::demo {

FleetPorts samplePorts(std::uint16_t base)
{
    const auto ports = [base](std::initializer_list<int> offsets) {
        std::vector<std::uint16_t> list;
        for (const int offset : offsets)
            list.push_back(base == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(base + offset));
        return list;
    };
    return {{"customer-service", ports({101, 102})},
            {"order-service", ports({201, 202, 203})},
            {"order-service-next", ports({211})},
            {"notification-service", ports({301})}};
}

Fleet::Fleet(boost::asio::io_context &loop, const Clock &clock, std::uint64_t seed)
    : m_loop(loop)
    , m_clock(clock)
    , m_orderBook(clock, seed)
{
    using Release = OrderService::Release;
    m_services["customer-service"] = std::make_unique<CustomerService>(clock, seed + 1);
    m_services["order-service"] = std::make_unique<OrderService>(clock, m_orderBook, Release::Current);
    m_services["order-service-next"] = std::make_unique<OrderService>(clock, m_orderBook, Release::Next);
    m_services["notification-service"] = std::make_unique<NotificationService>(clock, seed + 2);
}

Result<void> Fleet::listen(const FleetPorts &ports)
{
    for (const auto &[name, list] : ports) {
        const auto service = m_services.find(name);
        if (service == m_services.end())
            return failure(
                ErrorKind::InvalidInput, fmt::format("the demo has no service '{}'", name), {},
                "it has customer-service, order-service, order-service-next and notification-service");
        for (const std::uint16_t port : list) {
            auto endpoint = std::make_unique<EndpointServer>(m_loop, m_clock, name, *service->second);
            if (const Result<Address> bound = endpoint->listen({"127.0.0.1", port}); !bound)
                return tl::unexpected(bound.error());
            m_endpoints.push_back(std::move(endpoint));
        }
    }
    return {};
}

} // namespace gatehouse::demo
