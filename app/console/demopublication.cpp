#include "app/console/demopublication.h"

#include "app/console/workspaceroom.h"

#include <utility>

namespace gatehouse {

DemoPublication::DemoPublication(WorkspaceRoom &room, QObject *parent)
    : QObject(parent)
    , m_room(room)
{
    connect(&m_room.publisher(), &Publisher::planChanged, this, &DemoPublication::publish);
    m_room.publisher().prepare();
}

void DemoPublication::publish()
{
    const PublishPlan *plan = m_room.publisher().plan();
    if (m_done || plan == nullptr || !plan->complete)
        return;
    m_done = true;
    PublishOrder order;
    order.message = tr("The demo fleet begins").toStdString();
    for (const GatewayPlan &gateway : plan->gateways)
        if (gateway.plan && gateway.plan->needsAdoption)
            order.adopt.insert(gateway.gateway.name);
    // Where it is refused, the Publish page shows the same plan with the reason.
    if (m_room.publisher().publish(std::move(order)))
        disconnect(&m_room.publisher(), nullptr, this, nullptr);
}

} // namespace gatehouse

#include "moc_demopublication.cpp"
