#pragma once

#include "core/control/objectid.h"

#include <vector>

namespace gatehouse {

/// What one edit, undo or reload did to the draft, so that models update rows and never reset for an edit.
struct DraftChange
{
    std::vector<ObjectId> created{};
    std::vector<ObjectId> changed{}; ///< content changed; same kind and name
    std::vector<ObjectId> deleted{}; ///< a rename is a deletion and a creation
    bool orderChanged = false; ///< objects of the kinds above stand in another order (routes: the tie-break)
    bool root = false; ///< `name`, `description` or an unknown key of the root
    bool everything = false; ///< the whole document was replaced: read it anew; the lists are empty

    bool operator==(const DraftChange &) const = default;
};

} // namespace gatehouse
