#pragma once

#include "core/model/values.h"

#include <set>

namespace gatehouse {

/// The names of all secrets that a document refers to.
[[nodiscard]] std::set<SecretName> secretNames(const Model &model);

} // namespace gatehouse
