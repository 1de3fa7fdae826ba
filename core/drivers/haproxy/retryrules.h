#pragma once

#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/rendercontext.h"

#include <vector>

namespace gatehouse::haproxy {

/// Writes a backend's retries. HAProxy has one number of retries a backend: where the routes of a service ask
/// for different ones, one is rendered and the others are said to be unsupported; a route without retries is
/// excepted from it.
void writeRetries(RenderContext &context, ProxySection &section, const Service &service,
                  const std::vector<const Route *> &routes);

} // namespace gatehouse::haproxy
