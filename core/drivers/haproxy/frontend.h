#pragma once

#include "core/drivers/haproxy/protection.h"
#include "core/drivers/haproxy/rendercontext.h"

#include <string>

namespace gatehouse::haproxy {

/// The frontend of a listener: which route wins, who may pass, what the gateway answers itself, which backend
/// gets the rest; and the backend that answers 404 and 405. Empty for a listener that cannot be opened.
[[nodiscard]] std::string renderListener(RenderContext &context, Protection &protection,
                                         const Listener &listener);

} // namespace gatehouse::haproxy
