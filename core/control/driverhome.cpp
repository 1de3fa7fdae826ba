#include "core/control/driverhome.h"

namespace gatehouse {

DriverHome::DriverHome(std::shared_ptr<const DriverFactory> factory, DriverContext context)
    : m_factory(std::move(factory))
    , m_context(std::move(context))
{
}

DriverHome::~DriverHome() = default;

void DriverHome::setGateways(const std::vector<Gateway> &gateways)
{
    std::map<GatewayName, Resident> residents;
    for (const Gateway &gateway : gateways) {
        const auto found = m_residents.find(gateway.name);
        if (found != m_residents.end() && found->second.gateway == gateway)
            residents.insert(m_residents.extract(found));
        else
            residents.insert_or_assign(gateway.name, Resident{gateway, make(gateway)});
    }
    m_residents = std::move(residents);
}

Result<std::shared_ptr<GatewayDriver>> DriverHome::find(const GatewayName &name) const
{
    const auto found = m_residents.find(name);
    if (found == m_residents.end())
        return failure(ErrorKind::NotFound, "There is no gateway of this name in the environment.",
                       name.str());
    return found->second.driver;
}

Result<std::shared_ptr<GatewayDriver>> DriverHome::make(const Gateway &gateway) const
{
    auto made = m_factory->create(gateway, m_context);
    if (!made)
        return tl::unexpected(made.error());
    return std::shared_ptr<GatewayDriver>(std::move(*made));
}

} // namespace gatehouse

#include "moc_driverhome.cpp"
