#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gatehouse::demo {

/// Whose token a request carries.
enum class Bearer { None, Backoffice, Mobile };

/// One kind of request that the load generator sends. `route` is the name that the sample document gives to
/// the route it should meet.
struct Operation
{
    std::string name; ///< "GET /api/customers/{id}"
    std::string route;
    std::string method;
    Bearer bearer = Bearer::Mobile;
    int weight = 1;
};

/// A request, ready to be sent.
struct LoadRequest
{
    std::size_t operation = 0; ///< index into loadMix()
    std::string target;
    std::string body; ///< JSON; empty: none
};

/// The mix: mostly reads, over all routes of the sample document that the demo serves.
[[nodiscard]] const std::vector<Operation> &loadMix();
/// The next request of the mix.
[[nodiscard]] LoadRequest nextRequest(Random &random);

} // namespace gatehouse::demo
