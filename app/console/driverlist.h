#pragma once

#include "core/control/driverfactory.h"

namespace gatehouse {

/// The drivers of this program.
class DriverList final : public DriverFactory
{
public:
    std::vector<GatewayMake> makes() const override;
    Result<std::unique_ptr<GatewayDriver>> create(const Gateway &gateway,
                                                  DriverContext context) const override;
};

} // namespace gatehouse
