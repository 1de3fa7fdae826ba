#pragma once

#include "core/control/objectid.h"
#include "core/model/document.h"
#include "core/model/finding.h"

#include <string>
#include <vector>

namespace gatehouse {

/// A finding with the object it is about.
struct PlacedFinding
{
    Finding finding; ///< its pointer is into the document that was examined
    ObjectId object; ///< the root's where it is about no object
    std::string pointer; ///< relative to the object: "/timeouts/perTry"

    bool operator==(const PlacedFinding &) const = default;
};

/// All findings of a document that was read, those of reading included: errors first, then warnings, then
/// what is only worth knowing; in document order within each.
[[nodiscard]] std::vector<PlacedFinding> placedFindings(const Document &document, const Findings &ofReading);

} // namespace gatehouse
