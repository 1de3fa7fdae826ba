#include "core/gateway/dataplanecore.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

/// How long a push waits for the names of new endpoints. What is not resolved by then is unhealthy until it
/// is.
constexpr auto ResolveLimit = 2s;

Result<void> rejected(const Findings &findings)
{
    const auto first = std::find_if(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.severity == Severity::Error;
    });
    std::string all;
    for (const Finding &finding : findings)
        all += fmt::format("{} {} {}: {}\n", word(finding.severity), finding.code, finding.pointer,
                           finding.message);
    return failure(ErrorKind::Rejected, first->message, first->pointer, first->fix.value_or(""), all);
}

} // namespace

SnapshotBuilder::Surroundings DataPlaneCore::surroundings(StateRegistry &registry) const
{
    return {registry, m_options.secrets, m_options.filesDirectory, m_clock, m_options.onBreaker};
}

Findings DataPlaneCore::check(const Document &document)
{
    // Nothing of what is served may be touched, so all is made anew and thrown away.
    StateRegistry scratch{1};
    SnapshotBuilder builder{surroundings(scratch), nullptr};
    static_cast<void>(builder.build(document));
    return builder.findings();
}

Result<void> DataPlaneCore::apply(const Document &document, std::uint64_t revision, std::string hash)
{
    const std::scoped_lock lock{m_callers};
    return applyLocked(document, revision, std::move(hash));
}

Result<void> DataPlaneCore::reloadSecrets()
{
    const std::scoped_lock lock{m_callers};
    if (!m_document)
        return {};
    const std::shared_ptr<const ServedRevision> now = served();
    return applyLocked(Document(*m_document), now->revision, now->hash);
}

Result<void> DataPlaneCore::applyLocked(const Document &document, std::uint64_t revision, std::string hash)
{
    if (m_state != State::Running)
        return failure(ErrorKind::Refused, "the gateway is not running, or is about to end");
    SnapshotBuilder builder{surroundings(m_registry), m_snapshot};
    const std::shared_ptr<Snapshot> snapshot = builder.build(document);
    if (!snapshot)
        return rejected(builder.findings());
    Result<std::vector<OpenListener>> listeners = openAll(document.model.listeners);
    if (!listeners)
        return tl::unexpected(listeners.error());
    resolveNewNames(*snapshot);
    // From here on nothing can fail.
    {
        const std::scoped_lock lock{m_mutex};
        endOverrides(*snapshot);
        builder.commit();
        applyOverrides(*snapshot);
        m_snapshot = snapshot;
    }
    serveOnWorkers(snapshot, std::move(*listeners));
    watchEndpoints(*snapshot);
    m_document = document;
    publish(*snapshot, revision, std::move(hash));
    return {};
}

Address DataPlaneCore::addressFor(const Listener &listener, bool first) const
{
    auto found = m_options.listen.find(listener.name);
    if (found == m_options.listen.end() && first)
        found = m_options.listen.find(ListenerName{});
    return found == m_options.listen.end() ? listener.address : found->second;
}

/// What is open at an asked address stays; what is not is opened. Nothing is closed here.
Result<std::vector<DataPlaneCore::OpenListener>>
DataPlaneCore::openAll(const std::vector<Listener> &listeners)
{
    std::vector<OpenListener> kept = m_listeners;
    std::vector<OpenListener> result;
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        const Address asked = addressFor(listeners[i], i == 0);
        const auto fits = [&](const OpenListener &open) {
            return open.asked == asked && (asked.port != 0 || open.name == listeners[i].name);
        };
        const auto found = std::find_if(kept.begin(), kept.end(), fits);
        if (found != kept.end()) {
            found->name = listeners[i].name;
            found->isNew = false;
            result.push_back(std::move(*found));
            kept.erase(found);
            continue;
        }
        Result<OpenListener> opened = open(listeners[i].name, asked);
        if (!opened)
            return tl::unexpected(opened.error());
        result.push_back(std::move(*opened));
    }
    return result;
}

Result<DataPlaneCore::OpenListener> DataPlaneCore::open(const ListenerName &name, const Address &address)
{
    std::vector<Loop *> loops;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        loops.push_back(&worker->loop());
    Result<std::vector<Acceptor::Socket>> sockets = openListeners(address, loops);
    if (!sockets)
        return tl::unexpected(sockets.error());
    OpenListener result{name, address, address, {}, true};
    boost::system::error_code ignored;
    result.bound.port = sockets->front().local_endpoint(ignored).port();
    for (std::size_t i = 0; i < sockets->size(); ++i)
        result.acceptors.push_back(std::make_shared<Acceptor>(*m_workers[i], std::move((*sockets)[i])));
    return result;
}

void DataPlaneCore::serveOnWorkers(const std::shared_ptr<const Snapshot> &snapshot,
                                   std::vector<OpenListener> listeners)
{
    const std::vector<OpenListener> before = std::exchange(m_listeners, std::move(listeners));
    onAllWorkers([&](Worker &worker) {
        const unsigned own = worker.loop().index();
        for (const OpenListener &listener : before)
            listener.acceptors[own]->site()->index = ListenerSite::Gone;
        worker.serve(snapshot);
        for (std::size_t i = 0; i < m_listeners.size(); ++i) {
            m_listeners[i].acceptors[own]->site()->index = i;
            if (m_listeners[i].isNew)
                m_listeners[i].acceptors[own]->start();
        }
        for (const OpenListener &listener : before) {
            if (listener.acceptors[own]->site()->index == ListenerSite::Gone)
                listener.acceptors[own]->stop();
        }
        worker.closeOrphans();
    });
}

void DataPlaneCore::resolveNewNames(const Snapshot &snapshot)
{
    std::vector<std::shared_ptr<UpstreamTarget>> unresolved;
    for (const std::shared_ptr<UpstreamTarget> &target : snapshot.targets) {
        if (!target->isLiteral() && target->addressCount() == 0)
            unresolved.push_back(target);
    }
    if (unresolved.empty())
        return;
    const auto done = std::make_shared<std::promise<void>>();
    std::future<void> answered = done->get_future();
    m_controlLoop.post([this, unresolved, done] {
        m_controlLoop.refresh();
        m_names->resolveOnce(unresolved, [done] { done->set_value(); });
    });
    static_cast<void>(answered.wait_for(ResolveLimit));
}

void DataPlaneCore::watchEndpoints(const Snapshot &snapshot)
{
    std::vector<HealthChecker::Watched> watched;
    for (const std::shared_ptr<SnapshotService> &service : snapshot.services) {
        if (!service->settings.healthCheck)
            continue;
        for (const std::shared_ptr<UpstreamTarget> &target : service->targets)
            watched.push_back({target, *service->settings.healthCheck});
    }
    m_controlLoop.post([this, watched = std::move(watched), targets = snapshot.targets]() mutable {
        m_controlLoop.refresh();
        m_names->watch(targets);
        m_health->watch(std::move(watched));
    });
}

/// An override ends with the push that gives its field another value.
void DataPlaneCore::endOverrides(const Snapshot &snapshot)
{
    const auto serviceIn = [](const Snapshot &in, const ServiceName &name) {
        const auto found = std::find_if(in.services.begin(), in.services.end(),
                                        [&](const auto &service) { return service->settings.name == name; });
        return found == in.services.end() ? nullptr : &(*found)->settings;
    };
    std::erase_if(m_overrides.breakers, [&](const auto &entry) {
        const Service *const before = serviceIn(*m_snapshot, entry.first);
        const Service *const after = serviceIn(snapshot, entry.first);
        return !after || !after->circuitBreaker || !before || !before->circuitBreaker
            || after->circuitBreaker->state != before->circuitBreaker->state;
    });
    const auto endpointIn = [](const Service *in, const Address &address) -> const Endpoint * {
        if (!in)
            return nullptr;
        const auto found =
            std::find_if(in->endpoints.begin(), in->endpoints.end(),
                         [&](const Endpoint &endpoint) { return endpoint.address == address; });
        return found == in->endpoints.end() ? nullptr : &*found;
    };
    for (auto &[service, overridden] : m_overrides.endpoints) {
        for (auto &[address, value] : overridden) {
            const Endpoint *const before = endpointIn(serviceIn(*m_snapshot, service), address);
            const Endpoint *const after = endpointIn(serviceIn(snapshot, service), address);
            if (!before || !after || before->state != after->state)
                value.state.reset();
            if (!before || !after || before->weight != after->weight)
                value.weight.reset();
        }
        std::erase_if(overridden, [](const auto &entry) { return entry.second.isEmpty(); });
    }
    std::erase_if(m_overrides.endpoints, [](const auto &entry) { return entry.second.empty(); });
}

void DataPlaneCore::applyOverrides(const Snapshot &snapshot) const
{
    for (const std::shared_ptr<SnapshotService> &service : snapshot.services) {
        if (service->breaker) {
            const auto forced = m_overrides.breakers.find(service->settings.name);
            service->breaker->setMode(forced == m_overrides.breakers.end()
                                          ? service->settings.circuitBreaker->state
                                          : forced->second,
                                      m_clock.now());
        }
        const auto overridden = m_overrides.endpoints.find(service->settings.name);
        for (std::size_t i = 0; i < service->targets.size(); ++i) {
            EndpointRuntime &runtime = service->targets[i]->runtime();
            EndpointOverride value;
            if (overridden != m_overrides.endpoints.end()) {
                const auto found = overridden->second.find(runtime.address());
                if (found != overridden->second.end())
                    value = found->second;
            }
            if (!value.isEmpty() || runtime.isOverridden())
                runtime.setOverride(value);
            service->refreshBalancer(i);
        }
    }
}

void DataPlaneCore::publish(const Snapshot &snapshot, std::uint64_t revision, std::string hash)
{
    auto served = std::make_shared<ServedRevision>();
    served->revision = revision;
    served->hash = std::move(hash);
    for (const std::shared_ptr<SnapshotService> &service : snapshot.services) {
        ServedService &shown = served->services.emplace_back();
        shown.name = service->settings.name;
        shown.state = service->state;
        shown.breaker = service->breaker;
        shown.bulkhead = service->bulkhead;
        shown.hasHealthCheck = service->settings.healthCheck.has_value();
        for (const std::shared_ptr<UpstreamTarget> &target : service->targets)
            shown.endpoints.push_back(std::shared_ptr<const EndpointRuntime>(target, &target->runtime()));
    }
    for (const std::unique_ptr<SnapshotRoute> &route : snapshot.routes)
        served->routes.push_back(route->state);
    for (const OpenListener &listener : m_listeners)
        served->listeners.push_back({listener.name, listener.bound});
    const std::scoped_lock lock{m_mutex};
    m_served = std::move(served);
}

} // namespace gatehouse
