#include "core/drivers/haproxy/checkplan.h"

#include "core/drivers/haproxy/rendercontext.h"

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

/// Without a health check an endpoint that was taken out is asked for a connection this often until it may
/// come back.
constexpr int ProbesOfAnEjection = 10;
/// Bad checks that are never reached: then only bad answers take a server out.
constexpr int NeverFalls = 1'000'000;

/// What takes endpoints out because of their answers.
struct Trigger
{
    int errors = 0;
    Milliseconds away{0};
    bool layer7 = true;
};

/// Whether a text can stand in the line of a request.
bool isCheckPath(std::string_view path)
{
    return path.starts_with('/') && std::all_of(path.begin(), path.end(), [](char c) {
               return static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
           });
}

bool counts(const CircuitBreakerSettings &breaker, FailureKind kind)
{
    return std::find(breaker.failures.begin(), breaker.failures.end(), kind) != breaker.failures.end();
}

std::optional<Trigger> breakerTrigger(const Service &service)
{
    if (!service.circuitBreaker || !service.circuitBreaker->consecutiveFailures
        || service.circuitBreaker->state != BreakerMode::Auto)
        return std::nullopt;
    const CircuitBreakerSettings &breaker = *service.circuitBreaker;
    const bool layer7 = counts(breaker, FailureKind::Status5xx) || counts(breaker, FailureKind::Reset)
        || counts(breaker, FailureKind::Timeout);
    return Trigger{*breaker.consecutiveFailures, breaker.openFor, layer7};
}

/// Both watch answers; the stricter limit holds.
std::optional<Trigger> joinedTrigger(const Service &service)
{
    std::optional<Trigger> trigger = breakerTrigger(service);
    if (!service.outlierDetection)
        return trigger;
    const Trigger outlier{service.outlierDetection->consecutiveFailures, service.outlierDetection->ejectFor,
                          true};
    if (!trigger)
        return outlier;
    trigger->errors = std::min(trigger->errors, outlier.errors);
    trigger->away = std::max(trigger->away, outlier.away);
    return trigger;
}

std::string awayText(const CheckPlan &plan)
{
    const Milliseconds least = plan.interval * (plan.rise - 1);
    return fmt::format("{} good checks, {} to {}", plan.rise, timeWord(least),
                       timeWord(plan.interval * plan.rise));
}

void describeHealth(const HealthCheck &check, const CheckPlan &plan, ObjectLedger &ledger)
{
    ledger.exact("/healthCheck", "option httpchk");
    if (plan.probe == CheckPlan::Probe::Http)
        ledger.exact("/healthCheck/path", "http-check send");
    else
        ledger.unsupported("/healthCheck/path",
                           "No request can ask for this; a connection is all that is checked.");
    ledger.exact("/healthCheck/interval", fmt::format("inter {}", timeWord(plan.interval)));
    ledger.approximate("/healthCheck/timeout", fmt::format("timeout check {}", timeWord(check.timeout)),
                       "The time to connect is limited by itself.",
                       {{DeltaAspect::Timing, "connection and answer", "answer, once connected"}});
    ledger.exact("/healthCheck/unhealthyThreshold", fmt::format("fall {}", plan.fall));
    if (plan.rise == check.healthyThreshold)
        ledger.exact("/healthCheck/healthyThreshold", fmt::format("rise {}", plan.rise));
    else
        ledger.approximate(
            "/healthCheck/healthyThreshold", fmt::format("rise {}", plan.rise),
            "Health and breaker share one count of good checks.",
            {{DeltaAspect::Probe, fmt::format("{} good checks", check.healthyThreshold), awayText(plan)}});
    ledger.exact("/healthCheck/expect", "http-check expect status");
}

void describeOutliers(const OutlierDetection &outliers, const CheckPlan &plan, ObjectLedger &ledger)
{
    const std::string native =
        fmt::format("observe layer7 error-limit {} on-error mark-down", plan.errorLimit);
    ledger.approximate(
        "/outlierDetection", native, "An endpoint comes back after good checks.",
        {{DeltaAspect::Scope, fmt::format("at most {} % of the endpoints", outliers.maxEjectedPercent),
          "any number of endpoints"}});
    if (outliers.consecutiveFailures == plan.errorLimit)
        ledger.exact("/outlierDetection/consecutiveFailures", native);
    else
        ledger.approximate("/outlierDetection/consecutiveFailures", native,
                           "It shares one limit with the breaker.",
                           {{DeltaAspect::Trigger, fmt::format("{} in a row", outliers.consecutiveFailures),
                             fmt::format("{} in a row", plan.errorLimit)}});
    ledger.approximate("/outlierDetection/ejectFor", fmt::format("rise {}", plan.rise),
                       "It is counted in checks.",
                       {{DeltaAspect::Timing, timeWord(outliers.ejectFor), awayText(plan)}});
    ledger.unsupported("/outlierDetection/maxEjectedPercent", "HAProxy takes out as many endpoints as fail.");
}

void describeTrigger(const Service &service, const CheckPlan &plan, ObjectLedger &ledger)
{
    const CircuitBreakerSettings &breaker = *service.circuitBreaker;
    const std::string native = fmt::format("observe {} error-limit {} on-error mark-down",
                                           plan.layer7 ? "layer7" : "layer4", plan.errorLimit);
    std::vector<FidelityDelta> deltas{
        {DeltaAspect::Probe, fmt::format("closes after {} good trial calls", breaker.trials),
         "closes after good checks"},
        {DeltaAspect::Lifetime, "the state survives a push", "closed after each reload"}};
    if (service.endpoints.size() > 1)
        deltas.insert(deltas.begin(),
                      {DeltaAspect::Scope, "all endpoints together", "each endpoint by itself"});
    ledger.approximate("/circuitBreaker", native,
                       "An endpoint that fails is taken out, and comes back after good checks.", deltas);
    if (*breaker.consecutiveFailures == plan.errorLimit)
        ledger.exact("/circuitBreaker/consecutiveFailures", fmt::format("error-limit {}", plan.errorLimit));
    else
        ledger.approximate("/circuitBreaker/consecutiveFailures",
                           fmt::format("error-limit {}", plan.errorLimit),
                           "It shares one limit with outlierDetection.",
                           {{DeltaAspect::Trigger, fmt::format("{} in a row", *breaker.consecutiveFailures),
                             fmt::format("{} in a row", plan.errorLimit)}});
    ledger.approximate(
        "/circuitBreaker/openFor", fmt::format("inter {} rise {}", timeWord(plan.interval), plan.rise),
        "It is counted in checks.", {{DeltaAspect::Timing, timeWord(breaker.openFor), awayText(plan)}});
    ledger.approximate("/circuitBreaker/trials", fmt::format("rise {}", plan.rise), "Checks are the trials.",
                       {{DeltaAspect::Probe, fmt::format("{} good trial calls", breaker.trials),
                         fmt::format("{} good checks", plan.rise)}});
    const std::string counted = plan.layer7 ? "connect, reset, timeout and 5xx but 501 and 505" : "connect";
    ledger.approximate("/circuitBreaker/failures", native, "HAProxy knows two sets of failures.",
                       {{DeltaAspect::Trigger, "the kinds that are named", counted}});
}

void describeBreaker(const Service &service, const CheckPlan &plan, ObjectLedger &ledger)
{
    const CircuitBreakerSettings &breaker = *service.circuitBreaker;
    ledger.unsupported("/circuitBreaker/failureRate", "HAProxy counts failures in a row only.");
    ledger.unsupported("/circuitBreaker/slowCalls", "HAProxy does not look at how long calls take.");
    ledger.exact("/circuitBreaker/state");
    switch (breaker.state) {
    case BreakerMode::Auto:
        break;
    case BreakerMode::ForcedOpen:
        ledger.exact("/circuitBreaker", "http-request return status 503");
        return;
    case BreakerMode::ForcedClosed:
    case BreakerMode::Disabled:
        ledger.exact("/circuitBreaker", {}, "Answers are not observed.");
        return;
    }
    if (breaker.consecutiveFailures)
        describeTrigger(service, plan, ledger);
    else
        ledger.unsupported("/circuitBreaker",
                           "HAProxy counts failures in a row only; this breaker never opens.");
}

} // namespace

std::string CheckPlan::words() const
{
    if (probe == Probe::None)
        return {};
    std::string text = fmt::format(" check inter {} rise {} fall {}", timeWord(interval), rise, fall);
    if (errorLimit > 0)
        text += fmt::format(" observe {} error-limit {} on-error mark-down", layer7 ? "layer7" : "layer4",
                            errorLimit);
    return text;
}

CheckPlan planChecks(const Service &service, ObjectLedger &ledger)
{
    CheckPlan plan;
    const std::optional<Trigger> trigger = joinedTrigger(service);
    if (service.healthCheck) {
        plan.probe =
            isCheckPath(service.healthCheck->path) ? CheckPlan::Probe::Http : CheckPlan::Probe::Connect;
        plan.interval = std::max(service.healthCheck->interval, Milliseconds{1});
        plan.rise = service.healthCheck->healthyThreshold;
        plan.fall = service.healthCheck->unhealthyThreshold;
    } else if (trigger) {
        plan.probe = CheckPlan::Probe::Connect;
        plan.interval = std::max(trigger->away / ProbesOfAnEjection, Milliseconds{100});
        plan.fall = NeverFalls;
    }
    if (trigger) {
        plan.errorLimit = trigger->errors;
        plan.layer7 = trigger->layer7;
        const auto checks = (trigger->away + plan.interval - Milliseconds{1}) / plan.interval;
        plan.rise = std::max(plan.rise, static_cast<int>(std::min<Milliseconds::rep>(checks, NeverFalls)));
    }
    if (service.healthCheck)
        describeHealth(*service.healthCheck, plan, ledger);
    if (service.outlierDetection)
        describeOutliers(*service.outlierDetection, plan, ledger);
    if (service.circuitBreaker)
        describeBreaker(service, plan, ledger);
    return plan;
}

} // namespace gatehouse::haproxy
