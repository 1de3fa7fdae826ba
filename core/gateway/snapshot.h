#pragma once

#include "core/gateway/dataplane.h"
#include "core/gateway/forwardhead.h"
#include "core/gateway/upstreamtarget.h"
#include "core/model/values.h"
#include "core/policy/cidr.h"
#include "core/policy/jwt.h"
#include "core/resilience/bulkhead.h"
#include "core/resilience/circuitbreaker.h"
#include "core/routing/balancer.h"
#include "core/routing/rewrite.h"
#include "core/routing/routetable.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

/// One service of a revision, with what of it lives on through pushes.
struct SnapshotService
{
    Service settings;
    std::shared_ptr<ServiceState> state;
    std::shared_ptr<CircuitBreaker> breaker; ///< null: none
    std::shared_ptr<Bulkhead> bulkhead; ///< null: none
    std::vector<std::shared_ptr<UpstreamTarget>> targets; ///< as Service::endpoints
    std::unique_ptr<EndpointBalancer> balancer;

    /// Tells the balancer what holds for an endpoint now: override, document and health.
    void refreshBalancer(std::size_t endpoint) const;
};

/// A route's fixed answer with its secrets filled in.
struct SnapshotAnswer
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

struct SnapshotRoute
{
    SnapshotRoute(Route route, RouteRewrite compiled)
        : settings(std::move(route))
        , rewrite(std::move(compiled))
    {
    }

    Route settings;
    std::shared_ptr<RouteState> state;
    std::vector<std::shared_ptr<SnapshotService>> services; ///< as the route's targets
    std::unique_ptr<TargetChooser> chooser; ///< null: the route forwards nothing
    std::optional<SnapshotAnswer> answer;
    std::optional<Redirect> redirect;
    RouteRewrite rewrite;
    HeaderChanges requestChanges;
    HeaderChanges responseChanges;
    std::optional<CidrSet> allow;
    CidrSet deny;
    std::vector<std::uint32_t> providers; ///< indices into Model::authProviders; empty: all
};

struct SnapshotListener
{
    ListenerName name;
    bool keepEncodedSlashes = false;
    std::string clientAddressHeader; ///< empty: the peer is the client
    CidrSet trustedProxies;
};

/// One revision, compiled for the request path. Immutable but for the parts that count and decide, which are
/// safe from any thread. A request holds the snapshot it began with until its end.
struct Snapshot
{
    explicit Snapshot(RouteTable compiled)
        : table(std::move(compiled))
    {
    }

    RouteTable table;
    std::vector<SnapshotListener> listeners; ///< as Model::listeners
    std::vector<std::shared_ptr<SnapshotService>> services; ///< as Model::services
    std::vector<std::unique_ptr<SnapshotRoute>> routes; ///< as Model::routes
    std::vector<std::shared_ptr<UpstreamTarget>> targets; ///< of all services
    std::optional<JwtAuthenticator> authenticator; ///< none: the document has no providers
    std::vector<std::string> consumers; ///< names, as Model::consumers
};

} // namespace gatehouse
