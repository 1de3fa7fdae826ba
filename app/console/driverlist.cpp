#include "app/console/driverlist.h"

#include "core/drivers/builtin/builtindriver.h"
#include "core/drivers/haproxy/haproxydriver.h"

namespace gatehouse {

namespace {

template <class Driver>
Result<std::unique_ptr<GatewayDriver>> made(const Gateway &gateway, DriverContext context)
{
    auto driver = Driver::create(gateway, std::move(context));
    if (!driver)
        return tl::unexpected<Error>(driver.error());
    return std::unique_ptr<GatewayDriver>(*std::move(driver));
}

} // namespace

std::vector<GatewayMake> DriverList::makes() const
{
    return {GatewayMake::Builtin, GatewayMake::Haproxy};
}

Result<std::unique_ptr<GatewayDriver>> DriverList::create(const Gateway &gateway, DriverContext context) const
{
    switch (gateway.make) {
    case GatewayMake::Builtin:
        return made<BuiltinDriver>(gateway, std::move(context));
    case GatewayMake::Haproxy:
        return made<HaproxyDriver>(gateway, std::move(context));
    case GatewayMake::Envoy:
    case GatewayMake::Caddy:
    case GatewayMake::Traefik:
    case GatewayMake::Nginx:
        break;
    }
    return failure(ErrorKind::Unsupported, "This version has no driver for this make yet.",
                   gateway.name.str());
}

} // namespace gatehouse
