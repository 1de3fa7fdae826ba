#pragma once

#include "core/model/document.h"
#include "core/model/finding.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the built-in gateway of this version does not do. It refuses a document that asks for it: nothing is
/// silently ignored.
namespace gatehouse {

/// One row of the table. When the gateway learns to do it, the row goes.
struct UnenforcedField
{
    std::string_view field; ///< as in "routes[].rateLimit"
    std::string_view what; ///< completes "The built-in gateway of this version does not …"
    /// The pointers of all places in a document that ask for it.
    std::vector<std::string> (*find)(const Model &model);
};

[[nodiscard]] std::span<const UnenforcedField> unenforcedFields();

/// A finding of severity error for each place that asks for what is not enforced. Routes that are switched
/// off ask for nothing.
[[nodiscard]] Findings unenforced(const Document &document);

} // namespace gatehouse
