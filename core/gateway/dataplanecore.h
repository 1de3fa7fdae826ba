#pragma once

#include "core/gateway/acceptor.h"
#include "core/gateway/dataplane.h"
#include "core/gateway/healthchecker.h"
#include "core/gateway/nameresolver.h"
#include "core/gateway/snapshotbuilder.h"
#include "core/gateway/worker.h"

#include <boost/asio/executor_work_guard.hpp>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse {

/// What DataPlane does; see there for the contracts. Kept apart so that users of DataPlane need not see Asio.
/// The worker threads serve, one more thread checks health and looks up names, callers come in one at a time.
class DataPlaneCore final
{
public:
    explicit DataPlaneCore(DataPlaneOptions options);
    ~DataPlaneCore();
    DataPlaneCore(const DataPlaneCore &) = delete;
    DataPlaneCore &operator=(const DataPlaneCore &) = delete;

    [[nodiscard]] Findings check(const Document &document);
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Result<void> apply(const Document &document, std::uint64_t revision, std::string hash);
    [[nodiscard]] Result<void> reloadSecrets();
    bool drain(std::chrono::milliseconds deadline);
    void stop();

    [[nodiscard]] std::shared_ptr<const ServedRevision> served() const;
    [[nodiscard]] std::uint64_t activeConnections() const;
    [[nodiscard]] std::uint64_t requests() const;
    [[nodiscard]] SteadyTime startedAt() const { return m_startedAt; }

    [[nodiscard]] Result<void> forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode);
    [[nodiscard]] Result<void> overrideEndpoint(const ServiceName &service, const Address &address,
                                                const EndpointOverride &value);
    [[nodiscard]] Overrides overrides() const;

private:
    enum class State { New, Running, Draining, Stopped };

    /// A listener that is open: one socket on each worker.
    struct OpenListener
    {
        ListenerName name;
        Address asked; ///< its port may be 0
        Address bound;
        std::vector<std::shared_ptr<Acceptor>> acceptors; ///< by worker
        bool isNew = true;
    };

    // By one caller at a time
    [[nodiscard]] SnapshotBuilder::Surroundings surroundings(StateRegistry &registry) const;
    [[nodiscard]] Result<void> applyLocked(const Document &document, std::uint64_t revision,
                                           std::string hash);
    [[nodiscard]] Address addressFor(const Listener &listener, bool first) const;
    [[nodiscard]] Result<std::vector<OpenListener>> openAll(const std::vector<Listener> &listeners);
    [[nodiscard]] Result<OpenListener> open(const ListenerName &name, const Address &address);
    void serveOnWorkers(const std::shared_ptr<const Snapshot> &snapshot, std::vector<OpenListener> listeners);
    void resolveNewNames(const Snapshot &snapshot);
    void watchEndpoints(const Snapshot &snapshot);
    void endOverrides(const Snapshot &snapshot);
    void applyOverrides(const Snapshot &snapshot) const;
    void publish(const Snapshot &snapshot, std::uint64_t revision, std::string hash);
    [[nodiscard]] const SnapshotService *findService(const ServiceName &name) const;
    [[nodiscard]] bool isIdle() const;

    /// Runs the task on each worker and waits until all are done.
    void onAllWorkers(const std::function<void(Worker &)> &task);
    // On the control thread
    void healthChanged(const std::shared_ptr<UpstreamTarget> &target, EndpointHealth::State state,
                       const std::string &reason);
    void nameLookedUp(const std::shared_ptr<UpstreamTarget> &target, bool resolved);

    const DataPlaneOptions m_options;
    const SystemClock m_clock;
    const SteadyTime m_startedAt;
    std::vector<std::unique_ptr<Worker>> m_workers;
    Loop m_controlLoop;
    boost::asio::executor_work_guard<Loop::Executor> m_controlWork;
    std::optional<HealthChecker> m_health; ///< these two belong to the control thread
    std::optional<NameResolver> m_names;
    std::vector<std::thread> m_threads;

    /// Lets callers in one at a time. May be held while workers or the control thread are waited for, so
    /// those never take it.
    mutable std::mutex m_callers;
    State m_state = State::New;
    StateRegistry m_registry;
    std::optional<Document> m_document;
    std::vector<OpenListener> m_listeners;
    Overrides m_overrides;

    /// Held for a moment only; guards what follows, and the order of changes to the health of endpoints.
    mutable std::mutex m_mutex;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const ServedRevision> m_served;

    std::mutex m_idleMutex;
    std::condition_variable m_idle; ///< a worker has no connection left
    bool m_cutOff = false; ///< stop() met connections; guarded by m_idleMutex
};

} // namespace gatehouse
