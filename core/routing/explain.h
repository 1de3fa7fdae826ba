#pragma once

#include "core/base/result.h"
#include "core/model/values.h"
#include "core/routing/pathnormalizer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

/// A request to be explained, as a client would send it.
struct ExplainRequest
{
    std::string method = "GET";
    std::string target = "/"; ///< path, and query behind a `?`; not normalised
    std::string host{}; ///< with or without port
    std::vector<std::pair<std::string, std::string>> headers{}; ///< in their order
    std::optional<ListenerName> listener{}; ///< none: the document's first
};

/// Why a route is not the winner.
enum class CandidateReason { Outranked, Disabled, Listener, Host, Path, Method, Header, Query };

/// The stable word ("outranked", "disabled", …).
const char *word(CandidateReason reason);

/// A route that did not win. `matched` exactly where the reason is Outranked.
struct ExplainedCandidate
{
    std::uint32_t index = 0; ///< into Model::routes
    RouteName route;
    bool matched = false;
    CandidateReason reason = CandidateReason::Path;
    std::string detail; ///< one sentence with the facts that decided

    bool operator==(const ExplainedCandidate &) const = default;
};

/// What the gateway would do with a request, and why no other route gets it.
struct Explanation
{
    std::optional<std::uint32_t> index; ///< of the winner, into Model::routes
    RouteName route; ///< of the winner; empty where there is none
    /// The gateway's own answer: 400, 404, 405, or that of a redirect or fixed response; none where a service
    /// answers.
    std::optional<int> status;
    PathFault fault = PathFault::None; ///< why it is 400
    std::vector<std::string> allowed; ///< for 405, as RouteTable says it
    std::vector<RouteTarget> to;
    std::optional<std::string>
        upstreamPath; ///< normalised and rewritten, without the query; none where nobody gets it
    std::vector<std::pair<std::string, std::string>> params; ///< in the order of the template
    std::vector<ExplainedCandidate> candidates; ///< all other routes in order of precedence

    bool operator==(const Explanation &) const = default;
};

/// Explains on any document, also on a draft that cannot be compiled: a route that cannot be read does not
/// match, and its candidate says why. A pure function; its cost grows with the number of routes. Errors:
/// NotFound where the document has no such listener.
[[nodiscard]] Result<Explanation> explain(const Model &model, const ExplainRequest &request);

} // namespace gatehouse
