#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/control/publishplan.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

class GatewayHub;
class SecretVault;
class WorkspaceSession;

/// Plans, pushes, verifies and goes back, for the chosen environment of one session. One plan and one
/// publication at a time. On the GUI thread, never blocking it. Every publication is a revision of the
/// workspace, recorded before the first gateway is touched. The hub must know the environment's gateways
/// (GatewayMonitor::follow).
class Publisher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Publisher)

public:
    /// All outlive the publisher.
    Publisher(WorkspaceSession &session, GatewayHub &hub, const SecretVault &vault, const Clock &clock,
              QObject *parent = nullptr);
    ~Publisher() override;

    /// Works out the plan for the draft as it is now; it comes piece by piece by planChanged(). An edit,
    /// another environment or another publication makes it old (planIsOld()); it is not worked out again by
    /// itself.
    void prepare();
    /// The same for an earlier revision; the draft stays as it is and its edits do not make the plan old.
    void prepareRollBack(RevisionNumber earlier);
    /// Null before prepare().
    const PublishPlan *plan() const;
    bool planIsOld() const;
    void discardPlan();
    /// What stands against publishing the plan under this order; none: publish() would begin. NotFound
    /// without a complete plan; Conflict where the plan is old, or a gateway was changed outside and is
    /// neither overwritten nor left out; Refused where another check blocks, the name is not typed, or every
    /// gateway is only observed (the reason says so).
    std::optional<Error> objection(const PublishOrder &order) const;

    /// Pushes the plan: gateway by gateway in order, each verified by reading back before the next begins. A
    /// failure holds all that were not begun. Errors: those of objection(), before anything is touched;
    /// Conflict while another publication runs. What goes wrong later comes as outcomes.
    Result<void> publish(const PublishOrder &order);
    /// Ends after the gateway that is being pushed to is in a known state; those not begun are Cancelled.
    void cancel();
    bool isPublishing() const;
    /// The publication that runs or ran last, as far as it came.
    const std::optional<Revision> &publication() const;
    /// The milestone of the gateway that is being pushed to; none where it is not being pushed to.
    std::optional<PushStage> stage(const GatewayName &gateway) const;
    /// Gateways that somebody else changed: found by the plan or by a push that was refused for it.
    const std::vector<PublishConflict> &conflicts() const;

Q_SIGNALS:
    void planChanged();
    void planFailed(const gatehouse::Error &error);
    void planBecameOld();
    void publicationStarted(const gatehouse::Revision &revision);
    void stageReached(const gatehouse::GatewayName &gateway, gatehouse::PushStage stage);
    void outcomeChanged(const gatehouse::GatewayOutcome &outcome);
    void conflictFound(const gatehouse::GatewayName &gateway);
    /// It ran to its end, well or not: the outcomes say.
    void publicationFinished(const gatehouse::Revision &revision);
    /// It could not be recorded, so nothing was touched.
    void publicationFailed(const gatehouse::Error &error);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
