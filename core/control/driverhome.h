#pragma once

#include "core/control/driver.h"
#include "core/control/driverfactory.h"

#include <QtCore/QObject>

#include <map>
#include <memory>
#include <vector>

namespace gatehouse {

/// Where the drivers live: on the hub's thread, which is the only one that touches this object. A driver that
/// cannot be made is remembered as the reason why.
class DriverHome final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DriverHome)

public:
    DriverHome(std::shared_ptr<const DriverFactory> factory, DriverContext context);
    ~DriverHome() override;

    /// Keeps those whose entry is the same.
    void setGateways(const std::vector<Gateway> &gateways);
    /// Errors: NotFound where it was not named; whatever the factory said.
    Result<std::shared_ptr<GatewayDriver>> find(const GatewayName &name) const;
    /// One that nobody else has, for a test.
    Result<std::shared_ptr<GatewayDriver>> make(const Gateway &gateway) const;

private:
    struct Resident
    {
        Gateway gateway;
        Result<std::shared_ptr<GatewayDriver>> driver;
    };

    std::shared_ptr<const DriverFactory> m_factory;
    DriverContext m_context;
    std::map<GatewayName, Resident> m_residents;
};

} // namespace gatehouse
