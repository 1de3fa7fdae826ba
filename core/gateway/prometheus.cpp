#include "core/gateway/prometheus.h"

#include "core/base/version.h"

#include <fmt/format.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace gatehouse {

namespace {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Families of samples, written one after the other as the format wants them: all samples of one name
/// together, behind its help and type.
class Exposition final
{
public:
    explicit Exposition(std::string_view gateway)
        : m_gateway(gateway)
    {
    }

    void family(std::string_view name, std::string_view type, std::string_view help)
    {
        m_name = name;
        fmt::format_to(std::back_inserter(m_text), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
    }

    template <class Number>
    void sample(Labels labels, const std::optional<Number> &value, std::string_view suffix = {})
    {
        if (!value)
            return;
        fmt::format_to(std::back_inserter(m_text), "{}{}{{gateway=\"", m_name, suffix);
        escape(m_gateway);
        for (const auto &[name, text] : labels) {
            fmt::format_to(std::back_inserter(m_text), "\",{}=\"", name);
            escape(text);
        }
        fmt::format_to(std::back_inserter(m_text), "\"}} {}\n", *value);
    }

    std::string take() { return std::move(m_text); }

private:
    void escape(std::string_view text)
    {
        for (const char c : text) {
            if (c == '\n')
                m_text += "\\n";
            else if (c == '"' || c == '\\')
                (m_text += '\\') += c;
            else
                m_text += c;
        }
    }

    std::string_view m_gateway;
    std::string_view m_name;
    std::string m_text;
};

void exposeGateway(Exposition &out, const Telemetry &telemetry, const AdminCounters &admin)
{
    out.family("gatehouse_info", "gauge", "Version and configuration of the gateway; always 1.");
    out.sample<int>({{"version", Version}, {"hash", telemetry.hash}}, 1);
    out.family("gatehouse_revision", "gauge", "Number of the revision that is served.");
    out.sample({}, telemetry.revision);
    out.family("gatehouse_uptime_seconds", "gauge", "Time since the start.");
    out.sample({}, telemetry.uptimeSeconds);
    out.family("gatehouse_requests_total", "counter", "Requests, those without a route included.");
    out.sample({}, telemetry.requests);
    out.family("gatehouse_active_connections", "gauge", "Open connections of clients.");
    out.sample({}, telemetry.activeConnections);
    out.family("gatehouse_admin_refused_total", "counter",
               "Requests to the admin API without the right token.");
    out.sample<std::uint64_t>({}, admin.refusedTokens);
    out.family("gatehouse_admin_pushes_total", "counter", "Configurations that were pushed, by outcome.");
    out.sample<std::uint64_t>({{"outcome", "accepted"}}, admin.pushes);
    out.sample<std::uint64_t>({{"outcome", "refused"}}, admin.failedPushes);
}

void exposeRoutes(Exposition &out, const Telemetry &telemetry)
{
    out.family("gatehouse_route_requests_total", "counter", "Requests of a route.");
    for (const RouteTelemetry &route : telemetry.routes)
        out.sample({{"route", route.name.view()}}, route.requests);
    out.family("gatehouse_route_responses_total", "counter", "Answers of a route, by class of status.");
    for (const RouteTelemetry &route : telemetry.routes) {
        const StatusTelemetry status = route.status.value_or(StatusTelemetry{});
        out.sample({{"route", route.name.view()}, {"class", "2xx"}}, status.status2xx);
        out.sample({{"route", route.name.view()}, {"class", "3xx"}}, status.status3xx);
        out.sample({{"route", route.name.view()}, {"class", "4xx"}}, status.status4xx);
        out.sample({{"route", route.name.view()}, {"class", "5xx"}}, status.status5xx);
    }
}

void exposeDurations(Exposition &out, const ServiceTelemetry &service)
{
    if (!service.latencyBuckets)
        return;
    const LatencyBucketTelemetry &buckets = *service.latencyBuckets;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < buckets.count.size(); ++i) {
        total += buckets.count[i];
        if (i < buckets.upToMs.size())
            out.sample<std::uint64_t>(
                {{"service", service.name.view()}, {"le", fmt::format("{}", buckets.upToMs[i] / 1'000)}},
                total, "_bucket");
    }
    out.sample<std::uint64_t>({{"service", service.name.view()}, {"le", "+Inf"}}, total, "_bucket");
    out.sample<std::uint64_t>({{"service", service.name.view()}}, total, "_count");
}

void exposeServices(Exposition &out, const Telemetry &telemetry)
{
    out.family("gatehouse_service_requests_total", "counter", "Calls of a service.");
    for (const ServiceTelemetry &service : telemetry.services)
        out.sample({{"service", service.name.view()}}, service.requests);
    out.family("gatehouse_service_active_requests", "gauge", "Calls of a service under way.");
    for (const ServiceTelemetry &service : telemetry.services)
        out.sample({{"service", service.name.view()}}, service.active);
    out.family("gatehouse_service_health", "gauge", "1 for the health that a service has.");
    for (const ServiceTelemetry &service : telemetry.services) {
        for (const HealthState state : std::array{HealthState::Healthy, HealthState::Degraded,
                                                  HealthState::Failing, HealthState::Unknown})
            out.sample<int>({{"service", service.name.view()}, {"state", word(state)}},
                            service.health == state ? 1 : 0);
    }
    out.family("gatehouse_service_errors_total", "counter", "Calls that failed, by what went wrong.");
    for (const ServiceTelemetry &service : telemetry.services) {
        const ErrorTelemetry errors = service.errors.value_or(ErrorTelemetry{});
        out.sample({{"service", service.name.view()}, {"kind", "connect"}}, errors.connect);
        out.sample({{"service", service.name.view()}, {"kind", "reset"}}, errors.reset);
        out.sample({{"service", service.name.view()}, {"kind", "timeout"}}, errors.timeout);
        out.sample({{"service", service.name.view()}, {"kind", "5xx"}}, errors.status5xx);
    }
    out.family("gatehouse_service_refused_total", "counter",
               "Calls that were refused before any try, by reason.");
    for (const ServiceTelemetry &service : telemetry.services) {
        const RefusalTelemetry refused = service.refused.value_or(RefusalTelemetry{});
        out.sample({{"service", service.name.view()}, {"reason", "breaker"}}, refused.breaker);
        out.sample({{"service", service.name.view()}, {"reason", "bulkhead"}}, refused.bulkhead);
        out.sample({{"service", service.name.view()}, {"reason", "no_endpoint"}}, refused.noEndpoint);
    }
    out.family("gatehouse_service_request_duration_seconds", "histogram",
               "How long calls of a service took.");
    for (const ServiceTelemetry &service : telemetry.services)
        exposeDurations(out, service);
}

void exposeResilience(Exposition &out, const Telemetry &telemetry)
{
    constexpr std::array Phases{BreakerPhase::Closed,     BreakerPhase::Open,         BreakerPhase::HalfOpen,
                                BreakerPhase::ForcedOpen, BreakerPhase::ForcedClosed, BreakerPhase::Disabled};
    out.family("gatehouse_breaker_state", "gauge", "1 for the state that a circuit breaker has.");
    for (const ServiceTelemetry &service : telemetry.services) {
        for (std::size_t i = 0; service.breaker && i < Phases.size(); ++i)
            out.sample<int>({{"service", service.name.view()}, {"state", word(Phases[i])}},
                            service.breaker->state == Phases[i] ? 1 : 0);
    }
    out.family("gatehouse_breaker_consecutive_failures", "gauge", "Failures in a row while closed.");
    for (const ServiceTelemetry &service : telemetry.services) {
        if (service.breaker)
            out.sample({{"service", service.name.view()}}, service.breaker->consecutiveFailures);
    }
    const auto ofBulkheads = [&](const char *name, const char *type, const char *help, auto value) {
        out.family(name, type, help);
        for (const ServiceTelemetry &service : telemetry.services) {
            if (service.bulkhead)
                out.sample({{"service", service.name.view()}}, value(*service.bulkhead));
        }
    };
    using Pool = BulkheadTelemetry;
    ofBulkheads("gatehouse_bulkhead_max_concurrent", "gauge", "Calls that a bulkhead lets in at once.",
                [](const Pool &pool) { return std::optional{pool.maxConcurrent}; });
    ofBulkheads("gatehouse_bulkhead_active", "gauge", "Calls inside.",
                [](const Pool &pool) { return pool.activeRequests; });
    ofBulkheads("gatehouse_bulkhead_queued", "gauge", "Calls that wait.",
                [](const Pool &pool) { return pool.queued; });
    ofBulkheads("gatehouse_bulkhead_rejected_total", "counter", "Calls that were turned away.",
                [](const Pool &pool) { return pool.rejected; });
    ofBulkheads("gatehouse_bulkhead_high_water", "gauge", "Most calls inside at once since the start.",
                [](const Pool &pool) { return pool.highWater; });
}

void exposeEndpoints(Exposition &out, const Telemetry &telemetry)
{
    const auto ofEndpoints = [&](const char *name, const char *type, const char *help, auto value) {
        out.family(name, type, help);
        for (const ServiceTelemetry &service : telemetry.services) {
            for (const EndpointTelemetry &endpoint : service.endpoints)
                out.sample({{"service", service.name.view()}, {"endpoint", endpoint.address}},
                           value(endpoint));
        }
    };
    using End = EndpointTelemetry;
    ofEndpoints("gatehouse_endpoint_healthy", "gauge",
                "1 healthy, 0 unhealthy; no sample where it is not known.", [](const End &endpoint) {
                    const bool isKnown = endpoint.health && *endpoint.health != EndpointHealthState::Unknown;
                    return isKnown ? std::optional{*endpoint.health == EndpointHealthState::Healthy ? 1 : 0}
                                   : std::nullopt;
                });
    ofEndpoints("gatehouse_endpoint_weight", "gauge", "Weight that holds now.",
                [](const End &endpoint) { return endpoint.weight; });
    ofEndpoints("gatehouse_endpoint_active_requests", "gauge", "Tries under way.",
                [](const End &endpoint) { return endpoint.active; });
    ofEndpoints("gatehouse_endpoint_requests_total", "counter", "Tries.",
                [](const End &endpoint) { return endpoint.requests; });
    ofEndpoints("gatehouse_endpoint_errors_total", "counter",
                "Tries without an answer or with a status from 500 on.",
                [](const End &endpoint) { return endpoint.errors; });
}

} // namespace

std::string prometheusText(const Telemetry &telemetry, const AdminCounters &admin)
{
    Exposition out(telemetry.gateway.view());
    exposeGateway(out, telemetry, admin);
    exposeRoutes(out, telemetry);
    exposeServices(out, telemetry);
    exposeResilience(out, telemetry);
    exposeEndpoints(out, telemetry);
    return out.take();
}

} // namespace gatehouse
