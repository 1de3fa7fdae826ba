#pragma once

#include "core/control/gatewayhub.h"
#include "core/control/gatewaystatus.h"
#include "core/control/publisher.h"
#include "core/control/revisionbook.h"
#include "core/control/secrets.h"
#include "core/control/workspacesession.h"
#include "core/events/jobthread.h"

#include <cstdint>
#include <map>
#include <string>

namespace gatehouse {

/// The two halves of a publisher: working out a plan, and running a publication.
class Publisher::Private
{
public:
    Private(Publisher &publisher, WorkspaceSession &session, GatewayHub &hub, const SecretVault &vault,
            const Clock &clock);
    Q_DISABLE_COPY_MOVE(Private)

    // ---- Planning (publisherplan.cpp)
    void begin(std::optional<RevisionNumber> earlier);
    void discard();
    void becameOld();
    std::optional<Error> objection(const PublishOrder &order) const;

    // ---- Running (publisherrun.cpp)
    void start(const PublishOrder &order);
    void cancel() { m_cancelled = true; }

    Publisher &q;
    std::optional<PublishPlan> plan;
    bool isOld = false;
    std::vector<PublishConflict> conflicts;
    bool running = false;
    std::optional<Revision> publication;
    std::map<GatewayName, PushStage> stages;

private:
    void failed(std::uint64_t planning, const Error &error);
    void takeDocument(std::uint64_t planning, std::shared_ptr<const Document> document);
    void askBase(std::uint64_t planning);
    void examine(std::uint64_t planning, std::shared_ptr<const Document> base);
    void planGateways(std::uint64_t planning);
    void planned(std::uint64_t planning, std::size_t index,
                 const Result<std::shared_ptr<const Plan>> &result);
    void answered();
    void noteConflict(const GatewayName &gateway, const LiveConfig &live, const std::string &mine);
    GatewayTarget targetOf(const GatewayName &gateway) const;

    void pushNext();
    void push(const GatewayPlan &gateway);
    void pushed(const GatewayPlan &gateway, const Result<PushOutcome> &result);
    void setOutcome(const GatewayName &gateway, GatewayResult result, const std::optional<Error> &error = {},
                    const PushOutcome *outcome = nullptr);
    void holdRest(GatewayResult result);
    void end();

    WorkspaceSession &m_session;
    GatewayHub &m_hub;
    const SecretVault &m_vault;
    const Clock &m_clock;
    std::uint64_t m_planning = 0; ///< answers for another plan are passed over
    int m_open = 0; ///< answers that the plan waits for
    PublishOrder m_order;
    bool m_cancelled = false;
    JobThread m_thread; ///< examines documents
};

} // namespace gatehouse
