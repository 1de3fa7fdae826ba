#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr Milliseconds NoLimit{0};

/// The least time that the waits between tries take, whatever chance says.
Milliseconds leastWaits(const RetrySettings &retry)
{
    double share = 1;
    switch (retry.jitter) {
    case Jitter::None:
    case Jitter::Decorrelated:
        break;
    case Jitter::Half:
        share = 0.5;
        break;
    case Jitter::Full:
        share = 0;
        break;
    }
    double total = 0;
    double delay = static_cast<double>(retry.initialDelay.count());
    for (int wait = 1; wait < retry.attempts; ++wait) {
        total += std::min(delay, static_cast<double>(retry.maxDelay.count())) * share;
        // Decorrelated waits lie between the first delay and three times the one before.
        if (retry.jitter != Jitter::Decorrelated)
            delay *= retry.multiplier;
    }
    return Milliseconds{std::llround(std::min(total, 1e15))};
}

/// The first method that may be repeated although a repetition may do harm; empty where there is none.
std::string harmfulMethod(const RetryMethods &methods)
{
    switch (methods.kind) {
    case RetryMethods::Kind::Idempotent:
        return {};
    case RetryMethods::Kind::Any:
        return "POST";
    case RetryMethods::Kind::Listed:
        break;
    }
    static constexpr std::array<std::string_view, 6> Idempotent{"GET",   "HEAD", "OPTIONS",
                                                                "TRACE", "PUT",  "DELETE"};
    for (const std::string &method : methods.listed) {
        if (std::find(Idempotent.begin(), Idempotent.end(), method) == Idempotent.end())
            return method;
    }
    return {};
}

/// `limit` is the time that the whole request has, 0 for no limit.
void examineRetry(Examination &examination, const std::string &pointer, const RetrySettings &retry,
                  Milliseconds limit)
{
    if (retry.attempts < 2)
        return;
    if (const std::string method = harmfulMethod(retry.methods); !method.empty())
        examination.add(code::RetryNotIdempotent, pointer + "/methods",
                        fmt::format("A {} that is repeated may be done twice", method),
                        "Use methods: idempotent");
    if (retry.initialDelay > retry.maxDelay)
        examination.add(
            code::RetryDelaysContradict,
            pointer + (examination.isWritten(pointer + "/initialDelay") ? "/initialDelay" : "/maxDelay"),
            fmt::format("The first wait of {} is longer than the longest of {}", spoken(retry.initialDelay),
                        spoken(retry.maxDelay)),
            fmt::format("Use an initialDelay of {} or less", spoken(retry.maxDelay)));
    const Milliseconds waits = leastWaits(retry);
    if (limit != NoLimit && waits >= limit)
        examination.add(
            code::RetryDelaysTooLong, pointer,
            fmt::format("The waits between {} attempts take {} or more, the whole request ends after {}",
                        retry.attempts, spoken(waits), spoken(limit)),
            "Use fewer attempts or a shorter initialDelay");
    for (std::size_t k = 0; k < retry.on.size(); ++k) {
        if (retry.on[k].kind == RetryOn::Kind::Status && retry.on[k].status < 400)
            examination.add(code::RetriedSuccess, pointer + "/on/" + std::to_string(k),
                            fmt::format("{} is no failure, but would be tried again", retry.on[k].status),
                            "Name statuses from 400 on");
    }
}

void examineTimeouts(Examination &examination, std::size_t index, const Timeouts &timeouts)
{
    const std::string pointer = pointerTo("services", index, "timeouts");
    const Milliseconds perTry = timeouts.perTry.value_or(NoLimit);
    if (perTry != NoLimit && timeouts.request != NoLimit && perTry > timeouts.request)
        examination.add(code::TryLongerThanRequest, pointer + "/perTry",
                        fmt::format("One try may take {}, but the whole request ends after {}",
                                    spoken(perTry), spoken(timeouts.request)),
                        fmt::format("Use {} or less", spoken(timeouts.request)));
    // A connect limit that is only the default does no harm: the shorter limit ends it.
    if (!examination.isWritten(pointer + "/connect"))
        return;
    const bool tryIsShorter = perTry != NoLimit && (timeouts.request == NoLimit || perTry < timeouts.request);
    const Milliseconds limit = tryIsShorter ? perTry : timeouts.request;
    if (limit != NoLimit && (timeouts.connect == NoLimit || timeouts.connect > limit))
        examination.add(code::ConnectTooLong, pointer + "/connect",
                        fmt::format("Connecting may take {}, but {} ends after {}",
                                    timeouts.connect == NoLimit ? "any time" : spoken(timeouts.connect),
                                    tryIsShorter ? "one try" : "the whole request", spoken(limit)),
                        fmt::format("Use less than {}", spoken(limit)));
}

void examineTrigger(Examination &examination, const std::string &pointer, double percent,
                    const BreakerWindow &window, int minimumCalls)
{
    if (percent <= 0)
        examination.add(code::BreakerNeverTrips, pointer + "/percent",
                        "A share of 0 is reached by every call: the breaker always opens",
                        "Use a percent above 0");
    if (const auto *calls = std::get_if<CallWindow>(&window)) {
        if (minimumCalls > calls->calls)
            examination.add(
                code::BreakerNeverTrips,
                pointer + (examination.isWritten(pointer + "/minimumCalls") ? "/minimumCalls" : "/window"),
                fmt::format("It waits for {} calls, but looks at the last {} only: it never opens",
                            minimumCalls, calls->calls),
                fmt::format("Use a minimumCalls of {} or less", calls->calls));
    } else if (std::get<Milliseconds>(window) == Milliseconds{0}) {
        examination.add(code::ZeroDuration, pointer + "/window", "A window of no time sees no call",
                        "Use a window such as 60s");
    }
}

void examineBreaker(Examination &examination, std::size_t index, const Service &service,
                    Milliseconds longestRequest)
{
    const CircuitBreakerSettings &breaker = *service.circuitBreaker;
    const std::string pointer = pointerTo("services", index, "circuitBreaker");
    if (breaker.openFor == Milliseconds{0})
        examination.add(code::ZeroDuration, pointer + "/openFor",
                        "A breaker that is open for no time never refuses a call", "Use a time such as 30s");
    if (breaker.failures.empty() && (breaker.consecutiveFailures || breaker.failureRate))
        examination.add(code::BreakerNeverTrips, pointer + "/failures",
                        "Nothing counts as a failure: the breaker never opens",
                        "Leave failures out, or name what counts");
    if (breaker.failureRate)
        examineTrigger(examination, pointer + "/failureRate", breaker.failureRate->percent,
                       breaker.failureRate->window, breaker.failureRate->minimumCalls);
    if (breaker.slowCalls) {
        const SlowCallsTrigger &slow = *breaker.slowCalls;
        examineTrigger(examination, pointer + "/slowCalls", slow.percent, slow.window, slow.minimumCalls);
        if (longestRequest != NoLimit && slow.longerThan >= longestRequest)
            examination.add(code::SlowCallsUnreachable, pointer + "/slowCalls/longerThan",
                            fmt::format("No call takes longer than {}: it ends after {}",
                                        spoken(slow.longerThan), spoken(longestRequest)),
                            fmt::format("Use less than {}", spoken(longestRequest)));
    }
    if (breaker.state == BreakerMode::ForcedOpen)
        examination.add(code::BreakerForced, pointer + "/state",
                        fmt::format("Every request to {} is refused, by hand", service.name.str()),
                        "Use state: auto");
    if (breaker.state == BreakerMode::ForcedClosed)
        examination.add(code::BreakerForced, pointer + "/state",
                        fmt::format("The breaker of {} is held closed, by hand", service.name.str()),
                        "Use state: auto");
}

void examineBulkhead(Examination &examination, std::size_t index, const Service &service)
{
    const BulkheadSettings &bulkhead = *service.bulkhead;
    const std::string pointer = pointerTo("services", index, "bulkhead");
    std::int64_t connections = 0;
    bool isUsable = false;
    for (const Endpoint &endpoint : service.endpoints) {
        if (endpoint.state != EndpointState::Active || endpoint.weight == 0)
            continue;
        connections += endpoint.maxConnections;
        isUsable = true;
    }
    if (isUsable && bulkhead.maxConcurrent > connections)
        examination.add(
            code::BulkheadUnreached, pointer + "/maxConcurrent",
            fmt::format(
                "The endpoints of {} take {} connections in all, so {} calls at once are never reached",
                service.name.str(), connections, bulkhead.maxConcurrent),
            fmt::format("Use {} or less, or raise maxConnections", connections));
    const Milliseconds limit = service.timeouts.request;
    if (bulkhead.maxQueued > 0 && limit != NoLimit && bulkhead.maxWait > limit)
        examination.add(code::QueueWaitTooLong, pointer + "/maxWait",
                        fmt::format("A call may wait for {}, but the whole request ends after {}",
                                    spoken(bulkhead.maxWait), spoken(limit)),
                        fmt::format("Use less than {}", spoken(limit)));
}

/// The longest that a request to a service may take, over the service and all routes to it; 0 for no limit.
std::vector<Milliseconds> longestRequests(const Examination &examination)
{
    const Model &model = examination.model();
    std::vector<Milliseconds> longest;
    for (const Service &service : model.services)
        longest.push_back(service.timeouts.request);
    for (const Route &route : model.routes) {
        const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
        if (!route.timeout || targets == nullptr)
            continue;
        for (const RouteTarget &target : *targets) {
            if (!examination.services.contains(target.service.view()))
                continue;
            Milliseconds &limit = longest[examination.services.at(target.service.view())];
            limit = limit == NoLimit || *route.timeout == NoLimit ? NoLimit : std::max(limit, *route.timeout);
        }
    }
    return longest;
}

/// The service among a route's targets whose own limit is the shortest, or nullptr where none has one.
const Service *strictestTarget(const Examination &examination, const Route &route)
{
    const Service *strictest = nullptr;
    const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
    for (const RouteTarget &target : targets ? *targets : std::vector<RouteTarget>()) {
        if (!examination.services.contains(target.service.view()))
            continue;
        const Service &service = examination.model().services[examination.services.at(target.service.view())];
        if (service.timeouts.request != NoLimit
            && (strictest == nullptr || service.timeouts.request < strictest->timeouts.request))
            strictest = &service;
    }
    return strictest;
}

void examineRoute(Examination &examination, std::size_t index, const Route &route)
{
    const Service *strictest = strictestTarget(examination, route);
    const Milliseconds serviceLimit = strictest == nullptr ? NoLimit : strictest->timeouts.request;
    if (route.timeout && strictest != nullptr && (*route.timeout == NoLimit || *route.timeout > serviceLimit))
        examination.add(
            code::RouteTimeoutTooLong, pointerTo("routes", index, "timeout"),
            fmt::format("Longer than the {} limit of {}", spoken(serviceLimit), strictest->name.str()),
            fmt::format("Use {}", spoken(serviceLimit)));
    if (route.retry)
        examineRetry(examination, pointerTo("routes", index, "retry"), *route.retry,
                     route.timeout.value_or(serviceLimit));
    if (route.fault && (route.fault->delay || route.fault->abort))
        examination.add(code::FaultInjected, pointerTo("routes", index, "fault"),
                        fmt::format("Route {} is disturbed on purpose", route.name.str()),
                        "Remove fault after the test");
}

} // namespace

void examineResilience(Examination &examination)
{
    const Model &model = examination.model();
    const std::vector<Milliseconds> longest = longestRequests(examination);
    for (std::size_t i = 0; i < model.services.size(); ++i) {
        const Service &service = model.services[i];
        examineTimeouts(examination, i, service.timeouts);
        if (service.outlierDetection && service.outlierDetection->ejectFor == Milliseconds{0})
            examination.add(code::ZeroDuration, pointerTo("services", i, "outlierDetection", "ejectFor"),
                            "An endpoint that is ejected for no time stays in use", "Use a time such as 30s");
        if (service.circuitBreaker)
            examineBreaker(examination, i, service, longest[i]);
        if (service.bulkhead)
            examineBulkhead(examination, i, service);
        if (service.retry)
            examineRetry(examination, pointerTo("services", i, "retry"), *service.retry,
                         service.timeouts.request);
    }
    for (std::size_t i = 0; i < model.routes.size(); ++i)
        examineRoute(examination, i, model.routes[i]);
}

} // namespace gatehouse
