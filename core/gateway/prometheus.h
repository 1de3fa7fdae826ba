#pragma once

#include "core/model/telemetry.h"

#include <cstdint>
#include <string>

namespace gatehouse {

/// What only the admin server knows.
struct AdminCounters
{
    std::uint64_t refusedTokens = 0; ///< requests with no token or a wrong one
    std::uint64_t pushes = 0; ///< revisions accepted since the start
    std::uint64_t failedPushes = 0; ///< refused or not stored
};

/// Telemetry in Prometheus' text format 0.0.4. Values that are not there make no sample; times are in
/// seconds.
[[nodiscard]] std::string prometheusText(const Telemetry &telemetry, const AdminCounters &admin);

} // namespace gatehouse
