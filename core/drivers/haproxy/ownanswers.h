#pragma once

#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/rendercontext.h"

namespace gatehouse::haproxy {

/// Writes the rule for a route that answers by itself (respond, redirect) and says how well it is expressed.
/// Nothing for one that a service answers.
void writeOwnAnswer(RenderContext &context, ProxySection &section, const Route &route);

} // namespace gatehouse::haproxy
