#pragma once

#include "core/model/document.h"
#include "core/model/finding.h"

namespace gatehouse {

/// Looks at what a document means: references, matches that can never win, limits that contradict each other,
/// doors left open. What is wrong with its form is found while it is read. Pure, never throws, and
/// near-linear in the number of routes. Findings come in the order of the root's keys, each with line and
/// column where the document has marks.
[[nodiscard]] Findings examine(const Document &document);

/// Gives each finding that has none the line and column of its node, or of the nearest node around it.
[[nodiscard]] Findings withMarks(Findings findings, const Marks &marks);

} // namespace gatehouse
