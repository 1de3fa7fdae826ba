#pragma once

#include "core/base/result.h"
#include "core/model/values.h"
#include "core/routing/routetree.h"

#include <memory>

namespace gatehouse {

/// Compiles a document's enabled routes. Errors as RouteTable::compile().
[[nodiscard]] Result<std::unique_ptr<const RouteTree>> buildRouteTree(const Model &model);

} // namespace gatehouse
