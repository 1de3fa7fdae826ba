#pragma once

#include "core/model/values.h"
#include "core/routing/explain.h"
#include "core/routing/requestview.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// The first thing for which a route does not take a request, and the facts in one sentence.
struct Misfit
{
    CandidateReason reason = CandidateReason::Path;
    std::string detail;
};

/// Asks one route alone, in the order disabled, listener, host, path, method, header, query; none where it
/// fits. For explaining: it parses and compiles what it needs each time. A route that cannot be read does not
/// fit. `listener` is the name behind the request's index.
[[nodiscard]] std::optional<Misfit> misfit(const Route &route, const RequestView &request,
                                           const ListenerName &listener);

} // namespace gatehouse
