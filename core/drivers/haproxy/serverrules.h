#pragma once

#include "core/drivers/haproxy/checkplan.h"
#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/rendercontext.h"

namespace gatehouse::haproxy {

/// Writes the `server` lines of a service's backend, and what all of them share.
void writeServers(RenderContext &context, ProxySection &section, const Service &service,
                  const CheckPlan &checks);

/// Whether DNS is asked for an endpoint's host again and again: names, but not those without a dot, which the
/// hosts file knows.
[[nodiscard]] bool isResolved(const Address &address);

} // namespace gatehouse::haproxy
