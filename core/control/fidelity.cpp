#include "core/control/fidelity.h"

namespace gatehouse {

const char *word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exact:
        return "exact";
    case Verdict::Approximate:
        return "approximate";
    case Verdict::Unsupported:
        return "unsupported";
    }
    return "unsupported";
}

const char *word(DeltaAspect aspect)
{
    switch (aspect) {
    case DeltaAspect::Scope:
        return "scope";
    case DeltaAspect::Trigger:
        return "trigger";
    case DeltaAspect::Window:
        return "window";
    case DeltaAspect::Timing:
        return "timing";
    case DeltaAspect::Probe:
        return "probe";
    case DeltaAspect::Jitter:
        return "jitter";
    case DeltaAspect::Units:
        return "units";
    case DeltaAspect::Case:
        return "case";
    case DeltaAspect::Precedence:
        return "precedence";
    case DeltaAspect::Lifetime:
        return "lifetime";
    }
    return "scope";
}

} // namespace gatehouse
