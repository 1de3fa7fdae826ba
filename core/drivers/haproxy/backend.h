#pragma once

#include "core/drivers/haproxy/rendercontext.h"

#include <string>

namespace gatehouse::haproxy {

/// The backend of a service: what its routes change in a request, limits, checks, breaker, retries and
/// servers.
[[nodiscard]] std::string renderService(RenderContext &context, const Service &service);

} // namespace gatehouse::haproxy
