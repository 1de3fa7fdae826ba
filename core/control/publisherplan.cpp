#include "core/control/publisherparts.h"

#include "core/control/deliver.h"
#include "core/control/gatewaytargets.h"
#include "core/control/plancheck.h"
#include "core/model/environment.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr CallOptions PlanCall{std::chrono::milliseconds{20'000}};

bool isPushed(const std::string &kind)
{
    return kind != "gateways" && kind != "environments";
}

// Of what is pushed.
Diff changesBetween(const Document *base, const Document &document)
{
    Diff diff = diffTrees(base ? base->tree : Tree(Tree::object()), document.tree);
    std::erase_if(diff.created, [](const auto &entry) { return !isPushed(entry.kind); });
    std::erase_if(diff.changed, [](const auto &entry) { return !isPushed(entry.kind); });
    std::erase_if(diff.deleted, [](const auto &entry) { return !isPushed(entry.kind); });
    return diff;
}

// By the label `stage`: those that are first, then all others; each stage in the document's order.
std::vector<GatewayPlan> inOrder(const std::vector<Gateway> &gateways)
{
    const auto isFirst = [](const Gateway &gateway) {
        const auto label = gateway.labels.find("stage");
        return label != gateway.labels.end() && label->second == "first";
    };
    const bool staged = std::any_of(gateways.begin(), gateways.end(), isFirst);
    std::vector<GatewayPlan> plans;
    for (const Gateway &gateway : gateways) {
        GatewayPlan &plan = plans.emplace_back();
        plan.gateway = gateway;
        plan.stage = staged && !isFirst(gateway) ? 1 : 0;
    }
    std::stable_sort(plans.begin(), plans.end(),
                     [](const GatewayPlan &a, const GatewayPlan &b) { return a.stage < b.stage; });
    return plans;
}

struct Examined
{
    Diff changes;
    std::vector<Check> checks;
    std::string hash;
};

} // namespace

Publisher::Private::Private(Publisher &publisher, WorkspaceSession &session, GatewayHub &hub,
                            const SecretVault &vault, const Clock &clock)
    : q(publisher)
    , m_session(session)
    , m_hub(hub)
    , m_vault(vault)
    , m_clock(clock)
    , m_thread(QStringLiteral("plan"))
{
    QObject::connect(&session, &WorkspaceSession::draftChanged, &q, [this] {
        if (plan && !plan->goesBackTo)
            becameOld();
    });
    QObject::connect(&session, &WorkspaceSession::environmentChanged, &q, [this] { becameOld(); });
}

void Publisher::Private::becameOld()
{
    if (!plan || isOld || running)
        return;
    isOld = true;
    Q_EMIT q.planBecameOld();
}

void Publisher::Private::discard()
{
    ++m_planning;
    plan.reset();
    isOld = false;
    conflicts.clear();
    Q_EMIT q.planChanged();
}

void Publisher::Private::begin(std::optional<RevisionNumber> earlier)
{
    const std::uint64_t planning = ++m_planning;
    isOld = false;
    conflicts.clear();
    plan.emplace();
    plan->environment = m_session.environment();
    plan->goesBackTo = earlier;
    const Model &model = m_session.draft().model;
    for (const Environment &environment : model.environments) {
        if (environment.name == plan->environment)
            plan->isProtected = environment.isProtected;
    }
    plan->gateways = inOrder(gatewaysOf(model, plan->environment));
    m_open = 0;
    Q_EMIT q.planChanged();
    if (earlier) {
        deliver(&q, m_session.revisions().document(*earlier),
                [this, planning](const Result<std::shared_ptr<const Document>> &document) {
                    if (document)
                        takeDocument(planning, *document);
                    else
                        failed(planning, document.error());
                });
        return;
    }
    deliver(&q, m_session.snapshot(), [this, planning](const std::shared_ptr<const Document> &document) {
        takeDocument(planning, document);
    });
}

void Publisher::Private::failed(std::uint64_t planning, const Error &error)
{
    if (planning != m_planning)
        return;
    plan.reset();
    Q_EMIT q.planFailed(error);
}

void Publisher::Private::takeDocument(std::uint64_t planning, std::shared_ptr<const Document> document)
{
    if (planning != m_planning)
        return;
    plan->document = std::move(document);
    m_open = 1; // for the document
    askBase(planning);
    planGateways(planning);
}

void Publisher::Private::askBase(std::uint64_t planning)
{
    const Revision *last = m_session.revisions().lastPublished(plan->environment);
    if (!last) {
        examine(planning, nullptr);
        return;
    }
    plan->base = last->number;
    deliver(&q, m_session.revisions().document(last->number),
            [this, planning](const Result<std::shared_ptr<const Document>> &base) {
                if (base)
                    examine(planning, *base);
                else
                    failed(planning, base.error());
            });
}

void Publisher::Private::examine(std::uint64_t planning, std::shared_ptr<const Document> base)
{
    if (planning != m_planning)
        return;
    auto job = m_thread.run([document = plan->document, base = std::move(base)] {
        Examined examined;
        examined.changes = changesBetween(base.get(), *document);
        examined.checks = checkDocument(*document, base.get(), examined.changes);
        examined.hash = documentHash(document->tree);
        return std::make_shared<Examined>(std::move(examined));
    });
    deliver(&q, job, [this, planning](const std::shared_ptr<Examined> &examined) {
        if (planning != m_planning)
            return;
        plan->changes = std::move(examined->changes);
        plan->checks = std::move(examined->checks);
        plan->hash = std::move(examined->hash);
        answered();
    });
}

void Publisher::Private::planGateways(std::uint64_t planning)
{
    for (std::size_t i = 0; i < plan->gateways.size(); ++i) {
        GatewayPlan &gateway = plan->gateways[i];
        if (!gateway.gateway.publish) {
            gateway.state = GatewayPlan::State::Observed;
            gateway.checks = {{CheckKind::Publishable, CheckVerdict::Know, gateway.gateway.name}};
            continue;
        }
        ++m_open;
        deliver(&q, m_hub.plan(gateway.gateway.name, plan->document, PlanCall),
                [this, planning, i](const Result<std::shared_ptr<const Plan>> &result) {
                    planned(planning, i, result);
                });
    }
    Q_EMIT q.planChanged();
}

void Publisher::Private::planned(std::uint64_t planning, std::size_t index,
                                 const Result<std::shared_ptr<const Plan>> &result)
{
    if (planning != m_planning)
        return;
    GatewayPlan &gateway = plan->gateways[index];
    if (result) {
        gateway.state = GatewayPlan::State::Ready;
        gateway.plan = *result;
        gateway.checks =
            checkGateway(**result, targetOf(gateway.gateway.name), plan->document->model, m_vault);
        const bool isConflict =
            std::any_of(gateway.checks.begin(), gateway.checks.end(), [](const Check &check) {
                return check.kind == CheckKind::Outside && check.verdict == CheckVerdict::Block;
            });
        if (isConflict)
            noteConflict(gateway.gateway.name, (*result)->live, (*result)->rendering.text);
    } else {
        gateway.state = GatewayPlan::State::Failed;
        gateway.error = result.error();
        gateway.checks = {
            {CheckKind::Reachable, CheckVerdict::Block, gateway.gateway.name, 0, 0, result.error().message}};
    }
    answered();
}

void Publisher::Private::answered()
{
    if (--m_open == 0)
        plan->complete = true;
    Q_EMIT q.planChanged();
}

GatewayTarget Publisher::Private::targetOf(const GatewayName &gateway) const
{
    for (GatewayTarget &target : targetsOf(m_session)) {
        if (target.gateway.name == gateway)
            return std::move(target);
    }
    return {};
}

void Publisher::Private::noteConflict(const GatewayName &gateway, const LiveConfig &live,
                                      const std::string &mine)
{
    PublishConflict conflict;
    conflict.gateway = gateway;
    conflict.theirText = live.text;
    conflict.mineText = mine;
    conflict.drift = live.drift;
    if (live.document)
        conflict.theirs = std::make_shared<const Document>(*live.document);
    const Revision *applied = m_session.revisions().live(gateway);
    if (applied)
        conflict.base = applied->number;
    std::erase_if(conflicts, [&](const PublishConflict &known) { return known.gateway == gateway; });
    conflicts.push_back(conflict);
    const auto document = plan->document;
    const auto compare = [this, gateway, document, theirs = conflict.theirs](const Document *base) {
        const auto found =
            std::find_if(conflicts.begin(), conflicts.end(),
                         [&](const PublishConflict &known) { return known.gateway == gateway; });
        if (found != conflicts.end()) {
            found->myChanges = changesBetween(base, *document);
            if (theirs)
                found->theirChanges = changesBetween(base, *theirs);
        }
        Q_EMIT q.conflictFound(gateway);
    };
    if (!applied) {
        compare(nullptr);
        return;
    }
    deliver(&q, m_session.revisions().document(applied->number),
            [compare](const Result<std::shared_ptr<const Document>> &base) {
                compare(base ? base->get() : nullptr);
            });
}

std::optional<Error> Publisher::Private::objection(const PublishOrder &order) const
{
    const auto object = [](ErrorKind kind, std::string message, std::string where = {},
                           std::string remedy = {}) {
        return Error{kind, std::move(message), std::move(where), std::move(remedy), {}};
    };
    if (!plan || !plan->complete)
        return object(ErrorKind::NotFound, "There is no finished plan.", {}, "Review the changes first.");
    if (isOld)
        return object(ErrorKind::Conflict, "The plan is older than the draft.", {},
                      "Review the changes again.");
    if (plan->isProtected && order.typedName != plan->environment.str())
        return object(ErrorKind::Refused, "This environment is protected.", plan->environment.str(),
                      "Type its name to publish to it.");
    for (const Check &check : plan->checks) {
        if (check.verdict == CheckVerdict::Block)
            return object(ErrorKind::Refused, "The document has errors.", {}, "Mend them first.");
    }
    bool any = false;
    for (const GatewayPlan &gateway : plan->gateways) {
        if (gateway.state == GatewayPlan::State::Observed || order.leaveOut.contains(gateway.gateway.name))
            continue;
        any = true;
        if (mayPush(gateway, order))
            continue;
        const std::string &name = gateway.gateway.name.str();
        for (const Check &check : gateway.checks) {
            if (verdictUnder(check, order) == CheckVerdict::Block && check.kind == CheckKind::Outside)
                return object(ErrorKind::Conflict, "The gateway " + name + " was changed by somebody else.",
                              name, "Look at both sides, then overwrite it or leave it out.");
            if (verdictUnder(check, order) == CheckVerdict::Block && check.kind == CheckKind::Adoption)
                return object(ErrorKind::Refused,
                              "The gateway " + name + " runs a configuration that is not ours.", name,
                              "Adopt it, after a backup, or leave it out.");
        }
        return object(ErrorKind::Refused, "The gateway " + name + " cannot be published to.", name,
                      gateway.error ? gateway.error->message : "Look at its checks, or leave it out.");
    }
    if (!any)
        return object(ErrorKind::Refused, "No gateway of this environment is published to.",
                      plan->environment.str(), "Switch publishing on for a gateway.");
    return std::nullopt;
}

} // namespace gatehouse
