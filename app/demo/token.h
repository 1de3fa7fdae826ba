#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace gatehouse::demo {

/// What a token of the demo says about its bearer.
struct TokenClaims
{
    std::string issuer;
    std::string audience;
    std::string subject;
    std::string authorizedParty; ///< azp; empty: left out
    std::vector<std::string> roles;
    std::string department;
    int clearance = 0;
    WallTime issuedAt{};
    std::chrono::seconds lifetime{900};
};

/// A JWT signed with HS256. Errors: InvalidInput (a secret that is none).
[[nodiscard]] Result<std::string> signedToken(const TokenClaims &claims, const std::string &secret);

} // namespace gatehouse::demo
