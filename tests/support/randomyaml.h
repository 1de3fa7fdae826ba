#pragma once

#include "tests/support/randomtree.h"

#include <optional>
#include <string>

namespace gatehouse::support {

/// A tree as YAML in a random mixture of styles: block and flow, quotes, comments, blank lines, odd
/// indentation.
[[nodiscard]] std::string randomYaml(const Tree &tree, RandomTree &random);
/// Sets, removes, inserts, moves or reorders something somewhere.
void changeAtRandom(Tree &tree, RandomTree &random);
/// The pointer of a scalar somewhere, or nothing where chance found none.
[[nodiscard]] std::optional<std::string> randomScalar(const Tree &tree, RandomTree &random);

} // namespace gatehouse::support
