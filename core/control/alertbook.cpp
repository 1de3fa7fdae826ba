#include "core/control/alertbook.h"

#include "core/control/fleetview.h"

#include <algorithm>

namespace gatehouse {

namespace {

double utilizationOf(const BulkheadTelemetry &bulkhead)
{
    const int active = bulkhead.activeRequests.value_or(0);
    return bulkhead.utilization.value_or(bulkhead.maxConcurrent > 0 ? 100.0 * active / bulkhead.maxConcurrent
                                                                    : 0);
}

void add(std::map<AlertKey, Alert> &standing, AlertKey key, WallTime since, std::string reason, int value = 0,
         int limit = 0)
{
    Alert alert{key, std::move(reason), value, limit, since, std::nullopt};
    standing.insert_or_assign(std::move(key), std::move(alert));
}

} // namespace

bool AlertBook::isOpen(const AlertKey &key) const
{
    return std::any_of(m_alerts.begin(), m_alerts.end(),
                       [&](const Alert &alert) { return alert.about == key && !alert.ended; });
}

void AlertBook::addServices(const GatewayStatus &gateway, WallTime now, Standing &standing) const
{
    if (!gateway.telemetry)
        return;
    const GatewayName &name = gateway.target.gateway.name;
    for (const ServiceTelemetry &service : gateway.telemetry->services) {
        // Half-open is not over yet.
        const AlertKey opened{AlertKind::BreakerOpened, name, service.name};
        if (service.breaker
            && (gatehouse::isOpen(service.breaker->state)
                || (service.breaker->state == BreakerPhase::HalfOpen && isOpen(opened))))
            add(standing, opened, service.breaker->since.value_or(now), service.breaker->reason);
        const AlertKey full{AlertKind::BulkheadSaturated, name, service.name};
        if (service.bulkhead
            && utilizationOf(*service.bulkhead) >= (isOpen(full) ? CalmPercent : FullBulkheadPercent))
            add(standing, full, now, {}, service.bulkhead->activeRequests.value_or(0),
                service.bulkhead->maxConcurrent);
        for (const EndpointTelemetry &endpoint : service.endpoints) {
            if (endpoint.health == EndpointHealthState::Unhealthy)
                add(standing, {AlertKind::EndpointUnhealthy, name, service.name, endpoint.address},
                    endpoint.since.value_or(now), endpoint.reason);
        }
    }
}

bool AlertBook::look(const std::vector<GatewayStatus> &gateways, WallTime now)
{
    Standing standing;
    for (const GatewayStatus &gateway : gateways) {
        const GatewayName &name = gateway.target.gateway.name;
        addServices(gateway, now, standing);
        if (gateway.connection == ConnectionState::Unreachable)
            add(standing, {AlertKind::GatewayUnreachable, name}, now,
                gateway.error ? gateway.error->message : "");
        if (gateway.connection == ConnectionState::Stale)
            add(standing, {AlertKind::GatewayStale, name}, now, {});
        if (gateway.sync == SyncState::ChangedOutside)
            add(standing, {AlertKind::GatewayDrifted, name}, now,
                gateway.drift && !gateway.drift->details.empty() ? gateway.drift->details.front() : "");
    }
    bool changed = false;
    for (Alert &alert : m_alerts) {
        if (alert.ended)
            continue;
        const auto still = standing.find(alert.about);
        if (still == standing.end()) {
            alert.ended = now;
            changed = true;
            continue;
        }
        changed = changed || still->second.value > alert.value || still->second.reason != alert.reason;
        alert.value = std::max(alert.value, still->second.value);
        alert.reason = still->second.reason;
        standing.erase(still);
    }
    for (auto &[key, alert] : standing)
        m_alerts.insert(m_alerts.begin(), std::move(alert));
    if (m_alerts.size() > Limit)
        m_alerts.resize(Limit);
    return changed || !standing.empty();
}

} // namespace gatehouse
