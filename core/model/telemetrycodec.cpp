#include "core/model/telemetrycodec.h"

#include "core/base/units.h"
#include "core/model/pointerpath.h"
#include "core/model/sourcetext.h"
#include "core/model/telemetrywords.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace gatehouse {

namespace {

enum class Presence { Optional, Required };

/// Each object's fields are named once, in its describe() below; a writer or a reader is led over them.
class Writer final
{
public:
    template <class T> using Value = const T;

    explicit Writer(Tree &tree)
        : m_tree(tree)
    {
        m_tree = Tree::object();
    }

    template <class T> void operator()(const char *key, const T &value, Presence = Presence::Optional)
    {
        Tree child;
        if (write(child, value))
            m_tree.get_ref<Tree::object_t &>().emplace_back(key, std::move(child));
    }

private:
    static bool write(Tree &tree, const std::string &value)
    {
        tree = value;
        return !value.empty();
    }
    static bool write(Tree &tree, WallTime value)
    {
        tree = formatTime(value);
        return true;
    }
    template <class Tag> static bool write(Tree &tree, const Name<Tag> &value)
    {
        tree = value.str();
        return true;
    }
    template <class T> static bool write(Tree &tree, const std::optional<T> &value)
    {
        return value && write(tree, *value);
    }
    template <class T> static bool write(Tree &tree, const std::vector<T> &value)
    {
        tree = Tree::array();
        for (const T &item : value) {
            Tree child;
            write(child, item);
            tree.push_back(std::move(child));
        }
        return true;
    }
    template <class T>
    requires std::is_arithmetic_v<T>
    static bool write(Tree &tree, T value)
    {
        if constexpr (std::is_floating_point_v<T>) {
            // To the microsecond or a thousandth of a percent; more digits would only fill the wire.
            value = std::round(value * 1000) / 1000;
            if (value == std::trunc(value) && std::abs(value) < 1e15) {
                tree = static_cast<std::int64_t>(value);
                return true;
            }
        }
        tree = value;
        return true;
    }
    template <class E>
    requires std::is_enum_v<E>
    static bool write(Tree &tree, E value)
    {
        tree = word(value);
        return true;
    }
    template <class T>
    requires std::is_class_v<T>
    static bool write(Tree &tree, const T &value);

    Tree &m_tree;
};

/// Notes the first thing that is wrong and passes over the rest.
class Reader final
{
public:
    template <class T> using Value = T;

    struct Problem
    {
        std::string pointer;
        std::string message;
    };

    Reader(const Tree &tree, PointerPath &path, std::optional<Problem> &problem)
        : m_tree(tree)
        , m_path(path)
        , m_problem(problem)
    {
        if (!tree.is_object())
            complain("expected an object");
    }

    template <class T> void operator()(const char *key, T &value, Presence presence = Presence::Optional)
    {
        if (m_problem)
            return;
        const PointerStep step(m_path, std::string_view(key));
        const auto found = m_tree.find(key);
        if (found != m_tree.end())
            read(*found, value);
        else if (presence == Presence::Required)
            complain("must be there");
    }

private:
    void complain(std::string message)
    {
        if (!m_problem)
            m_problem = Problem{m_path.str(), std::move(message)};
    }

    void read(const Tree &tree, std::string &value)
    {
        if (tree.is_string())
            value = tree.get<std::string>();
        else
            complain("expected a text");
    }
    void read(const Tree &tree, WallTime &value)
    {
        const Result<WallTime> time = parseTime(tree.is_string() ? tree.get<std::string>() : std::string());
        if (time)
            value = *time;
        else
            complain("expected a time");
    }
    void read(const Tree &tree, bool &value)
    {
        if (tree.is_boolean())
            value = tree.get<bool>();
        else
            complain("expected true or false");
    }
    template <class Tag> void read(const Tree &tree, Name<Tag> &value)
    {
        std::string text;
        read(tree, text);
        value = Name<Tag>(std::move(text));
    }
    template <class T> void read(const Tree &tree, std::optional<T> &value)
    {
        // `null` stands for "not known" in some JSON writers.
        if (!tree.is_null())
            read(tree, value.emplace());
    }
    template <class T> void read(const Tree &tree, std::vector<T> &value)
    {
        if (!tree.is_array())
            return complain("expected a list");
        for (std::size_t index = 0; index < tree.size(); ++index) {
            const PointerStep step(m_path, index);
            read(tree[index], value.emplace_back());
        }
    }
    template <class T>
    requires std::is_arithmetic_v<T>
    void read(const Tree &tree, T &value)
    {
        if (!tree.is_number())
            return complain("expected a number");
        const auto number = tree.get<double>();
        if constexpr (std::is_integral_v<T>) {
            // What is below 2^53 survives the way through a double.
            constexpr double Highest =
                std::min(MaximumInteger, static_cast<double>(std::numeric_limits<T>::max()));
            constexpr double Lowest = std::is_unsigned_v<T> ? 0 : -Highest;
            if (number != std::trunc(number) || number < Lowest || number > Highest)
                return complain(
                    fmt::format("expected a whole number from {:.0f} to {:.0f}", Lowest, Highest));
        }
        value = static_cast<T>(number);
    }
    template <class E>
    requires std::is_enum_v<E>
    void read(const Tree &tree, E &value)
    {
        for (const auto &[text, candidate] : wordsFor(value)) {
            if (tree == text) {
                value = candidate;
                return;
            }
        }
        complain("expected one of the words that are known here");
    }
    template <class T>
    requires std::is_class_v<T>
    void read(const Tree &tree, T &value);

    const Tree &m_tree;
    PointerPath &m_path;
    std::optional<Problem> &m_problem;
};

template <class A, class T> using In = typename A::template Value<T>;

template <class A> void describe(A &a, In<A, LatencyTelemetry> &value)
{
    a("p50", value.p50);
    a("p95", value.p95);
    a("p99", value.p99);
}

template <class A> void describe(A &a, In<A, LatencyBucketTelemetry> &value)
{
    a("upToMs", value.upToMs, Presence::Required);
    a("count", value.count, Presence::Required);
}

template <class A> void describe(A &a, In<A, PhaseTelemetry> &value)
{
    a("queue", value.queue);
    a("connect", value.connect);
    a("firstByte", value.firstByte);
    a("total", value.total);
}

template <class A> void describe(A &a, In<A, StatusTelemetry> &value)
{
    a("2xx", value.status2xx);
    a("3xx", value.status3xx);
    a("4xx", value.status4xx);
    a("5xx", value.status5xx);
}

template <class A> void describe(A &a, In<A, RouteTelemetry> &value)
{
    a("name", value.name, Presence::Required);
    a("requests", value.requests);
    a("status", value.status);
    a("rateLimited", value.rateLimited);
    a("latencyMs", value.latency);
}

template <class A> void describe(A &a, In<A, ErrorTelemetry> &value)
{
    a("connect", value.connect);
    a("reset", value.reset);
    a("timeout", value.timeout);
    a("5xx", value.status5xx);
}

template <class A> void describe(A &a, In<A, RefusalTelemetry> &value)
{
    a("breaker", value.breaker);
    a("bulkhead", value.bulkhead);
    a("noEndpoint", value.noEndpoint);
}

template <class A> void describe(A &a, In<A, BreakerTelemetry> &value)
{
    a("state", value.state, Presence::Required);
    a("since", value.since);
    a("reason", value.reason);
    a("consecutiveFailures", value.consecutiveFailures);
    a("failureRate", value.failureRate);
    a("trialInMs", value.trialInMs);
}

template <class A> void describe(A &a, In<A, BulkheadTelemetry> &value)
{
    a("pool_name", value.poolName);
    a("max_concurrent", value.maxConcurrent, Presence::Required);
    a("available_slots", value.availableSlots);
    a("active_requests", value.activeRequests);
    a("utilization", value.utilization);
    a("queued", value.queued);
    a("rejected", value.rejected);
    a("highWater", value.highWater);
}

template <class A> void describe(A &a, In<A, RetryTelemetry> &value)
{
    a("tries", value.tries);
    a("retried", value.retried);
    a("succeededAfterRetry", value.succeededAfterRetry);
    a("refusedByBudget", value.refusedByBudget);
}

template <class A> void describe(A &a, In<A, EndpointTelemetry> &value)
{
    a("address", value.address, Presence::Required);
    a("state", value.state);
    a("weight", value.weight);
    a("overridden", value.overridden);
    a("health", value.health);
    a("reason", value.reason);
    a("since", value.since);
    a("active", value.active);
    a("requests", value.requests);
    a("errors", value.errors);
    a("latencyMs", value.latency);
}

template <class A> void describe(A &a, In<A, ServiceTelemetry> &value)
{
    a("name", value.name, Presence::Required);
    a("health", value.health);
    a("requests", value.requests);
    a("active", value.active);
    a("errors", value.errors);
    a("refused", value.refused);
    a("latencyMs", value.latency);
    a("latencyBuckets", value.latencyBuckets);
    a("phaseMs", value.phases);
    a("breaker", value.breaker);
    a("bulkhead", value.bulkhead);
    a("retries", value.retries);
    a("endpoints", value.endpoints);
}

template <class A> void describe(A &a, In<A, RateLimitTelemetry> &value)
{
    a("route", value.route, Presence::Required);
    a("allowed", value.allowed);
    a("rejected", value.rejected);
    a("clients", value.clients);
}

template <class A> void describe(A &a, In<A, AccessTelemetry> &value)
{
    a("allowed", value.allowed);
    a("denied", value.denied);
}

template <class A> void describe(A &a, In<A, TrustTelemetry> &value)
{
    a("evaluated", value.evaluated);
    a("denied", value.denied);
    a("observedDenied", value.observedDenied);
}

template <class A> void describe(A &a, In<A, AuditTelemetry> &value)
{
    a("events", value.events);
    a("head", value.head);
    a("checkpoint", value.checkpoint);
}

template <class A> void describe(A &a, In<A, Telemetry> &value)
{
    a("gateway", value.gateway, Presence::Required);
    a("revision", value.revision);
    a("hash", value.hash);
    a("takenAt", value.takenAt, Presence::Required);
    a("uptimeSeconds", value.uptimeSeconds);
    a("requests", value.requests);
    a("activeConnections", value.activeConnections);
    a("routes", value.routes);
    a("services", value.services);
    a("rateLimits", value.rateLimits);
    a("access", value.access);
    a("trust", value.trust);
    a("audit", value.audit);
}

template <class T>
requires std::is_class_v<T>
bool Writer::write(Tree &tree, const T &value)
{
    Writer writer(tree);
    describe(writer, value);
    return true;
}

template <class T>
requires std::is_class_v<T>
void Reader::read(const Tree &tree, T &value)
{
    Reader reader(tree, m_path, m_problem);
    describe(reader, value);
}

} // namespace

Tree telemetryTree(const Telemetry &telemetry)
{
    Tree tree;
    Writer writer(tree);
    describe(writer, telemetry);
    if (telemetry.rateLimits.empty())
        tree.erase("rateLimits");
    return tree;
}

std::string encodeTelemetry(const Telemetry &telemetry)
{
    return telemetryTree(telemetry).dump(-1, ' ', false, Tree::error_handler_t::replace);
}

Result<Telemetry> telemetryFromTree(const Tree &tree)
{
    PointerPath path;
    std::optional<Reader::Problem> problem;
    Telemetry telemetry;
    Reader reader(tree, path, problem);
    describe(reader, telemetry);
    for (const ServiceTelemetry &service : telemetry.services) {
        const auto &buckets = service.latencyBuckets;
        if (!problem && buckets && buckets->count.size() != buckets->upToMs.size()
            && buckets->count.size() != buckets->upToMs.size() + 1)
            problem = Reader::Problem{
                "/services",
                fmt::format("the latency buckets of {} do not fit their bounds", service.name.str())};
    }
    if (problem)
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("the telemetry cannot be read: {}: {}", problem->pointer, problem->message),
            problem->pointer);
    return telemetry;
}

Result<Telemetry> decodeTelemetry(std::string_view json)
{
    const SourceOutcome outcome = readSource(json, TextFormat::Json);
    if (!outcome.source)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the telemetry is not JSON: {}", outcome.findings.front().message));
    return telemetryFromTree(outcome.source->tree);
}

} // namespace gatehouse
