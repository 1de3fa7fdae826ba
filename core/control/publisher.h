#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/control/check.h"
#include "core/control/driver.h"
#include "core/events/revision.h"
#include "core/model/diff.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gatehouse {

class GatewayHub;
class GatewayMonitor;
class WorkspaceSession;

/// One gateway's part of a plan.
struct GatewayPlan
{
    enum class State {
        Planning,
        Ready,
        Failed, ///< see `error`
        Observed, ///< publishing is off for it: it is not pushed to, and that is the reason
    };
    Gateway gateway;
    int stage = 0; ///< 0 first; by the label `stage: first|rest`
    State state = State::Planning;
    std::shared_ptr<const Plan> plan{}; ///< native text, fidelity, what is live
    std::optional<Error> error{};
    std::vector<Check> checks{};
    /// What this workspace pushed there last as native text, for the native difference; empty where unknown.
    /// What runs there is plan->live.text.
    bool blocked() const;
};

/// What a push of the draft, or of an earlier revision, would do, worked out before anything is touched.
struct PublishPlan
{
    EnvironmentName environment;
    bool isProtected = false; ///< the environment's name must be typed
    std::shared_ptr<const Document> document{}; ///< what would be pushed
    std::string hash;
    std::optional<RevisionNumber> goesBackTo{}; ///< for a roll back
    Diff changes; ///< last published → document
    std::vector<Check> checks{}; ///< of the document
    std::vector<GatewayPlan> gateways{}; ///< in the order of pushing
    bool complete = false; ///< nothing is being worked out any more
    bool blocked() const; ///< a check of the document says so, or no gateway is left
};

/// Somebody else changed a gateway. Both sides, for the user to decide.
struct PublishConflict
{
    GatewayName gateway;
    std::shared_ptr<const Document> base{}; ///< the revision last applied there; none where there is none
    std::shared_ptr<const Document> theirs{}; ///< where the gateway keeps our document; else only the text
    std::string theirText; ///< native
    std::string baseText; ///< native, as rendered from `base`; empty where unknown
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
    std::set<GatewayName> adopt{}; ///< overwrite an unmarked configuration, after a backup
    std::set<GatewayName> overwrite{}; ///< their changes were seen and shall go: push over a conflict
    std::set<GatewayName> leaveOut{};
};

/// Plans, pushes, verifies and goes back, for the chosen environment of one session. One plan and one
/// publication at a time. On the GUI thread, never blocking it. Every publication is a revision in the
/// workspace, recorded before the first gateway is touched.
class Publisher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Publisher)

public:
    /// All outlive the publisher.
    Publisher(WorkspaceSession &session, GatewayHub &hub, const Clock &clock, QObject *parent = nullptr);
    ~Publisher() override;

    /// Works out the plan for the draft as it is now; it comes piece by piece by planChanged(). An edit,
    /// another environment or another revision makes it old (planIsOld()); it is not worked out again by
    /// itself.
    void prepare();
    /// The same for an earlier revision; the draft stays as it is. Errors come as planFailed().
    void prepareRollBack(RevisionNumber earlier);
    /// Null before prepare().
    const PublishPlan *plan() const;
    bool planIsOld() const;
    void discardPlan();

    /// Pushes the plan: stage by stage, in order, each verified by reading back before the next begins. A
    /// failure holds all that were not begun. Errors, before anything is touched: NotFound without a complete
    /// plan; Conflict where the plan is old; Refused where checks block, the name is not typed, or every
    /// gateway is only observed (the reason says which).
    Result<RevisionNumber> publish(PublishOrder order);
    /// Ends the push under way as soon as its gateway is in a known state; those not begun are Cancelled.
    void cancel();
    bool isPublishing() const;
    /// Of the publication that runs or ran last.
    const std::optional<Revision> &publication() const;
    /// The milestone of the gateway that is being pushed to.
    std::optional<PushStage> stage(const GatewayName &gateway) const;
    /// Set where a gateway is in conflict: found by the plan (changed outside) or by the push.
    const std::vector<PublishConflict> &conflicts() const;

Q_SIGNALS:
    void planChanged();
    void planFailed(const gatehouse::Error &error);
    void planBecameOld();
    void stageReached(const gatehouse::GatewayName &gateway, gatehouse::PushStage stage);
    void outcomeChanged(const gatehouse::GatewayOutcome &outcome);
    void conflictFound(const gatehouse::GatewayName &gateway);
    void revisionPublished(const gatehouse::Revision &revision);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
