#pragma once

#include "core/model/telemetry.h"

#include <span>
#include <utility>

/// The stable words of telemetry's enums, one table each; for the codec and for word().
namespace gatehouse {

template <class E> using Words = std::span<const std::pair<const char *, E>>;

[[nodiscard]] Words<HealthState> wordsFor(HealthState);
[[nodiscard]] Words<EndpointHealthState> wordsFor(EndpointHealthState);
[[nodiscard]] Words<BreakerPhase> wordsFor(BreakerPhase);
[[nodiscard]] Words<EndpointState> wordsFor(EndpointState);

} // namespace gatehouse
