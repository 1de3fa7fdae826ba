#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string_view>

namespace gatehouse::demo {

/// What an endpoint of the demo does wrong. The health check is touched by `refuse` and `failHealth` only, so
/// that a breaker can be seen at work without the check taking the endpoint away first.
struct Faults
{
    std::chrono::milliseconds latency{0}; ///< waited before every answer
    double errorPercent = 0; ///< share of answers that are a 500; spread evenly, so that 25 is every fourth
    bool refuse = false; ///< the listening socket is closed, and every connection with it
    bool slowBody = false; ///< the body drips over three seconds
    bool failHealth = false; ///< /health answers 503

    bool operator==(const Faults &) const = default;
};

/// Changes what the JSON object `{"latencyMs", "errorPercent", "refuse", "slowBody", "failHealth"}` names and
/// leaves the rest. Errors: InvalidInput (no object, unknown key, wrong type or range).
[[nodiscard]] Result<Faults> changedFaults(const Faults &before, std::string_view json);
[[nodiscard]] nlohmann::ordered_json toJson(const Faults &faults);

} // namespace gatehouse::demo
