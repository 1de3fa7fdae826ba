#pragma once

#include "core/drivers/haproxy/latencybuckets.h"

#include <cstddef>
#include <string_view>

/// What the rendered configuration counts in HAProxy's memory and telemetry reads back: tables without an end
/// of their own, one set of `gpc` counters for each name.
namespace gatehouse::haproxy {

/// One set a route: requests; answers by class 2xx to 5xx; turns taken by weight.
inline constexpr std::string_view RouteCounters = "gatehouse.routes";
inline constexpr std::size_t RequestCounter = 0;
inline constexpr std::size_t FirstStatusCounter = 1;
inline constexpr std::size_t TurnCounter = 5;
inline constexpr std::size_t RouteCounterCount = 6;

/// One set a service: calls refused before any try, by reason; answers by how long they took to begin.
inline constexpr std::string_view ServiceCounters = "gatehouse.services";
inline constexpr std::size_t BulkheadCounter = 0;
inline constexpr std::size_t BreakerCounter = 1;
inline constexpr std::size_t NoEndpointCounter = 2;
inline constexpr std::size_t FirstLatencyCounter = 3;
inline constexpr std::size_t ServiceCounterCount = FirstLatencyCounter + LatencyCounters;

} // namespace gatehouse::haproxy
