#include "core/drivers/haproxy/telemetrybuilder.h"

#include "core/drivers/haproxy/countertables.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace gatehouse::haproxy {

namespace {

/// `srv_admin_state`: 1 forced into maintenance, 4 so by the configuration, 8 draining.
constexpr std::int64_t ForcedMaintenance = 0x01;
constexpr std::int64_t ConfiguredMaintenance = 0x04;
constexpr std::int64_t ForcedDrain = 0x08;

std::string value(const InfoFields &info, std::string_view key)
{
    const auto found = info.find(key);
    return found == info.end() ? std::string() : found->second;
}

std::optional<std::int64_t> number(const InfoFields &info, std::string_view key)
{
    const std::string text = value(info, key);
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    return text.empty() || error != std::errc() ? std::nullopt : std::optional(result);
}

std::uint64_t positive(std::optional<std::int64_t> value)
{
    return value && *value > 0 ? static_cast<std::uint64_t>(*value) : 0;
}

std::uint64_t at(const std::vector<std::uint64_t> &counters, std::size_t index)
{
    return index < counters.size() ? counters[index] : 0;
}

bool isDown(const TableRow &server)
{
    return server.text("status").starts_with("DOWN");
}

bool isChecked(const TableRow &server)
{
    return server.text("status") != "no check";
}

/// Whether it would get requests if it were well.
bool takesRequests(const TableRow &server)
{
    const std::string status = server.text("status");
    return !status.starts_with("MAINT") && !status.starts_with("DRAIN")
        && server.number("weight").value_or(1) > 0;
}

std::optional<WallTime> changedAt(const TableRow &row, WallTime now)
{
    const auto seconds = row.number("lastchg");
    return seconds ? std::optional(now - std::chrono::seconds(*seconds)) : std::nullopt;
}

/// The document's form of a server's name: `::1:80` is `[::1]:80`.
std::string addressOf(const std::string &server)
{
    const std::size_t colon = server.rfind(':');
    const std::string host = server.substr(0, colon);
    return host.find(':') == std::string::npos || colon == std::string::npos
        ? server
        : fmt::format("[{}]{}", host, server.substr(colon));
}

const EndpointFacts *factsOf(const ServiceFacts *service, const std::string &address)
{
    if (!service)
        return nullptr;
    const auto found =
        std::find_if(service->endpoints.begin(), service->endpoints.end(),
                     [&address](const EndpointFacts &facts) { return facts.address == address; });
    return found == service->endpoints.end() ? nullptr : &*found;
}

HealthState healthOf(const TableRow &backend, const std::vector<const TableRow *> &servers, bool open)
{
    const auto usable = std::any_of(servers.begin(), servers.end(), [](const TableRow *server) {
        return takesRequests(*server) && !isDown(*server);
    });
    if (open || !usable)
        return HealthState::Failing;
    if (std::any_of(servers.begin(), servers.end(),
                    [](const TableRow *server) { return takesRequests(*server) && isDown(*server); }))
        return HealthState::Degraded;
    const bool checked = std::any_of(servers.begin(), servers.end(),
                                     [](const TableRow *server) { return isChecked(*server); });
    const auto quiet = backend.number("lastsess").value_or(-1);
    return !checked && (quiet < 0 || quiet > 60) ? HealthState::Unknown : HealthState::Healthy;
}

} // namespace

void CounterKeeper::setInstance(const std::string &instance)
{
    if (instance == m_instance)
        return;
    m_instance = instance;
    for (auto &[name, kept] : m_counters)
        kept.before += std::exchange(kept.last, 0);
}

std::uint64_t CounterKeeper::total(const std::string &name, std::uint64_t value)
{
    Kept &kept = m_counters[name];
    if (value < kept.last) // somebody cleared the counters
        kept.before += kept.last;
    kept.last = value;
    return kept.before + value;
}

std::uint64_t TelemetryBuilder::kept(const std::string &name, const TableRow &row, std::string_view column)
{
    return m_counters.total(fmt::format("{} {}", name, column), positive(row.number(column)));
}

Telemetry TelemetryBuilder::build(const GatewayName &gateway, const RuntimeSnapshot &snapshot)
{
    m_counters.setInstance(
        fmt::format("{}@{}", value(snapshot.info, "Pid"), value(snapshot.info, "Start_time_sec")));
    Telemetry telemetry;
    telemetry.gateway = gateway;
    telemetry.hash = snapshot.hash;
    telemetry.takenAt = snapshot.takenAt;
    if (const auto uptime = number(snapshot.info, "Uptime_sec"))
        telemetry.uptimeSeconds = static_cast<double>(*uptime);
    std::uint64_t requests = 0;
    std::uint64_t connections = 0;
    std::vector<ServiceView> services;
    for (const TableRow &row : snapshot.stat) {
        const std::string proxy = row.text("pxname");
        if (row.text("svname") == "FRONTEND") {
            requests += kept(proxy, row, "req_tot");
            connections += positive(row.number("scur"));
        }
        const std::string service = serviceOf(proxy);
        if (service.empty())
            continue;
        if (services.empty() || services.back().name != service)
            services.push_back({service, nullptr, {}, nullptr, {}});
        if (row.text("svname") == "BACKEND")
            services.back().backend = &row;
        else
            services.back().servers.push_back(&row);
    }
    telemetry.requests = requests;
    telemetry.activeConnections = connections;
    for (const auto &[name, counters] : snapshot.routeCounters)
        telemetry.routes.push_back(route(name, counters));
    for (ServiceView &view : services) {
        if (!view.backend)
            continue;
        if (const auto facts = snapshot.facts.find(view.name); facts != snapshot.facts.end())
            view.facts = &facts->second;
        if (const auto counters = snapshot.serviceCounters.find(view.name);
            counters != snapshot.serviceCounters.end())
            view.counters = counters->second;
        telemetry.services.push_back(service(view, snapshot));
    }
    return telemetry;
}

RouteTelemetry TelemetryBuilder::route(const std::string &name, const std::vector<std::uint64_t> &counters)
{
    const auto total = [&](std::size_t index) {
        return m_counters.total(fmt::format("route {} {}", name, index), at(counters, index));
    };
    RouteTelemetry telemetry;
    telemetry.name = RouteName(name);
    telemetry.requests = total(RequestCounter);
    telemetry.status = StatusTelemetry{total(FirstStatusCounter), total(FirstStatusCounter + 1),
                                       total(FirstStatusCounter + 2), total(FirstStatusCounter + 3)};
    return telemetry;
}

ServiceTelemetry TelemetryBuilder::service(const ServiceView &view, const RuntimeSnapshot &snapshot)
{
    for (const TableRow *server : view.servers)
        remember(*server);
    const auto total = [&](std::size_t index) {
        return m_counters.total(fmt::format("service {} {}", view.name, index), at(view.counters, index));
    };
    ServiceTelemetry telemetry;
    telemetry.name = ServiceName(view.name);
    RefusalTelemetry refused;
    const std::uint64_t bulkheadFull = total(BulkheadCounter);
    const std::uint64_t breakerOpen = total(BreakerCounter);
    const std::uint64_t noEndpoint = total(NoEndpointCounter);
    if (view.facts && view.facts->maxConcurrent)
        refused.bulkhead = bulkheadFull;
    if (view.facts && view.facts->breaker == BreakerFacts::ForcedOpen)
        refused.breaker = breakerOpen;
    refused.noEndpoint = noEndpoint;
    telemetry.refused = refused;
    const std::uint64_t arrived = kept(view.name, *view.backend, "req_tot");
    const std::uint64_t turnedAway = bulkheadFull + breakerOpen + noEndpoint;
    telemetry.requests = arrived > turnedAway ? arrived - turnedAway : 0;
    ErrorTelemetry errors;
    std::uint64_t bad = 0;
    std::uint64_t tries = 0;
    std::uint64_t active = 0;
    for (const TableRow *server : view.servers) {
        const std::string name = view.name + '/' + server->text("svname");
        bad += kept(name, *server, "hrsp_5xx");
        tries += kept(name, *server, "stot");
        active += positive(server->number("scur"));
        telemetry.endpoints.push_back(endpoint(view, *server, snapshot));
    }
    errors.connect = kept(view.name, *view.backend, "econ");
    errors.status5xx = bad;
    telemetry.errors = errors;
    telemetry.active = active;
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < LatencyCounters; ++i)
        counts.push_back(total(FirstLatencyCounter + i));
    LatencyWindow &window = m_latencies[view.name];
    window.add(snapshot.at, std::move(counts));
    telemetry.latency = window.latency();
    telemetry.latencyBuckets = window.buckets();
    telemetry.breaker = breaker(view, snapshot);
    telemetry.bulkhead = bulkhead(view);
    if (view.facts && view.facts->retries)
        telemetry.retries =
            RetryTelemetry{tries, kept(view.name, *view.backend, "wretr"), std::nullopt, std::nullopt};
    const bool open = telemetry.breaker
        && (telemetry.breaker->state == BreakerPhase::Open
            || telemetry.breaker->state == BreakerPhase::ForcedOpen);
    telemetry.health = healthOf(*view.backend, view.servers, open);
    return telemetry;
}

EndpointTelemetry TelemetryBuilder::endpoint(const ServiceView &view, const TableRow &server,
                                             const RuntimeSnapshot &snapshot)
{
    EndpointTelemetry telemetry;
    const std::string serverName = server.text("svname");
    const std::string name = view.name + '/' + serverName;
    telemetry.address = addressOf(serverName);
    const EndpointFacts *facts = factsOf(view.facts, telemetry.address);
    const auto row =
        std::find_if(snapshot.servers.begin(), snapshot.servers.end(), [&](const TableRow &candidate) {
            return candidate.text("be_name") == server.text("pxname")
                && candidate.text("srv_name") == serverName;
        });
    if (row != snapshot.servers.end()) {
        const std::int64_t admin = row->number("srv_admin_state").value_or(0);
        const bool maintenance = (admin & ForcedMaintenance) != 0;
        const bool drained = (admin & ForcedDrain) != 0;
        const auto weight = row->number("srv_uweight");
        const auto configured = row->number("srv_iweight");
        const bool otherWeight = weight != configured;
        telemetry.overridden =
            drained || otherWeight || maintenance != ((admin & ConfiguredMaintenance) != 0);
        const bool draining = drained || (facts && facts->state == EndpointState::Draining && !otherWeight);
        telemetry.state = maintenance ? EndpointState::Disabled
            : draining                ? EndpointState::Draining
                                      : EndpointState::Active;
        if (weight)
            telemetry.weight = facts && !otherWeight ? facts->weight : static_cast<int>(*weight);
    }
    if (isChecked(server) && takesRequests(server)) {
        telemetry.health = isDown(server) ? EndpointHealthState::Unhealthy : EndpointHealthState::Healthy;
        telemetry.since = changedAt(server, snapshot.takenAt);
    } else {
        telemetry.health = EndpointHealthState::Unknown;
    }
    telemetry.reason = isDown(server) ? m_servers[server.text("pxname") + '/' + serverName].reason
                                      : server.text("check_desc");
    telemetry.active = positive(server.number("scur"));
    telemetry.requests = kept(name, server, "stot");
    telemetry.errors =
        kept(name, server, "hrsp_5xx") + kept(name, server, "econ") + kept(name, server, "eresp");
    return telemetry;
}

/// Why a server is down is told only until its next check: it is kept from the moment it went down.
void TelemetryBuilder::remember(const TableRow &server)
{
    const std::string key = server.text("pxname") + '/' + server.text("svname");
    const bool isNew = !m_servers.contains(key);
    ServerMemory &memory = m_servers[key];
    const std::int64_t observed = server.number("hanafail").value_or(0);
    const std::string check = server.text("check_status");
    const bool down = isDown(server);
    const bool wentDown = down && !memory.down;
    if (wentDown)
        memory.byAnswers =
            check == "HANA" || (isNew ? observed > 0 && check.ends_with("OK") : observed > memory.observed);
    if (wentDown || check == "HANA" || (down && !memory.byAnswers)) {
        const std::string told = server.text("last_chk");
        const std::string reason = told.empty() ? server.text("check_desc") : told;
        memory.reason = memory.byAnswers && check != "HANA" ? std::string("Failures in a row") : reason;
    }
    memory.down = down;
    memory.observed = observed;
}

std::optional<BreakerTelemetry> TelemetryBuilder::breaker(const ServiceView &view,
                                                          const RuntimeSnapshot &snapshot) const
{
    BreakerTelemetry telemetry;
    switch (view.facts ? view.facts->breaker : BreakerFacts::None) {
    case BreakerFacts::None:
    case BreakerFacts::NeverOpens:
        return std::nullopt;
    case BreakerFacts::ForcedOpen:
        telemetry.state = BreakerPhase::ForcedOpen;
        return telemetry;
    case BreakerFacts::ForcedClosed:
        telemetry.state = BreakerPhase::ForcedClosed;
        return telemetry;
    case BreakerFacts::Disabled:
        telemetry.state = BreakerPhase::Disabled;
        return telemetry;
    case BreakerFacts::Observed:
        break;
    }
    int usable = 0;
    int down = 0;
    int byAnswers = 0;
    for (const TableRow *server : view.servers) {
        if (!takesRequests(*server))
            continue;
        ++usable;
        down += isDown(*server) ? 1 : 0;
        const auto memory = m_servers.find(server->text("pxname") + '/' + server->text("svname"));
        if (isDown(*server) && memory != m_servers.end() && memory->second.byAnswers) {
            ++byAnswers;
            telemetry.reason = memory->second.reason;
        }
    }
    const bool open = usable > 0 && down == usable && byAnswers > 0;
    telemetry.state = open ? BreakerPhase::Open : BreakerPhase::Closed;
    if (byAnswers > 0 && !open)
        telemetry.reason =
            fmt::format("{} of {} endpoints taken out: {}", byAnswers, usable, telemetry.reason);
    telemetry.since = changedAt(*view.backend, snapshot.takenAt);
    return telemetry;
}

std::optional<BulkheadTelemetry> TelemetryBuilder::bulkhead(const ServiceView &view)
{
    if (!view.facts || !view.facts->maxConcurrent)
        return std::nullopt;
    BulkheadTelemetry telemetry;
    telemetry.poolName = view.name;
    telemetry.maxConcurrent = *view.facts->maxConcurrent;
    std::uint64_t active = 0;
    std::uint64_t queued = positive(view.backend->number("qcur"));
    for (const TableRow *server : view.servers) {
        active += positive(server->number("scur"));
        queued += positive(server->number("qcur"));
    }
    telemetry.activeRequests = static_cast<int>(active);
    telemetry.availableSlots = std::max(0, telemetry.maxConcurrent - static_cast<int>(active));
    if (telemetry.maxConcurrent > 0)
        telemetry.utilization = 100.0 * static_cast<double>(active) / telemetry.maxConcurrent;
    telemetry.queued = static_cast<int>(queued);
    telemetry.rejected = m_counters.total(fmt::format("service {} {}", view.name, BulkheadCounter),
                                          at(view.counters, BulkheadCounter));
    if (view.servers.size() == 1)
        telemetry.highWater = static_cast<int>(positive(view.servers.front()->number("smax")));
    return telemetry;
}

} // namespace gatehouse::haproxy
