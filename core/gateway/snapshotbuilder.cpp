#include "core/gateway/snapshotbuilder.h"

#include "core/gateway/httpparser.h"
#include "core/model/enforced.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

std::string lowerCaseName(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return lower;
}

/// A step of a JSON pointer.
std::string escaped(std::string_view step)
{
    std::string text;
    for (const char c : step)
        text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return text;
}

} // namespace

void SnapshotService::refreshBalancer(std::size_t endpoint) const
{
    const EndpointRuntime &runtime = targets[endpoint]->runtime();
    balancer->setState(endpoint, runtime.state());
    balancer->setWeight(endpoint, static_cast<std::uint32_t>(std::max(0, runtime.weight())));
    balancer->setHealthy(endpoint, runtime.health().state != EndpointHealth::State::Unhealthy);
}

SnapshotBuilder::SnapshotBuilder(Surroundings surroundings, std::shared_ptr<const Snapshot> served)
    : m_surroundings(std::move(surroundings))
    , m_served(std::move(served))
{
    if (!m_served)
        return;
    for (const std::shared_ptr<SnapshotService> &service : m_served->services)
        m_servedServices.emplace(service->settings.name, service.get());
}

std::shared_ptr<Snapshot> SnapshotBuilder::build(const Document &document)
{
    const Model &model = document.model;
    m_findings = unenforced(document);
    Result<RouteTable> table = RouteTable::compile(model);
    if (!table) {
        complain(code::NotCompiled, table.error().where, table.error().message, table.error().remedy);
        return nullptr;
    }
    m_snapshot = std::make_shared<Snapshot>(std::move(*table));
    for (const Listener &listener : model.listeners)
        m_snapshot->listeners.push_back(
            {listener.name, listener.encodedSlashes == EncodedSlashes::Keep, listener.clientAddress});
    for (const Service &settings : model.services)
        m_services.emplace(settings.name, m_snapshot->services.emplace_back(service(settings)));
    for (std::size_t i = 0; i < model.routes.size(); ++i)
        addRoute(model.routes[i], i);
    if (hasErrors(m_findings))
        return nullptr;
    return m_snapshot;
}

void SnapshotBuilder::commit()
{
    for (const std::function<void()> &commit : m_commits)
        commit();
    for (const std::shared_ptr<SnapshotService> &service : m_snapshot->services) {
        for (std::size_t i = 0; i < service->targets.size(); ++i)
            service->refreshBalancer(i);
    }
}

std::shared_ptr<SnapshotService> SnapshotBuilder::service(const Service &settings)
{
    const auto served = m_servedServices.find(settings.name);
    const SnapshotService *const before = served == m_servedServices.end() ? nullptr : served->second;
    auto result = std::make_shared<SnapshotService>();
    result->settings = settings;
    result->state = m_surroundings.registry.service(settings.name);
    for (const Endpoint &endpoint : settings.endpoints) {
        result->targets.push_back(target(endpoint, before));
        m_snapshot->targets.push_back(result->targets.back());
    }
    takeBreaker(*result, before);
    takeBulkhead(*result, before);
    result->balancer = std::make_unique<EndpointBalancer>(settings);
    return result;
}

std::shared_ptr<UpstreamTarget> SnapshotBuilder::target(const Endpoint &settings,
                                                        const SnapshotService *before)
{
    for (const std::shared_ptr<UpstreamTarget> &kept :
         before ? before->targets : decltype(before->targets){}) {
        if (kept->runtime().address() == settings.address) {
            m_commits.emplace_back([kept, settings] { kept->runtime().configure(settings); });
            return kept;
        }
    }
    return m_surroundings.registry.newTarget(settings, m_surroundings.clock.wallNow());
}

void SnapshotBuilder::takeBreaker(SnapshotService &service, const SnapshotService *before)
{
    const std::optional<CircuitBreakerSettings> &settings = service.settings.circuitBreaker;
    if (!settings)
        return;
    if (before && before->settings.circuitBreaker == settings) {
        service.breaker = before->breaker;
        return;
    }
    const auto listener = [name = service.settings.name,
                           told = m_surroundings.onBreaker](const BreakerTransition &change) {
        if (told)
            told(name, change);
    };
    service.breaker = std::make_shared<CircuitBreaker>(*settings, m_surroundings.clock.now(), listener);
}

void SnapshotBuilder::takeBulkhead(SnapshotService &service, const SnapshotService *before)
{
    const std::optional<BulkheadSettings> &settings = service.settings.bulkhead;
    if (!settings)
        return;
    if (before && before->bulkhead) {
        // The calls that are in it still count against the new limits.
        service.bulkhead = before->bulkhead;
        m_commits.emplace_back([kept = before->bulkhead, limits = *settings] { kept->configure(limits); });
        return;
    }
    service.bulkhead = std::make_shared<Bulkhead>(service.settings.name.str(), *settings);
}

void SnapshotBuilder::addRoute(const Route &route, std::size_t index)
{
    const std::string pointer = fmt::format("/routes/{}", index);
    Result<RouteRewrite> rewrite = RouteRewrite::compile(route);
    if (!rewrite) {
        complain(code::NotCompiled, pointer + rewrite.error().where, rewrite.error().message,
                 rewrite.error().remedy);
        return;
    }
    auto result = std::make_unique<SnapshotRoute>(route, std::move(*rewrite));
    result->state = m_surroundings.registry.route(route.name);
    compileChanges(route.requestHeaders, pointer + "/headers/request", result->requestChanges);
    compileChanges(route.responseHeaders, pointer + "/headers/response", result->responseChanges);
    // What a client sends under the name of an identity header is dropped, whether one is set or not.
    for (const auto &[header, claim] : route.auth.identityHeaders)
        result->requestChanges.dropped.push_back(lowerCaseName(header));
    if (const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action)) {
        for (std::size_t i = 0; i < targets->size(); ++i) {
            const auto found = m_services.find((*targets)[i].service);
            if (found == m_services.end())
                complain(code::NotCompiled, fmt::format("{}/to/{}/service", pointer, i),
                         fmt::format("There is no service '{}'", (*targets)[i].service.str()),
                         "Name one of the document's services");
            else
                result->services.push_back(found->second);
        }
        result->chooser = std::make_unique<TargetChooser>(*targets);
    } else if (const auto *response = std::get_if<FixedResponse>(&route.action)) {
        compileAnswer(*response, pointer + "/respond", result->answer.emplace());
    } else if (const auto *redirect = std::get_if<Redirect>(&route.action)) {
        result->redirect = *redirect;
    }
    m_snapshot->routes.push_back(std::move(result));
}

void SnapshotBuilder::compileChanges(const HeaderEdits &edits, const std::string &pointer,
                                     HeaderChanges &changes)
{
    for (const std::string &name : edits.remove)
        changes.dropped.push_back(lowerCaseName(name));
    for (const auto &[name, value] : edits.set) {
        changes.dropped.push_back(lowerCaseName(name));
        changes.written.emplace_back(name, valueOf(value, pointer + "/set/" + escaped(name)));
    }
    for (const auto &[name, value] : edits.add)
        changes.written.emplace_back(name, valueOf(value, pointer + "/add/" + escaped(name)));
}

void SnapshotBuilder::compileAnswer(const FixedResponse &response, const std::string &pointer,
                                    SnapshotAnswer &answer)
{
    answer.status = response.status;
    answer.body = response.body;
    for (const auto &[name, value] : response.headers)
        answer.fields.emplace_back(name, valueOf(value, pointer + "/headers/" + escaped(name)));
}

std::string SnapshotBuilder::valueOf(const HeaderValue &value, const std::string &pointer)
{
    std::string text = value.text;
    if (!value.secret.isEmpty()) {
        const Result<std::string> secret = m_surroundings.secrets
            ? m_surroundings.secrets(value.secret)
            : failure(ErrorKind::NotFound, "There are no secrets");
        if (!secret) {
            complain(code::SecretMissing, pointer + "/secret",
                     fmt::format("The gateway has no secret '{}'", value.secret.str()),
                     "Put it into the gateway's secrets first");
            return {};
        }
        text = *secret;
    }
    if (!isFieldValue(text))
        complain(value.secret.isEmpty() ? code::NotCompiled : code::SecretUnusable, pointer,
                 "The value has a character that no header field may have",
                 "Leave out line ends and control characters");
    return text;
}

void SnapshotBuilder::complain(const char *code, std::string pointer, std::string message, std::string fix)
{
    Finding finding;
    finding.code = code;
    finding.pointer = std::move(pointer);
    finding.message = std::move(message);
    if (!fix.empty())
        finding.fix = std::move(fix);
    m_findings.push_back(std::move(finding));
}

} // namespace gatehouse
