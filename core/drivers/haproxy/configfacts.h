#pragma once

#include "core/model/values.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::haproxy {

/// What the document says of an endpoint, kept in the configuration as a comment, since HAProxy's own words
/// do not tell it: weights are scaled, and a draining endpoint is one of weight 0.
struct EndpointFacts
{
    std::string address; ///< as in the document
    int weight = 1;
    EndpointState state = EndpointState::Active;

    bool operator==(const EndpointFacts &) const = default;
};

/// How a service's breaker is expressed.
enum class BreakerFacts { None, Observed, NeverOpens, ForcedOpen, ForcedClosed, Disabled };

struct ServiceFacts
{
    BreakerFacts breaker = BreakerFacts::None;
    std::optional<int> maxConcurrent{}; ///< of its bulkhead
    int maxQueued = 0;
    bool retries = false;
    bool checked = false; ///< has a health check of its own
    std::vector<EndpointFacts> endpoints{};

    bool operator==(const ServiceFacts &) const = default;
};

[[nodiscard]] ServiceFacts factsOf(const Service &service);

/// The comments of a service's backend, without indentation; the first is the service's own.
[[nodiscard]] std::vector<std::string> factLines(const ServiceFacts &facts);

/// The facts of a configuration of ours, by service. What is not readable is left out.
[[nodiscard]] std::map<std::string, ServiceFacts> readFacts(std::string_view config);

} // namespace gatehouse::haproxy
