#pragma once

#include "core/model/values.h"
#include "core/routing/smoothroundrobin.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace gatehouse {

/// Chooses the endpoint of a service for each try: smooth weighted round robin over the usable ones. Usable
/// is what is active, of a weight above 0, and healthy; draining endpoints take no new requests, disabled
/// ones never any. Where fewer than `panicPercent` of the active endpoints are healthy, health is not asked
/// (0: never).
///
/// One object a service, shared by all threads: a mutex is held for one pass over the endpoints (some ten
/// nanoseconds), and the distribution is exact over the whole gateway instead of over each thread.
class EndpointBalancer
{
public:
    /// Endpoints are named by their index in Service::endpoints. All begin as healthy: one without a check is
    /// used, and one with a check is used until the check says otherwise.
    explicit EndpointBalancer(const Service &service);

    /// The endpoint for the next try, or none: answer `no_endpoint`. Those in `avoid` (tried before, or
    /// without a free connection) are passed over; where all usable ones are, the answer is none.
    [[nodiscard]] std::optional<std::size_t> pick(std::span<const std::size_t> avoid = {});

    /// At once, without a restart of the sequence. `weight` from 0 to 65535.
    void setWeight(std::size_t endpoint, std::uint32_t weight);
    void setState(std::size_t endpoint, EndpointState state);
    void setHealthy(std::size_t endpoint, bool healthy);

    struct Status
    {
        EndpointState state = EndpointState::Active;
        std::uint32_t weight = 1;
        bool healthy = true;
        bool usable = true; ///< takes new requests now

        bool operator==(const Status &) const = default;
    };

    std::size_t size() const { return m_endpoints.size(); }
    [[nodiscard]] Status status(std::size_t endpoint) const;
    /// How many endpoints take new requests now.
    [[nodiscard]] std::size_t usableCount() const;

private:
    void refresh();

    const double m_panicPercent;
    mutable std::mutex m_mutex;
    std::vector<Status> m_endpoints;
    SmoothRoundRobin m_sequence;
};

/// Chooses among the weighted services of a route's `to`, smoothly too: 95 to 5 sends every twentieth request
/// the other way, not five in a row. One object a route, shared by all threads, with a mutex where there is a
/// choice.
class TargetChooser
{
public:
    explicit TargetChooser(const std::vector<RouteTarget> &targets);

    /// Index into the route's targets; none where there is no target with a weight.
    [[nodiscard]] std::optional<std::size_t> next();

private:
    std::mutex m_mutex;
    SmoothRoundRobin m_sequence;
    std::optional<std::size_t> m_only; ///< the one target that has a weight
};

} // namespace gatehouse
