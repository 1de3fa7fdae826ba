#include "core/gateway/dataplanecore.h"

#include <fmt/format.h>

#include <algorithm>
#include <latch>
#include <random>
#include <utility>

namespace gatehouse {

namespace {

std::uint64_t randomSeed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
}

} // namespace

DataPlaneCore::DataPlaneCore(DataPlaneOptions options)
    : m_options(std::move(options))
    , m_startedAt(m_clock.now())
    , m_controlLoop(0, m_clock, randomSeed())
    , m_controlWork(m_controlLoop.context().get_executor())
    , m_registry(std::max(1U, m_options.threads))
    , m_served(std::make_shared<const ServedRevision>())
{
    for (unsigned i = 0; i < std::max(1U, m_options.threads); ++i)
        m_workers.push_back(std::make_unique<Worker>(i, m_options.name, m_clock, randomSeed()));
    std::vector<UpstreamPool *> pools;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        pools.push_back(&worker->pool());
    for (const std::unique_ptr<Worker> &worker : m_workers) {
        worker->pool().setSiblings(pools);
        worker->setOnIdle([this] {
            const std::scoped_lock lock{m_idleMutex};
            m_idle.notify_all();
        });
    }
    m_health.emplace(m_controlLoop,
                     [this](const auto &target, EndpointHealth::State state, const std::string &reason) {
                         healthChanged(target, state, reason);
                     });
    m_names.emplace(m_controlLoop,
                    [this](const auto &target, bool resolved) { nameLookedUp(target, resolved); });
}

DataPlaneCore::~DataPlaneCore()
{
    stop();
}

Result<void> DataPlaneCore::start()
{
    const std::scoped_lock lock{m_callers};
    if (m_state != State::New)
        return failure(ErrorKind::Internal, "the data plane was started before");
    m_state = State::Running;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        m_threads.emplace_back([&worker = *worker] { worker.run(); });
    m_threads.emplace_back([this] { m_controlLoop.context().run(); });
    return {};
}

void DataPlaneCore::onAllWorkers(const std::function<void(Worker &)> &task)
{
    std::latch done{static_cast<std::ptrdiff_t>(m_workers.size())};
    for (const std::unique_ptr<Worker> &worker : m_workers) {
        worker->loop().post([&worker = *worker, &task, &done] {
            worker.loop().refresh();
            task(worker);
            done.count_down();
        });
    }
    done.wait();
}

bool DataPlaneCore::isIdle() const
{
    return std::all_of(m_workers.begin(), m_workers.end(),
                       [](const auto &worker) { return worker->connections() == 0; });
}

bool DataPlaneCore::drain(std::chrono::milliseconds deadline)
{
    {
        const std::scoped_lock lock{m_callers};
        if (m_state != State::Running)
            return isIdle();
        m_state = State::Draining;
        onAllWorkers([this](Worker &worker) {
            for (const OpenListener &listener : m_listeners)
                listener.acceptors[worker.loop().index()]->stop();
            worker.drain();
        });
    }
    // Nobody is kept out while this waits: stop() ends it early.
    std::unique_lock idleLock{m_idleMutex};
    return m_idle.wait_for(idleLock, deadline, [this] { return isIdle(); }) && !m_cutOff;
}

void DataPlaneCore::stop()
{
    const std::scoped_lock lock{m_callers};
    if (m_state == State::Running || m_state == State::Draining) {
        {
            const std::scoped_lock idleLock{m_idleMutex};
            m_cutOff = !isIdle();
        }
        onAllWorkers([this](Worker &worker) {
            for (const OpenListener &listener : m_listeners)
                listener.acceptors[worker.loop().index()]->close();
            worker.abort();
        });
        for (const std::unique_ptr<Worker> &worker : m_workers)
            worker->halt();
        m_controlLoop.context().stop();
        for (std::thread &thread : m_threads)
            thread.join();
        m_threads.clear();
        m_listeners.clear();
        for (const std::unique_ptr<Worker> &worker : m_workers)
            worker->finish();
        m_health.reset();
        m_names.reset();
        m_controlLoop.context().restart();
        m_controlLoop.context().poll();
    }
    m_state = State::Stopped;
}

std::shared_ptr<const ServedRevision> DataPlaneCore::served() const
{
    const std::scoped_lock lock{m_mutex};
    return m_served;
}

std::uint64_t DataPlaneCore::activeConnections() const
{
    std::uint64_t sum = 0;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        sum += worker->connections();
    return sum;
}

std::uint64_t DataPlaneCore::requests() const
{
    std::uint64_t sum = 0;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        sum += worker->requests();
    return sum;
}

/// On the control thread: a check or a look-up says something about an endpoint.
void DataPlaneCore::healthChanged(const std::shared_ptr<UpstreamTarget> &target, EndpointHealth::State state,
                                  const std::string &reason)
{
    const std::scoped_lock lock{m_mutex};
    if (!target->runtime().setHealth(state, reason, m_clock.wallNow()) || !m_snapshot)
        return;
    for (const std::shared_ptr<SnapshotService> &service : m_snapshot->services) {
        const auto found = std::find(service->targets.begin(), service->targets.end(), target);
        if (found == service->targets.end())
            continue;
        service->refreshBalancer(static_cast<std::size_t>(found - service->targets.begin()));
        if (m_options.onHealth)
            m_options.onHealth(service->settings.name, target->runtime().address(),
                               target->runtime().health());
    }
}

void DataPlaneCore::nameLookedUp(const std::shared_ptr<UpstreamTarget> &target, bool resolved)
{
    static const std::string NotResolved = "name not resolved";
    if (!resolved)
        healthChanged(target, EndpointHealth::State::Unhealthy, NotResolved);
    else if (target->runtime().health().reason == NotResolved)
        healthChanged(target, EndpointHealth::State::Unknown, {});
}

const SnapshotService *DataPlaneCore::findService(const ServiceName &name) const
{
    if (!m_snapshot)
        return nullptr;
    const auto found = std::find_if(m_snapshot->services.begin(), m_snapshot->services.end(),
                                    [&](const auto &service) { return service->settings.name == name; });
    return found == m_snapshot->services.end() ? nullptr : found->get();
}

Result<void> DataPlaneCore::forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode)
{
    const std::scoped_lock lock{m_callers, m_mutex};
    const SnapshotService *const found = findService(service);
    if (!found || !found->breaker)
        return failure(ErrorKind::NotFound,
                       fmt::format("there is no service '{}' with a circuit breaker", service.str()));
    if (mode)
        m_overrides.breakers[service] = *mode;
    else
        m_overrides.breakers.erase(service);
    found->breaker->setMode(mode.value_or(found->settings.circuitBreaker->state), m_clock.now());
    return {};
}

Result<void> DataPlaneCore::overrideEndpoint(const ServiceName &service, const Address &address,
                                             const EndpointOverride &value)
{
    constexpr int LargestWeight = 65'535;
    if (value.weight && (*value.weight < 0 || *value.weight > LargestWeight))
        return failure(ErrorKind::InvalidInput, fmt::format("a weight is from 0 to {}", LargestWeight));
    const std::scoped_lock lock{m_callers, m_mutex};
    const SnapshotService *const found = findService(service);
    for (std::size_t i = 0; found && i < found->targets.size(); ++i) {
        EndpointRuntime &runtime = found->targets[i]->runtime();
        if (runtime.address() != address)
            continue;
        if (value.isEmpty())
            m_overrides.endpoints[service].erase(address);
        else
            m_overrides.endpoints[service][address] = value;
        if (m_overrides.endpoints[service].empty())
            m_overrides.endpoints.erase(service);
        runtime.setOverride(value);
        found->refreshBalancer(i);
        return {};
    }
    return failure(
        ErrorKind::NotFound,
        fmt::format("there is no endpoint {} of a service '{}'", toString(address), service.str()));
}

Overrides DataPlaneCore::overrides() const
{
    const std::scoped_lock lock{m_callers};
    return m_overrides;
}

} // namespace gatehouse
