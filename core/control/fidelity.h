#pragma once

#include <string>
#include <vector>

namespace gatehouse {

/// How well a gateway can express one value of the document.
enum class Verdict {
    Exact,
    Approximate, ///< rendered, but behaves otherwise in the ways that `deltas` name
    Unsupported, ///< left out; a protection that is unsupported becomes a refusal (403), never an open door
};

/// In what respect a gateway's behaviour differs from the document's.
enum class DeltaAspect { Scope, Trigger, Window, Timing, Probe, Jitter, Units, Case, Precedence, Lifetime };

struct FidelityDelta
{
    DeltaAspect aspect = DeltaAspect::Scope;
    std::string canonical; ///< what the document asks for
    std::string actual; ///< what the gateway does
    bool operator==(const FidelityDelta &) const = default;
};

/// The verdict on one field with the value it has in this document.
struct FieldFidelity
{
    std::string kind; ///< the root's key: "routes", "services", …
    std::string name; ///< of the object
    std::string pointer; ///< relative to the object: "/circuitBreaker/openFor"
    Verdict verdict = Verdict::Exact;
    std::string native; ///< the gateway's own words: "observe layer7 error-limit 5 on-error mark-down"
    std::string how; ///< one sentence for people; empty where exact
    std::vector<FidelityDelta> deltas;
    std::string gate; ///< version or module that would make it better; empty where none
    bool accepted = false; ///< named in the gateway's `accept`
    bool operator==(const FieldFidelity &) const = default;
};

using Fidelity = std::vector<FieldFidelity>;

/// The stable words: "exact", "approximate", "unsupported"; "scope", "trigger", ….
const char *word(Verdict verdict);
const char *word(DeltaAspect aspect);

} // namespace gatehouse
