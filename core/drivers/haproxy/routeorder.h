#pragma once

#include "core/base/name.h"
#include "core/model/values.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::haproxy {

/// One way to reach a route: the route and one of its hosts.
struct RankedMatch
{
    std::size_t route = 0; ///< index into Model::routes
    std::optional<std::string> host; ///< in lower case, of a wildcard with its star; none: any host

    bool operator==(const RankedMatch &) const = default;
};

/// The ways to reach the enabled routes of a listener in order of precedence: the first that matches a
/// request wins it. Since each host of a route stands for itself, trying wider hosts where the own routes of
/// a host do not match needs nothing but this order.
[[nodiscard]] std::vector<RankedMatch> orderOfPrecedence(const Model &model, const ListenerName &listener);

} // namespace gatehouse::haproxy
