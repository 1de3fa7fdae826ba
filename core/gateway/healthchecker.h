#pragma once

#include "core/gateway/upstreamtarget.h"
#include "core/model/values.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatehouse {

/// Asks endpoints at intervals whether they are well: `GET path`, and the status tells. So many good answers
/// in a row make an endpoint healthy, so many bad ones unhealthy; the first good one is enough for an
/// endpoint of which nothing is known yet. Belongs to its loop's thread.
class HealthChecker final
{
public:
    struct Watched
    {
        std::shared_ptr<UpstreamTarget> target;
        HealthCheck settings;
    };

    /// Told whenever a result may change an endpoint's health. Unknown: it is not checked any more.
    using Report = std::function<void(const std::shared_ptr<UpstreamTarget> &, EndpointHealth::State,
                                      const std::string &reason)>;

    HealthChecker(Loop &loop, Report report);
    ~HealthChecker();
    HealthChecker(const HealthChecker &) = delete;
    HealthChecker &operator=(const HealthChecker &) = delete;

    /// From now on these. What was watched before with the same settings goes on as it was.
    void watch(std::vector<Watched> watched);

private:
    class Probe;
    /// A probe whose check is under way ends itself when that is over.
    struct StopProbe
    {
        void operator()(Probe *probe) const;
    };
    using ProbePointer = std::unique_ptr<Probe, StopProbe>;

    Loop &m_loop;
    Report m_report;
    std::unordered_map<const UpstreamTarget *, ProbePointer> m_probes;
};

} // namespace gatehouse
