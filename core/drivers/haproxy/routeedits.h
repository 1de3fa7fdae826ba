#pragma once

#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/rendercontext.h"

namespace gatehouse::haproxy {

/// Writes into a service's backend what one route changes: its time limit, the path and host for the service,
/// and headers both ways.
void writeRouteEdits(RenderContext &context, ProxySection &section, const Route &route,
                     const Service &service);

/// Says what this driver does not do for a route: limits by rate, CORS, mirrors, faults.
void describeMissing(ObjectLedger &ledger);

/// Where in a path a template's parameter stands, as `field()` counts; 0 where the route has no such
/// parameter.
[[nodiscard]] std::size_t parameterField(const Route &route, std::string_view name);

} // namespace gatehouse::haproxy
