#include "core/control/alertbook.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::size_t Most = 500;
constexpr double SaturatedPercent = 80;

bool isAboutTheSame(const Alert &a, const Alert &b)
{
    return a.kind == b.kind && a.gateway == b.gateway && a.service == b.service && a.endpoint == b.endpoint;
}

Alert about(AlertKind kind, const GatewayStatus &status, WallTime at)
{
    Alert alert;
    alert.kind = kind;
    alert.gateway = status.gateway.name;
    alert.since = at;
    return alert;
}

void addConnection(std::vector<Alert> &alerts, const GatewayStatus &status, WallTime at)
{
    switch (status.connection) {
    case ConnectionState::Connecting:
    case ConnectionState::Live:
        break;
    case ConnectionState::Stale:
        alerts.push_back(about(AlertKind::GatewayStale, status, at - status.age));
        break;
    case ConnectionState::Unreachable:
        alerts.push_back(about(AlertKind::GatewayUnreachable, status, at));
        alerts.back().reason = status.error ? status.error->message : std::string();
        break;
    }
    if (status.sync == SyncState::ChangedOutside) {
        alerts.push_back(about(AlertKind::GatewayDrifted, status, status.driftCheckedAt.value_or(at)));
        if (status.drift && !status.drift->details.empty())
            alerts.back().reason = status.drift->details.front();
    }
}

void addService(std::vector<Alert> &alerts, const GatewayStatus &status, const ServiceTelemetry &service,
                WallTime at)
{
    if (service.breaker
        && (service.breaker->state == BreakerPhase::Open
            || service.breaker->state == BreakerPhase::ForcedOpen)) {
        alerts.push_back(about(AlertKind::BreakerOpened, status, service.breaker->since.value_or(at)));
        alerts.back().service = service.name;
        alerts.back().reason = service.breaker->reason;
    }
    if (service.bulkhead && service.bulkhead->utilization.value_or(0) >= SaturatedPercent) {
        alerts.push_back(about(AlertKind::BulkheadSaturated, status, at));
        alerts.back().service = service.name;
        alerts.back().value = service.bulkhead->activeRequests.value_or(0);
        alerts.back().limit = service.bulkhead->maxConcurrent;
    }
    for (const EndpointTelemetry &endpoint : service.endpoints) {
        if (endpoint.health != EndpointHealthState::Unhealthy
            || endpoint.state.value_or(EndpointState::Active) == EndpointState::Disabled)
            continue;
        alerts.push_back(about(AlertKind::EndpointUnhealthy, status, endpoint.since.value_or(at)));
        alerts.back().service = service.name;
        alerts.back().endpoint = endpoint.address;
        alerts.back().reason = endpoint.reason;
    }
}

} // namespace

std::vector<Alert> conditions(const std::vector<GatewayStatus> &gateways, WallTime at)
{
    std::vector<Alert> alerts;
    for (const GatewayStatus &status : gateways) {
        addConnection(alerts, status, at);
        // What a gateway said that is not heard any more is no news.
        if (!status.telemetry || status.connection != ConnectionState::Live)
            continue;
        for (const ServiceTelemetry &service : status.telemetry->services)
            addService(alerts, status, service, at);
    }
    return alerts;
}

bool AlertBook::update(const std::vector<GatewayStatus> &gateways, WallTime at)
{
    bool changed = false;
    const std::vector<Alert> now = conditions(gateways, at);
    const auto isSilent = [&gateways](const Alert &alert) {
        const auto found = std::find_if(gateways.begin(), gateways.end(), [&alert](const GatewayStatus &s) {
            return s.gateway.name == alert.gateway;
        });
        return found != gateways.end() && found->connection != ConnectionState::Live
            && !alert.service.isEmpty();
    };
    for (Alert &alert : m_alerts) {
        if (alert.ended || isSilent(alert))
            continue;
        const auto found = std::find_if(now.begin(), now.end(),
                                        [&alert](const Alert &a) { return isAboutTheSame(a, alert); });
        if (found == now.end()) {
            alert.ended = at;
            changed = true;
        } else if (found->value != alert.value || found->limit != alert.limit
                   || found->reason != alert.reason) {
            alert.value = found->value;
            alert.limit = found->limit;
            alert.reason = found->reason;
            changed = true;
        }
    }
    for (const Alert &alert : now) {
        const bool known = std::any_of(m_alerts.begin(), m_alerts.end(), [&alert](const Alert &a) {
            return !a.ended && isAboutTheSame(a, alert);
        });
        if (known)
            continue;
        m_alerts.insert(m_alerts.begin(), alert);
        changed = true;
    }
    if (m_alerts.size() > Most)
        m_alerts.resize(Most);
    return changed;
}

} // namespace gatehouse
