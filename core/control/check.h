#pragma once

#include "core/base/clock.h"
#include "core/base/name.h"
#include "core/model/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// What is looked at before a push. The words are made in ui/ and app/ctl from kind and figures.
enum class CheckKind {
    Problems, ///< `count` errors, `others` warnings of the document
    Shadowed, ///< `count` routes that can never win, `others` of them new against the live document
    Deletions, ///< `count` objects go away, `others` of them routes
    Publishable, ///< publishing is on for the gateway
    Reachable, ///< it answered; else `detail` says why not
    Outside, ///< nobody changed it since our last push; else `detail` says what, `since` when it was seen
    Adoption, ///< it runs a configuration without our mark
    Expression, ///< `count` fields are exact, `others` are not and not accepted
    Protection, ///< `count` routes whose protection cannot be rendered and is a refusal (403)
    Secrets, ///< `count` secrets it needs are there, `others` are missing; `detail` names them
    KeepsState, ///< breakers, counters and limits survive the push
    GatewayFindings, ///< what the driver itself has against it: `count` errors, `others` warnings
};

enum class CheckVerdict {
    Pass,
    Know, ///< nothing stands against it, but it should be read
    Block, ///< nothing is pushed to the gateway (to none, where it is about the document)
};

struct Check
{
    CheckKind kind = CheckKind::Problems;
    CheckVerdict verdict = CheckVerdict::Pass;
    GatewayName gateway{}; ///< empty: about the document
    int count = 0;
    int others = 0;
    std::string detail{}; ///< names or a gateway's own words
    Findings findings{};
    std::optional<WallTime> since{};

    bool operator==(const Check &) const = default;
};

} // namespace gatehouse
