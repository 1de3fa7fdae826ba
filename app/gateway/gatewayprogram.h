#pragma once

#include "app/gateway/options.h"

namespace gatehouse {

/// Runs a gateway until a signal ends it. Returns the exit status: 0 after a signal, 1 where it could not
/// start, 2 where the document of --config has errors.
[[nodiscard]] int runGateway(const GatewayOptions &options);

/// Tells what failed, on standard error, and returns 1.
int complain(const Error &error);

} // namespace gatehouse
