#include "core/control/placedfinding.h"

#include "core/model/examine.h"
#include "core/model/objectplace.h"

#include <algorithm>

namespace gatehouse {

std::vector<PlacedFinding> placedFindings(const Document &document, const Findings &ofReading)
{
    Findings all = ofReading;
    for (Finding &finding : examine(document))
        all.push_back(std::move(finding));
    std::stable_sort(all.begin(), all.end(),
                     [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    std::vector<PlacedFinding> placed;
    placed.reserve(all.size());
    for (Finding &finding : all) {
        PlacedFinding &entry = placed.emplace_back();
        if (auto place = objectOf(finding.pointer, document.tree); place && !place->name.empty()) {
            entry.object = {std::move(place->kind), std::move(place->name)};
            entry.pointer = std::move(place->pointer);
        } else {
            entry.pointer = finding.pointer;
        }
        entry.finding = std::move(finding);
    }
    return placed;
}

} // namespace gatehouse
