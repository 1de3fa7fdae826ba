#pragma once

#include "core/model/values.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

/// A request that shows something about a match. A header or query parameter whose value could not be found
/// is left out, and then there is no request.
struct WitnessRequest
{
    std::string method;
    std::string host;
    std::string path; ///< with the query, where there is one
    std::vector<std::pair<std::string, std::string>> headers;
    bool operator==(const WitnessRequest &) const = default;
};

/// A route that never wins: whatever it matches, others match too, and they go first.
struct Shadow
{
    std::size_t route = 0; ///< index into Model::routes
    std::size_t by = 0; ///< the route that wins the first kind of request that `route` matches
    bool byOthersToo = false; ///< whether it takes more than one route to cover all it matches
    bool isDuplicate = false; ///< `by` matches exactly the same
    std::optional<WitnessRequest> witness; ///< a request that `route` matches and does not win
    bool operator==(const Shadow &) const = default;
};

/// All enabled routes that can never win, by the rules of precedence of the document's format. Every one
/// reported is truly unreachable; not found are those that only several conditions on headers or several
/// paths cover together, and regexes whose language only an automaton could compare. Near-linear: routes are
/// compared only with those that share host, method and shape of path.
[[nodiscard]] std::vector<Shadow> findShadows(const Model &model);

/// A request that the route matches, if one could be made.
[[nodiscard]] std::optional<WitnessRequest> witnessFor(const RouteMatch &match);

} // namespace gatehouse
