#pragma once

#include "core/control/check.h"
#include "core/control/driver.h"
#include "core/events/revision.h"
#include "core/model/diff.h"
#include "core/model/document.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gatehouse {

/// What a push would do, or why it cannot be told, for one gateway.
struct GatewayPlan
{
    enum class State {
        Planning,
        Ready,
        Failed, ///< see `error`
        Observed, ///< publishing is off for it: it is not pushed to, and that is the reason
    };
    Gateway gateway;
    int stage = 0; ///< 0 is pushed to first; by the label `stage: first|rest`, one stage where nobody has it
    State state = State::Planning;
    std::shared_ptr<const Plan> plan{}; ///< native text, fidelity, what is live
    std::optional<Error> error{};
    std::vector<Check> checks{};
};

/// What a push of the draft, or of an earlier revision, would do, worked out before anything is touched.
struct PublishPlan
{
    EnvironmentName environment;
    bool isProtected = false; ///< the environment's name must be typed
    std::shared_ptr<const Document> document{}; ///< what would be pushed; null until it was taken
    std::string hash;
    std::optional<RevisionNumber> goesBackTo{}; ///< for a roll back
    std::optional<RevisionNumber> base{}; ///< published last in this environment; none: nothing was
    Diff changes; ///< base → document, of what is pushed
    std::vector<Check> checks{}; ///< of the document
    std::vector<GatewayPlan> gateways{}; ///< in the order of pushing
    bool complete = false; ///< nothing is being worked out any more
};

/// Somebody else changed a gateway. Both sides, for the user to decide.
struct PublishConflict
{
    GatewayName gateway;
    std::optional<RevisionNumber> base{}; ///< applied there last by this workspace; none: nothing was
    std::shared_ptr<const Document> theirs{}; ///< where the gateway keeps our document; else only the text
    std::string theirText; ///< native, as it runs
    std::string mineText; ///< native, as it would be pushed
    Drift drift;
    Diff theirChanges; ///< base → theirs; empty where there is no `theirs`
    Diff myChanges; ///< base → mine
};

/// What the user says to a plan.
struct PublishOrder
{
    std::string message{};
    std::string typedName{}; ///< the environment's, where it is protected
    std::set<GatewayName> adopt{}; ///< overwrite a configuration without our mark, after a backup
    std::set<GatewayName> overwrite{}; ///< their changes were seen and shall go
    std::set<GatewayName> leaveOut{};
};

} // namespace gatehouse
