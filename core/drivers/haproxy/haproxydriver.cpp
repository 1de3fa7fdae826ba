#include "core/drivers/haproxy/haproxydriver.h"

#include "core/drivers/haproxy/haproxydriver_p.h"

#include <fmt/format.h>

#include <utility>

namespace gatehouse {

namespace {

using haproxy::SocketAddress;

std::string option(const Gateway &gateway, const std::string &name)
{
    const auto found = gateway.options.find(name);
    return found == gateway.options.end() ? std::string() : found->second;
}

std::filesystem::path below(const std::filesystem::path &base, const std::string &path)
{
    return path.empty() ? std::filesystem::path() : std::filesystem::absolute(base / path).lexically_normal();
}

/// A path starts at the base folder, host and port are taken as they are.
SocketAddress socketBelow(const std::filesystem::path &base, const std::string &text)
{
    const SocketAddress address(text);
    return address.isEmpty() || !address.isPath() ? address
                                                  : SocketAddress(below(base, address.text()).string());
}

haproxy::RenderOptions renderOptions(const Gateway &gateway, const std::filesystem::path &base,
                                     const haproxy::Connection::Places &places)
{
    haproxy::RenderOptions options;
    options.gateway = gateway.name.str();
    options.listeners = gateway.listeners;
    const bool tcp = !places.stats.isEmpty() && !places.stats.isPath();
    options.statsSocket = tcp ? "ipv4@" + places.stats.text() : places.stats.text();
    const std::string files = option(gateway, "filesFolder");
    options.filesFolder = files.empty() ? places.config.parent_path().string() : below(base, files).string();
    options.user = option(gateway, "user");
    options.group = option(gateway, "group");
    options.accept = gateway.accept;
    return options;
}

} // namespace

HaproxyDriver::Private::Private(Gateway entry, DriverContext given, haproxy::Connection::Places places)
    : gateway(std::move(entry))
    , context(std::move(given))
    , rendering(renderOptions(gateway, context.baseFolder, places))
    , connection(std::move(places))
{
}

Result<std::unique_ptr<HaproxyDriver>> HaproxyDriver::create(const Gateway &gateway, DriverContext context)
{
    haproxy::Connection::Places places;
    places.config = below(context.baseFolder, option(gateway, "config"));
    places.master = socketBelow(context.baseFolder, option(gateway, "masterSocket"));
    places.stats = socketBelow(context.baseFolder, option(gateway, "statsSocket"));
    places.program = option(gateway, "binary");
    if (places.program.find('/') != std::string::npos)
        places.program = below(context.baseFolder, places.program).string();
    const std::string where = "gateways/" + gateway.name.str();
    if (places.config.empty())
        return failure(ErrorKind::InvalidInput, "The gateway has no option 'config'.", where,
                       "Name HAProxy's configuration file.");
    if (places.master.isEmpty())
        return failure(ErrorKind::InvalidInput, "The gateway has no option 'masterSocket'.", where,
                       "Start HAProxy with -W and -S, and name the socket here.");
    if (!context.clock)
        return failure(ErrorKind::InvalidInput, "The driver has no clock.", where);
    return std::unique_ptr<HaproxyDriver>(
        new HaproxyDriver(std::make_unique<Private>(gateway, std::move(context), std::move(places))));
}

HaproxyDriver::HaproxyDriver(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

HaproxyDriver::~HaproxyDriver() = default;

std::string HaproxyDriver::initialConfiguration() const
{
    return haproxy::withMark(haproxy::initialConfig(m_d->rendering), "(none yet)", std::string(64, '0'), {});
}

Capabilities HaproxyDriver::capabilities() const
{
    Capabilities capabilities;
    capabilities.endpointState = true;
    capabilities.endpointWeight = true;
    capabilities.forceBreakerReason =
        "HAProxy has no breaker that could be forced without a reload: set its state in the document.";
    return capabilities;
}

Result<Rendering> HaproxyDriver::render(const Document &document) const
{
    const std::string hash = documentHash(document.tree);
    auto config = haproxy::render(document, m_d->rendering, hash);
    if (!config)
        return tl::unexpected(config.error());
    // A secret that is not known yet is said by the plan; what is shown does not depend on it.
    const auto digest = haproxy::digestSecrets(haproxy::secretsOf(config->body), m_d->context.secrets);
    Rendering rendering;
    rendering.secretsDigest = digest.value_or(std::string("unknown"));
    rendering.text = haproxy::withMark(config->body, document.model.name, hash, rendering.secretsDigest);
    rendering.mediaType = "text/x-haproxy";
    rendering.fidelity = std::move(config->fidelity);
    return rendering;
}

QFuture<Result<GatewayIdentity>> HaproxyDriver::identify(CallOptions options)
{
    auto *call = new haproxy::IdentifyCall(&m_d->calls, m_d->connection, options.deadline);
    call->start();
    return call->future();
}

QFuture<Result<LiveConfig>> HaproxyDriver::readLive(CallOptions options)
{
    auto *call = new haproxy::ReadCall(&m_d->calls, m_d->connection, m_d->own, options.deadline);
    call->start();
    return call->future();
}

QFuture<Result<Plan>> HaproxyDriver::plan(const Document &document, CallOptions options)
{
    haproxy::PlanCall::Task task;
    task.gateway = m_d->gateway.name;
    task.hash = documentHash(document.tree);
    task.rendering = render(document);
    task.secrets = m_d->context.secrets;
    auto *call =
        new haproxy::PlanCall(&m_d->calls, m_d->connection, std::move(task), m_d->own, options.deadline);
    call->start();
    return call->future();
}

QFuture<Result<PushOutcome>> HaproxyDriver::push(PushRequest request, CallOptions options)
{
    if (auto allowed = m_d->mayPush(); !allowed)
        return haproxy::finished<PushOutcome>(tl::unexpected(allowed.error()));
    if (hasErrors(request.plan.findings))
        return haproxy::finished<PushOutcome>(
            failure(ErrorKind::Refused, "The plan has errors; nothing is pushed."));
    const std::string &masked = request.plan.rendering.text;
    const auto digest = haproxy::digestSecrets(haproxy::secretsOf(masked), m_d->context.secrets);
    if (!digest)
        return haproxy::finished<PushOutcome>(tl::unexpected(digest.error()));
    if (*digest != request.plan.rendering.secretsDigest)
        return haproxy::finished<PushOutcome>(
            failure(ErrorKind::Conflict, "A secret was changed since the plan was made.", {}, "Plan again."));
    auto text = haproxy::revealSecrets(masked, m_d->context.secrets);
    if (!text)
        return haproxy::finished<PushOutcome>(tl::unexpected(text.error()));
    haproxy::PushTask task;
    task.text = std::move(*text);
    task.hash = request.plan.hash;
    task.expectedMark = request.plan.live.concurrencyMark;
    task.adopt = request.adopt;
    task.progress = std::move(request.progress);
    return m_d->startPush(std::move(task), options);
}

QFuture<Result<PushOutcome>> HaproxyDriver::rollBack(const Document &earlier, CallOptions options)
{
    if (auto allowed = m_d->mayPush(); !allowed)
        return haproxy::finished<PushOutcome>(tl::unexpected(allowed.error()));
    haproxy::PushTask task;
    task.hash = documentHash(earlier.tree);
    if (auto kept = haproxy::findBackup(m_d->connection.places().config, task.hash)) {
        task.text = std::move(*kept);
        return m_d->startPush(std::move(task), options);
    }
    // It was never pushed from here: what it becomes today is pushed.
    const auto rendering = render(earlier);
    if (!rendering)
        return haproxy::finished<PushOutcome>(tl::unexpected(rendering.error()));
    auto text = haproxy::revealSecrets(rendering->text, m_d->context.secrets);
    if (!text)
        return haproxy::finished<PushOutcome>(tl::unexpected(text.error()));
    task.text = std::move(*text);
    return m_d->startPush(std::move(task), options);
}

QFuture<Result<Telemetry>> HaproxyDriver::telemetry(CallOptions options)
{
    auto *call = new haproxy::TelemetryCall(&m_d->calls, m_d->connection, m_d->memory, m_d->gateway.name,
                                            *m_d->context.clock, options.deadline);
    call->start();
    return call->future();
}

QFuture<Result<void>> HaproxyDriver::forceBreaker(const ServiceName &, std::optional<BreakerMode>,
                                                  CallOptions)
{
    return haproxy::finished<void>(failure(ErrorKind::Unsupported, capabilities().forceBreakerReason));
}

QFuture<Result<void>> HaproxyDriver::overrideEndpoint(const ServiceName &service, const Address &endpoint,
                                                      std::optional<EndpointState> state,
                                                      std::optional<int> weight, CallOptions options)
{
    if (auto allowed = m_d->mayPush(); !allowed)
        return haproxy::finished<void>(tl::unexpected(allowed.error()));
    haproxy::OverrideCall::Task task;
    task.service = service.str();
    task.endpoint = endpoint;
    task.wanted = {state, weight};
    const haproxy::ServerKey key(haproxy::backendName(service), haproxy::serverName(endpoint));
    task.whenDone = [d = m_d.get(), key, wanted = task.wanted] {
        if (wanted == haproxy::ServerOverride())
            d->own.overrides.erase(key);
        else
            d->own.overrides[key] = wanted;
    };
    auto *call = new haproxy::OverrideCall(&m_d->calls, m_d->connection, std::move(task), options.deadline);
    call->start();
    return call->future();
}

Result<void> HaproxyDriver::Private::mayPush() const
{
    if (gateway.publish)
        return {};
    return failure(ErrorKind::Refused, fmt::format("The gateway {} is only observed.", gateway.name.str()),
                   "gateways/" + gateway.name.str(), "Switch publishing on for it.");
}

/// One push after the other: the next starts when the one before has ended.
QFuture<Result<PushOutcome>> HaproxyDriver::Private::startPush(haproxy::PushTask task, CallOptions options)
{
    task.now = context.clock->wallNow();
    task.whenPushed = [this, hash = task.hash](const haproxy::Observation &seen) {
        own.pushedHash = hash;
        own.worker = seen.processes.workers.empty() ? std::string() : seen.processes.workers.back();
        own.overrides.clear();
    };
    auto *call = new haproxy::PushCall(
        &calls, connection, std::move(task), [this] { return own; }, options.deadline);
    QObject::connect(call, &QObject::destroyed, &calls, [this, call] { pushEnded(call); });
    pushes.push_back(call);
    if (pushes.size() == 1)
        call->start();
    return call->future();
}

void HaproxyDriver::Private::pushEnded(const QObject *call)
{
    const bool wasFirst = !pushes.empty() && pushes.front() == call;
    std::erase(pushes, call);
    if (wasFirst && !pushes.empty())
        pushes.front()->start();
}

} // namespace gatehouse
