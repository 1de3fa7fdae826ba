#include "core/control/publisherparts.h"

#include "core/control/deliver.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr CallOptions PushCall{std::chrono::milliseconds{60'000}};
constexpr CallOptions ReadCall{std::chrono::milliseconds{20'000}};

} // namespace

void Publisher::Private::start(const PublishOrder &order)
{
    running = true;
    m_order = order;
    m_cancelled = false;
    stages.clear();
    Revision revision;
    revision.hash = plan->hash;
    revision.message = order.message;
    revision.who = m_session.author();
    revision.at = m_clock.wallNow();
    revision.environment = plan->environment;
    revision.goesBackTo = plan->goesBackTo;
    for (const GatewayPlan &gateway : plan->gateways) {
        if (gateway.state != GatewayPlan::State::Observed)
            revision.outcomes.push_back({gateway.gateway.name});
    }
    deliver(&q, m_session.revisions().begin(std::move(revision), plan->document),
            [this](const Result<Revision> &begun) {
                if (!begun) {
                    running = false;
                    Q_EMIT q.publicationFailed(begun.error());
                    return;
                }
                publication = *begun;
                Q_EMIT q.publicationStarted(*publication);
                for (const GatewayName &name : m_order.leaveOut) {
                    const auto &outcomes = publication->outcomes;
                    if (std::any_of(outcomes.begin(), outcomes.end(),
                                    [&](const GatewayOutcome &outcome) { return outcome.gateway == name; }))
                        setOutcome(name, GatewayResult::Held);
                }
                pushNext();
            });
}

void Publisher::Private::pushNext()
{
    const auto next =
        std::find_if(publication->outcomes.begin(), publication->outcomes.end(),
                     [](const GatewayOutcome &outcome) { return outcome.result == GatewayResult::Waiting; });
    if (next == publication->outcomes.end()) {
        end();
        return;
    }
    if (m_cancelled) {
        holdRest(GatewayResult::Cancelled);
        end();
        return;
    }
    const auto gateway =
        std::find_if(plan->gateways.begin(), plan->gateways.end(),
                     [&](const GatewayPlan &entry) { return entry.gateway.name == next->gateway; });
    push(*gateway);
}

void Publisher::Private::push(const GatewayPlan &gateway)
{
    const GatewayName name = gateway.gateway.name;
    setOutcome(name, GatewayResult::Pushing);
    const auto progress = [this, name](PushStage reached) {
        stages[name] = reached;
        Q_EMIT q.stageReached(name, reached);
    };
    const bool adopt = m_order.adopt.contains(name) || m_order.overwrite.contains(name);
    deliver(&q, m_hub.push(name, gateway.plan, adopt, progress, PushCall),
            [this, gateway](const Result<PushOutcome> &result) { pushed(gateway, result); });
}

void Publisher::Private::pushed(const GatewayPlan &gateway, const Result<PushOutcome> &result)
{
    const GatewayName &name = gateway.gateway.name;
    stages.erase(name);
    if (result) {
        setOutcome(name, result->changed ? GatewayResult::Applied : GatewayResult::Unchanged, {}, &*result);
        pushNext();
        return;
    }
    setOutcome(name, GatewayResult::Failed, result.error());
    if (result.error().kind == ErrorKind::Conflict) {
        deliver(&q, m_hub.readLive(name, ReadCall),
                [this, name, mine = gateway.plan->rendering.text](const auto &live) {
                    if (live && plan)
                        noteConflict(name, **live, mine);
                });
    }
    holdRest(m_cancelled ? GatewayResult::Cancelled : GatewayResult::Held);
    end();
}

void Publisher::Private::setOutcome(const GatewayName &gateway, GatewayResult result,
                                    const std::optional<Error> &error, const PushOutcome *outcome)
{
    for (GatewayOutcome &known : publication->outcomes) {
        if (known.gateway != gateway)
            continue;
        known.result = result;
        known.error = error;
        known.at = m_clock.wallNow();
        if (outcome) {
            known.nativeRevision = outcome->revision;
            known.backupFile = outcome->backupFile;
        }
        m_session.revisions().setOutcome(publication->number, known);
        Q_EMIT q.outcomeChanged(known);
        return;
    }
}

void Publisher::Private::holdRest(GatewayResult result)
{
    for (const GatewayOutcome &outcome : std::vector<GatewayOutcome>(publication->outcomes)) {
        if (outcome.result == GatewayResult::Waiting)
            setOutcome(outcome.gateway, result);
    }
}

void Publisher::Private::end()
{
    publication->finished = true;
    m_session.revisions().finish(publication->number, m_clock.wallNow());
    running = false;
    becameOld(); // what it was planned against is no longer what runs
    Q_EMIT q.publicationFinished(*publication);
}

} // namespace gatehouse
