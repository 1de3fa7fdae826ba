#pragma once

#include "core/model/diff.h"

#include <string_view>
#include <vector>

namespace gatehouse {

/// What differs between two versions of one object of a kind (the root's key), deepest first differing value
/// by value. Endpoints of a service are matched by address, the targets of a route by service; items that
/// appear twice are matched in their order. Either side may be nullptr: then the other is one whole change.
[[nodiscard]] std::vector<FieldChange> diffFields(std::string_view kind, const Tree *before,
                                                  const Tree *after);

} // namespace gatehouse
