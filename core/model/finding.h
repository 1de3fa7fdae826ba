#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

enum class Severity { Error, Warning, Info };

/// One thing that is wrong, or worth knowing, in a document. `code` is stable for ever (`GH0103`).
struct Finding
{
    std::string code;
    Severity severity = Severity::Error;
    std::string pointer; ///< RFC 6901, into the tree that was examined; "" is the root
    std::string message; ///< one sentence, names what is meant
    std::optional<std::string> fix{}; ///< how to mend it, where there is one
    std::optional<int> line{}; ///< from 1; unknown where the document has no text
    std::optional<int> column{}; ///< from 1, in characters

    bool operator==(const Finding &) const = default;
};

using Findings = std::vector<Finding>;

/// The stable word: "error", "warning", "info".
const char *word(Severity severity);
/// Whether any finding is an error.
bool hasErrors(const Findings &findings);

} // namespace gatehouse
