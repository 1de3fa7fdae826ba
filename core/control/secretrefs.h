#pragma once

#include "core/base/name.h"
#include "core/model/values.h"

#include <vector>

namespace gatehouse {

/// The secrets that what is pushed of a document refers to, each once, in order of their names: keys of
/// providers and consumers, header values, private keys. Not those of gateways (their tokens) and of shards
/// (the demo's databases), which no gateway needs.
[[nodiscard]] std::vector<SecretName> secretsOf(const Model &model);

} // namespace gatehouse
