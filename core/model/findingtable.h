#pragma once

#include "core/model/finding.h"

#include <span>
#include <string_view>

namespace gatehouse {

/// What one code means. `gatehousectl findings` prints it, and tests examine each example.
struct FindingEntry
{
    std::string_view code;
    Severity severity = Severity::Error;
    std::string_view title; ///< a few words
    std::string_view explanation; ///< why it is a finding
    std::string_view remedy; ///< how to mend it
    std::string_view
        example; ///< part of a document (the root's `gatehouse` and `name` are left out) that has it
    std::string_view mended; ///< the same without it
};

/// All codes, in order.
[[nodiscard]] std::span<const FindingEntry> findingTable();
/// The entry of a code, or nullptr.
[[nodiscard]] const FindingEntry *findFindingEntry(std::string_view code);

// The families, each in its own file.
[[nodiscard]] std::span<const FindingEntry> formFindings();
[[nodiscard]] std::span<const FindingEntry> routingFindings();
[[nodiscard]] std::span<const FindingEntry> serviceFindings();
[[nodiscard]] std::span<const FindingEntry> resilienceFindings();
[[nodiscard]] std::span<const FindingEntry> policyFindings();
[[nodiscard]] std::span<const FindingEntry> secretFindings();
[[nodiscard]] std::span<const FindingEntry> gatewayFindings();

} // namespace gatehouse
