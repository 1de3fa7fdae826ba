#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/gateway/servicestate.h"
#include "core/model/document.h"
#include "core/resilience/bulkhead.h"
#include "core/resilience/circuitbreaker.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// Where secrets come from: the content, or NotFound. Called while a revision is applied, on the caller's
/// thread.
using SecretSource = std::function<Result<std::string>(const SecretName &)>;

struct DataPlaneOptions
{
    std::string name; ///< as it appears in Via
    unsigned threads = 1; ///< loops; at least 1
    /// Addresses in place of the document's, by listener. The empty name stands for the document's first
    /// listener.
    std::map<ListenerName, Address> listen;
    std::string filesDirectory; ///< where files named in the document lie; empty: none can be used
    SecretSource secrets;
    /// Told of every change of a breaker, in order for each service, on the thread that caused it: be quick,
    /// do not call the gateway. May be empty.
    std::function<void(const ServiceName &, const BreakerTransition &)> onBreaker;
    /// Told of every change of an endpoint's health, likewise.
    std::function<void(const ServiceName &, const Address &, const EndpointHealth &)> onHealth;
};

/// A listener that is open.
struct BoundListener
{
    ListenerName name;
    Address address; ///< with the port that was really taken

    bool operator==(const BoundListener &) const = default;
};

struct ServedService
{
    ServiceName name;
    std::shared_ptr<const ServiceState> state;
    std::shared_ptr<const CircuitBreaker> breaker; ///< null: the service has none
    std::shared_ptr<const Bulkhead> bulkhead; ///< null: the service has none
    std::vector<std::shared_ptr<const EndpointRuntime>> endpoints; ///< in the document's order
    bool hasHealthCheck = false;
};

/// What is served now, for telemetry. Immutable; the objects it points to go on counting.
struct ServedRevision
{
    std::uint64_t revision = 0;
    std::string hash;
    std::vector<ServedService> services;
    std::vector<std::shared_ptr<const RouteState>>
        routes; ///< in the document's order, disabled ones included
    std::vector<BoundListener> listeners;
};

/// What is overridden now, so that it can be kept over a restart.
struct Overrides
{
    std::map<ServiceName, BreakerMode> breakers;
    std::map<ServiceName, std::map<Address, EndpointOverride>> endpoints;

    bool operator==(const Overrides &) const = default;
};

/// The built-in gateway: accepts connections, routes requests and forwards them, as model.md says. One event
/// loop a thread; a revision is an immutable snapshot that each loop takes over between two requests, and a
/// request ends on the snapshot it began with.
///
/// All members may be called from any thread but the gateway's own (so not from its callbacks). Nothing is
/// served before the first apply(): without it no listener is open.
class DataPlane final
{
public:
    explicit DataPlane(DataPlaneOptions options);
    /// Stops at once.
    ~DataPlane();

    DataPlane(const DataPlane &) = delete;
    DataPlane &operator=(const DataPlane &) = delete;

    /// What keeps this gateway from serving the document: features it does not enforce, secrets and files
    /// that are missing or unusable, expressions it cannot compile. Opens nothing and changes nothing.
    /// Whether the document is sound in itself is the examination's business (core/model/examine.h), not
    /// asked again here.
    [[nodiscard]] Findings check(const Document &document) const;

    /// Starts the threads. Errors: Internal.
    [[nodiscard]] Result<void> start();

    /// Serves the document from now on, or changes nothing. When it returns, every loop uses it for new
    /// requests. New listeners are open before the old ones close; breakers, bulkheads, endpoints and
    /// counters are kept by name where their definition did not change; overrides of fields that the document
    /// changes end. Errors: Rejected (check() says why), Unreachable (an address cannot be bound), Refused
    /// (draining or stopped).
    [[nodiscard]] Result<void> apply(const Document &document, std::uint64_t revision, std::string hash);

    /// Reads all secrets again for the revision that is served. Errors as for apply(); nothing changed then.
    [[nodiscard]] Result<void> reloadSecrets();

    /// Stops accepting, closes idle connections, lets requests under way finish (with `Connection: close`)
    /// and returns when none is left, the time is over, or stop() is called meanwhile. True: none was cut
    /// off.
    bool drain(std::chrono::milliseconds deadline);
    /// Cuts off what is still under way and ends the threads. The second call does nothing.
    void stop();

    /// Never null; empty before the first apply().
    [[nodiscard]] std::shared_ptr<const ServedRevision> served() const;
    /// Connections of clients that are open.
    [[nodiscard]] std::uint64_t activeConnections() const;
    /// Requests since the start, those that matched no route included.
    [[nodiscard]] std::uint64_t requests() const;
    /// When this object was made.
    [[nodiscard]] SteadyTime startedAt() const;

    /// Sets a breaker's mode in place of the document's; empty ends that. Errors: NotFound (no such service,
    /// or it has no breaker).
    [[nodiscard]] Result<void> forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode);
    /// Replaces what is overridden of an endpoint; an empty override ends it. Errors: NotFound, InvalidInput
    /// (weight).
    [[nodiscard]] Result<void> overrideEndpoint(const ServiceName &service, const Address &address,
                                                const EndpointOverride &value);
    [[nodiscard]] Overrides overrides() const;

private:
    std::unique_ptr<class DataPlaneCore> d;
};

} // namespace gatehouse
