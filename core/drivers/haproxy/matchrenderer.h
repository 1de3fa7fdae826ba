#pragma once

#include "core/drivers/haproxy/fidelityledger.h"
#include "core/drivers/haproxy/proxysection.h"
#include "core/drivers/haproxy/routeorder.h"
#include "core/model/values.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::haproxy {

/// The headers and query parameters that routes look at, each with the variable that holds its value while a
/// request is routed.
class ValueTable final
{
public:
    explicit ValueTable(const Model &model);

    /// `txn.gh_h1`. The name must be one that a route of the model looks at.
    std::string headerVariable(std::string_view name) const;
    std::string queryVariable(std::string_view name) const;

private:
    std::map<std::string, std::size_t> m_headers; ///< by name in lower case
    std::map<std::string, std::size_t> m_query;
};

/// Writes the rules that bring a request's path into normal form or refuse it with 400, and that keep the
/// host and all values which the given routes look at, as the document's format wants them: header lines of
/// one name joined, the first query parameter of a name decoded.
void writeRequestValues(ProxySection &section, const Model &model, const std::vector<RankedMatch> &matches,
                        const ValueTable &values, EncodedSlashes slashes);

/// The conditions under which a request fits. Without the method where `withMethod` is false (for a 405).
[[nodiscard]] std::vector<std::string> matchConditions(ProxySection &section, const Route &route,
                                                       const RankedMatch &match, const ValueTable &values,
                                                       bool withMethod);

/// Says how well the route's match is expressed.
void describeMatch(const Route &route, ObjectLedger &ledger);

} // namespace gatehouse::haproxy
