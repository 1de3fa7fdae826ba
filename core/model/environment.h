#pragma once

#include "core/base/name.h"
#include "core/base/result.h"
#include "core/model/tree.h"
#include "core/model/values.h"

#include <vector>

namespace gatehouse {

/// The document as it is in one environment: its `changes` merged in. Objects and other items with names are
/// merged by name and field, new ones are appended; lists whose items have no names are replaced whole; null
/// removes a field. Findings of the merged document are made by decodeTree() and examine. `environment` empty
/// gives the tree as it is. Errors: NotFound where there is no such environment.
[[nodiscard]] Result<Tree> withEnvironment(Tree tree, const EnvironmentName &environment);

/// The gateways of an environment in the document's order; all of them where `environment` is empty.
/// References that lead nowhere are passed over.
[[nodiscard]] std::vector<Gateway> gatewaysOf(const Model &model, const EnvironmentName &environment);

} // namespace gatehouse
