#pragma once

#include "core/base/clock.h"
#include "core/drivers/haproxy/configfacts.h"
#include "core/drivers/haproxy/latencybuckets.h"
#include "core/drivers/haproxy/nativestate.h"
#include "core/model/telemetry.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gatehouse::haproxy {

/// What HAProxy said at one moment.
struct RuntimeSnapshot
{
    InfoFields info;
    std::vector<TableRow> stat;
    std::vector<TableRow> servers; ///< `show servers state`
    std::map<std::string, std::vector<std::uint64_t>> routeCounters{};
    std::map<std::string, std::vector<std::uint64_t>> serviceCounters{};
    std::map<std::string, ServiceFacts> facts{}; ///< of the configuration
    std::string hash{}; ///< what it runs
    WallTime takenAt{};
    SteadyTime at{};
};

/// Makes a counter that begins anew with each worker go on from where the one before it was last seen.
class CounterKeeper final
{
public:
    /// Tell it the worker before its counters.
    void setInstance(const std::string &instance);
    std::uint64_t total(const std::string &name, std::uint64_t value);

private:
    struct Kept
    {
        std::uint64_t before = 0; ///< of all earlier workers
        std::uint64_t last = 0;
    };
    std::string m_instance;
    std::map<std::string, Kept> m_counters;
};

/// Turns what HAProxy says into telemetry, and remembers what it does not keep: counters of earlier workers,
/// and why a server went down. One object a gateway; not safe from two threads at once.
class TelemetryBuilder final
{
public:
    Telemetry build(const GatewayName &gateway, const RuntimeSnapshot &snapshot);

private:
    struct ServerMemory
    {
        bool down = false;
        bool byAnswers = false; ///< it is down because of its answers, not of a check
        std::int64_t observed = 0; ///< how often answers took it out
        std::string reason;
    };

    /// The rows and facts of one service.
    struct ServiceView
    {
        std::string name;
        const TableRow *backend = nullptr;
        std::vector<const TableRow *> servers;
        const ServiceFacts *facts = nullptr;
        std::vector<std::uint64_t> counters;
    };

    RouteTelemetry route(const std::string &name, const std::vector<std::uint64_t> &counters);
    ServiceTelemetry service(const ServiceView &view, const RuntimeSnapshot &snapshot);
    EndpointTelemetry endpoint(const ServiceView &view, const TableRow &server,
                               const RuntimeSnapshot &snapshot);
    std::optional<BreakerTelemetry> breaker(const ServiceView &view, const RuntimeSnapshot &snapshot) const;
    std::optional<BulkheadTelemetry> bulkhead(const ServiceView &view);
    void remember(const TableRow &server);
    std::uint64_t kept(const std::string &name, const TableRow &row, std::string_view column);

    CounterKeeper m_counters;
    std::map<std::string, ServerMemory> m_servers;
    std::map<std::string, LatencyWindow> m_latencies;
};

} // namespace gatehouse::haproxy
