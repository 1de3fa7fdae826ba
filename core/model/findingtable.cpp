#include "core/model/findingtable.h"

#include <algorithm>
#include <vector>

namespace gatehouse {

std::span<const FindingEntry> findingTable()
{
    static const std::vector<FindingEntry> Table = [] {
        std::vector<FindingEntry> all;
        for (const auto family : {formFindings(), routingFindings(), serviceFindings(), resilienceFindings(),
                                  policyFindings(), secretFindings(), gatewayFindings()})
            all.insert(all.end(), family.begin(), family.end());
        return all;
    }();
    return Table;
}

const FindingEntry *findFindingEntry(std::string_view code)
{
    const auto table = findingTable();
    const auto found =
        std::lower_bound(table.begin(), table.end(), code,
                         [](const FindingEntry &entry, std::string_view text) { return entry.code < text; });
    return found != table.end() && found->code == code ? &*found : nullptr;
}

} // namespace gatehouse
