#pragma once

#include "core/policy/jwtkeys.h"

#include <string_view>

namespace gatehouse {

/// Reads one JWK or a set of them (RFC 7517, 7518 and 8037). Errors: InvalidInput.
[[nodiscard]] Result<JwtKeySet> readJwks(std::string_view json);

} // namespace gatehouse
