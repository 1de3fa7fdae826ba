#include "core/gateway/snapshotbuilder.h"

#include "core/gateway/httpparser.h"
#include "core/model/enforced.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
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

/// A file that the document names: relative, and below the directory for such files.
Result<std::string> readFileBelow(const std::string &directory, const std::string &name)
{
    const std::filesystem::path relative(name);
    const bool climbs = std::find(relative.begin(), relative.end(), "..") != relative.end();
    if (directory.empty() || relative.is_absolute() || climbs)
        return failure(ErrorKind::Unreadable,
                       fmt::format("The file '{}' does not lie below the gateway's files", name), {},
                       "Put it into the directory of --files-dir and name it relative to that");
    std::ifstream file(std::filesystem::path(directory) / relative, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad())
        return failure(ErrorKind::Unreadable,
                       fmt::format("The file '{}' cannot be read on the gateway", name), {},
                       "Put it into the directory of --files-dir");
    return content;
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
    addListeners(model.listeners);
    addAuthentication(model);
    for (const Service &settings : model.services)
        m_services.emplace(settings.name, m_snapshot->services.emplace_back(service(settings)));
    for (std::size_t i = 0; i < model.routes.size(); ++i)
        addRoute(model, i);
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

void SnapshotBuilder::addListeners(const std::vector<Listener> &listeners)
{
    for (const Listener &listener : listeners) {
        SnapshotListener &added = m_snapshot->listeners.emplace_back();
        added.name = listener.name;
        added.keepEncodedSlashes = listener.encodedSlashes == EncodedSlashes::Keep;
        if (listener.clientAddress) {
            added.clientAddressHeader = listener.clientAddress->header;
            added.trustedProxies = CidrSet(listener.clientAddress->trustedProxies);
        }
    }
}

void SnapshotBuilder::addAuthentication(const Model &model)
{
    for (const Consumer &consumer : model.consumers)
        m_snapshot->consumers.push_back(consumer.name.str());
    if (model.authProviders.empty())
        return;
    Result<JwtAuthenticator> authenticator =
        JwtAuthenticator::create(model, [this](const AuthProvider &provider) { return keysOf(provider); });
    if (authenticator) {
        m_snapshot->authenticator.emplace(std::move(*authenticator));
        return;
    }
    const Error &error = authenticator.error();
    complain(error.kind == ErrorKind::NotFound         ? code::SecretMissing
                 : error.kind == ErrorKind::Unreadable ? code::FileUnusable
                                                       : code::SecretUnusable,
             error.where, error.message, error.remedy);
}

Result<JwtKeySet> SnapshotBuilder::keysOf(const AuthProvider &provider) const
{
    if (const auto *secret = std::get_if<SecretName>(&provider.keys)) {
        const Result<std::string> content = secretOf(*secret);
        return content ? keysFromSecret(*content) : tl::unexpected(content.error());
    }
    if (const auto *file = std::get_if<KeysFromFile>(&provider.keys)) {
        const Result<std::string> content = readFileBelow(m_surroundings.filesDirectory, file->file);
        return content ? keysFromFile(*content) : tl::unexpected(content.error());
    }
    return failure(ErrorKind::Unsupported, "keys are not fetched from a URL");
}

Result<std::string> SnapshotBuilder::secretOf(const SecretName &name) const
{
    Result<std::string> secret = m_surroundings.secrets
        ? m_surroundings.secrets(name)
        : failure(ErrorKind::NotFound, "there are no secrets");
    if (!secret)
        return failure(ErrorKind::NotFound, fmt::format("The gateway has no secret '{}'", name.str()), {},
                       "Put it into the gateway's secrets first");
    return secret;
}

void SnapshotBuilder::addRoute(const Model &model, std::size_t index)
{
    const Route &route = model.routes[index];
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
    compileProtection(model, *result);
    if (const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action))
        compileTargets(*targets, pointer, *result);
    else if (const auto *response = std::get_if<FixedResponse>(&route.action))
        compileAnswer(*response, pointer + "/respond", result->answer.emplace());
    else if (const auto *redirect = std::get_if<Redirect>(&route.action))
        result->redirect = *redirect;
    m_snapshot->routes.push_back(std::move(result));
}

void SnapshotBuilder::compileTargets(const std::vector<RouteTarget> &targets, const std::string &pointer,
                                     SnapshotRoute &route)
{
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto found = m_services.find(targets[i].service);
        if (found == m_services.end())
            complain(code::NotCompiled, fmt::format("{}/to/{}/service", pointer, i),
                     fmt::format("There is no service '{}'", targets[i].service.str()),
                     "Name one of the document's services");
        else
            route.services.push_back(found->second);
    }
    route.chooser = std::make_unique<TargetChooser>(targets);
}

void SnapshotBuilder::compileProtection(const Model &model, SnapshotRoute &route)
{
    if (route.settings.allow)
        route.allow.emplace(*route.settings.allow);
    if (route.settings.deny)
        route.deny = CidrSet(*route.settings.deny);
    // What a client sends under the name of an identity header is dropped, whether one is set or not.
    for (const auto &[header, claim] : route.settings.auth.identityHeaders)
        route.requestChanges.dropped.push_back(lowerCaseName(header));
    for (const ProviderName &name : route.settings.auth.providers) {
        const auto found = std::find_if(model.authProviders.begin(), model.authProviders.end(),
                                        [&](const AuthProvider &provider) { return provider.name == name; });
        // One that is not there stays in the list, where no token fits it: an empty list would mean all.
        route.providers.push_back(static_cast<std::uint32_t>(found - model.authProviders.begin()));
    }
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
        const Result<std::string> secret = secretOf(value.secret);
        if (!secret) {
            complain(code::SecretMissing, pointer + "/secret", secret.error().message, secret.error().remedy);
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
