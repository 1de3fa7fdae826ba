#include "core/control/publisher.h"

#include "core/control/publisherparts.h"

namespace gatehouse {

Publisher::Publisher(WorkspaceSession &session, GatewayHub &hub, const SecretVault &vault, const Clock &clock,
                     QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(*this, session, hub, vault, clock))
{
}

Publisher::~Publisher() = default;

void Publisher::prepare()
{
    if (!m_d->running)
        m_d->begin(std::nullopt);
}

void Publisher::prepareRollBack(RevisionNumber earlier)
{
    if (!m_d->running)
        m_d->begin(earlier);
}

const PublishPlan *Publisher::plan() const
{
    return m_d->plan ? &*m_d->plan : nullptr;
}

bool Publisher::planIsOld() const
{
    return m_d->isOld;
}

void Publisher::discardPlan()
{
    if (!m_d->running)
        m_d->discard();
}

std::optional<Error> Publisher::objection(const PublishOrder &order) const
{
    return m_d->objection(order);
}

Result<void> Publisher::publish(const PublishOrder &order)
{
    if (m_d->running)
        return failure(ErrorKind::Conflict, "Another publication runs.", {}, "Wait for its end, or stop it.");
    if (auto error = m_d->objection(order))
        return tl::unexpected(std::move(*error));
    m_d->start(order);
    return {};
}

void Publisher::cancel()
{
    m_d->cancel();
}

bool Publisher::isPublishing() const
{
    return m_d->running;
}

const std::optional<Revision> &Publisher::publication() const
{
    return m_d->publication;
}

std::optional<PushStage> Publisher::stage(const GatewayName &gateway) const
{
    const auto found = m_d->stages.find(gateway);
    return found == m_d->stages.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<PublishConflict> &Publisher::conflicts() const
{
    return m_d->conflicts;
}

} // namespace gatehouse

#include "moc_publisher.cpp"
