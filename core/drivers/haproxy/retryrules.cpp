#include "core/drivers/haproxy/retryrules.h"

#include <algorithm>
#include <array>

namespace gatehouse::haproxy {

namespace {

const RetrySettings *wanted(const Route &route, const Service &service)
{
    if (route.retry)
        return &*route.retry;
    return service.retry ? &*service.retry : nullptr;
}

bool triesAgain(const RetrySettings *retry)
{
    return retry && retry->attempts > 1;
}

/// HAProxy's word for what is tried again; empty where it has none.
std::string triggerWord(const RetryOn &on)
{
    constexpr std::array<int, 10> Known{401, 403, 404, 408, 425, 500, 501, 502, 503, 504};
    switch (on.kind) {
    case RetryOn::Kind::Connect:
        return "conn-failure";
    case RetryOn::Kind::Reset:
        return "empty-response";
    case RetryOn::Kind::Timeout:
        return "response-timeout";
    case RetryOn::Kind::Status:
        return std::find(Known.begin(), Known.end(), on.status) != Known.end() ? std::to_string(on.status)
                                                                               : std::string();
    }
    return {};
}

void describe(ObjectLedger &ledger, const RetrySettings &retry)
{
    const std::string attempts =
        fmt::format("{} attempts here are {} retries in HAProxy.", retry.attempts, retry.attempts - 1);
    ledger.approximate("/retry", fmt::format("retries {}, retry-on, option redispatch 1", retry.attempts - 1),
                       attempts,
                       {{DeltaAspect::Timing,
                         fmt::format("a pause from {} on before each retry", timeWord(retry.initialDelay)),
                         "at once, after a refused connection within a second"},
                        {DeltaAspect::Scope, fmt::format("bodies up to {} bytes", retry.bufferLimit),
                         "requests that fit into one buffer of 16 KiB"}});
    ledger.exact("/retry/attempts", fmt::format("retries {}", retry.attempts - 1), attempts);
    for (const char *field : {"/retry/initialDelay", "/retry/maxDelay", "/retry/multiplier", "/retry/jitter"})
        ledger.unsupported(field,
                           "HAProxy makes no pause between tries, but one second before it connects again to "
                           "the same server.");
    ledger.unsupported("/retry/budget", "HAProxy does not limit the share of retries.");
    ledger.approximate(
        "/retry/bufferLimit", "tune.bufsize", "What is kept for a retry is one buffer.",
        {{DeltaAspect::Units, fmt::format("{} bytes", retry.bufferLimit), "16384 bytes, headers included"}});
    std::vector<std::string> left;
    for (const RetryOn &on : retry.on) {
        if (triggerWord(on).empty())
            left.push_back(std::to_string(on.status));
    }
    if (left.empty())
        ledger.exact("/retry/on", "retry-on");
    else
        ledger.approximate(
            "/retry/on", "retry-on", "Some statuses cannot be tried again.",
            {{DeltaAspect::Trigger, fmt::format("{}", fmt::join(left, ", ")), "not tried again"}});
    if (retry.methods.kind == RetryMethods::Kind::Any)
        ledger.exact("/retry/methods", "retry-on");
    else
        ledger.approximate("/retry/methods", "http-request disable-l7-retry unless { method … }",
                           "What could not be sent is sent again whatever its method.",
                           {{DeltaAspect::Trigger, "these methods",
                             "these methods; any method where no connection was made"}});
}

void writeTriggers(ProxySection &section, const RetrySettings &retry)
{
    section.line("retries {}", retry.attempts - 1);
    section.line("option redispatch 1");
    std::string words;
    for (const RetryOn &on : retry.on) {
        if (const std::string word = triggerWord(on); !word.empty())
            words += ' ' + word;
    }
    section.line("retry-on{}", words.empty() ? " none" : words);
    if (retry.methods.kind == RetryMethods::Kind::Any)
        return;
    const std::vector<std::string> idempotent{"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"};
    const auto &methods =
        retry.methods.kind == RetryMethods::Kind::Listed ? retry.methods.listed : idempotent;
    if (methods.empty()) {
        section.line("http-request disable-l7-retry");
        return;
    }
    const std::string repeatable = section.condition("repeatable", "method", methods);
    section.line("http-request disable-l7-retry if !{}", repeatable);
}

} // namespace

void writeRetries(RenderContext &context, ProxySection &section, const Service &service,
                  const std::vector<const Route *> &routes)
{
    const RetrySettings *chosen = service.retry && triesAgain(&*service.retry) ? &*service.retry : nullptr;
    for (const Route *route : routes) {
        const RetrySettings *retry = wanted(*route, service);
        if (!chosen && triesAgain(retry))
            chosen = retry;
    }
    if (service.retry)
        describe(context.service(service), *service.retry);
    std::vector<std::string> excepted;
    for (const Route *route : routes) {
        const RetrySettings *retry = wanted(*route, service);
        if (!triesAgain(retry))
            excepted.push_back(route->name.str());
        if (!route->retry)
            continue;
        ObjectLedger &ledger = context.route(*route);
        if (!triesAgain(retry) && chosen) {
            ledger.approximate(
                "/retry", "http-request disable-l7-retry",
                fmt::format("1 attempt here; what could not be sent has the backend's {} retries.",
                            chosen->attempts - 1),
                {{DeltaAspect::Trigger, "no second try", "a second try where no connection was made"}});
        } else if (!chosen || *retry == *chosen) {
            describe(ledger, *retry);
        } else {
            ledger.unsupported(
                "/retry",
                fmt::format(
                    "The service has {} attempts for all its routes; HAProxy counts them for a backend.",
                    chosen->attempts),
                "3.1");
        }
    }
    if (!chosen) {
        section.line("retries 0");
        section.line("retry-on none");
        return;
    }
    writeTriggers(section, *chosen);
    if (!excepted.empty())
        section.line("http-request disable-l7-retry if {}", routeCondition(section, excepted));
}

} // namespace gatehouse::haproxy
