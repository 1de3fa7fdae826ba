#pragma once

#include "core/base/clock.h"
#include "core/gateway/dataplane.h"
#include "core/gateway/prometheus.h"
#include "core/gateway/revisionkeeper.h"
#include "core/gateway/telemetryassembly.h"
#include "core/gateway/webmessage.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

namespace gatehouse {

/// What the admin API answers, without the server around it. Those that change something or take long are
/// told from those that only look, so that the server can run them elsewhere; one call of each sort at a
/// time.
class AdminApi final
{
public:
    using Log = std::function<void(std::string_view)>;

    AdminApi(GatewayName gateway, DataPlane &plane, RevisionKeeper &keeper, const Clock &clock, Log log);

    /// How a request is to be treated: known before its body is read.
    enum class Kind {
        Look, ///< answered at once by answerLook()
        Change, ///< answered by answerChange(), which may take long
        Stream, ///< server-sent events
    };
    [[nodiscard]] static Kind kindOf(const WebRequest &request);
    /// Bytes of body that a request may have.
    [[nodiscard]] static std::uint64_t largestBody(const WebRequest &request);

    [[nodiscard]] WebResponse answerLook(const WebRequest &request);
    [[nodiscard]] WebResponse answerChange(const WebRequest &request);
    /// One event of the stream: telemetry as it is now.
    [[nodiscard]] std::string telemetryEvent();
    /// Counts a request without the right token.
    void countRefusedToken() { ++m_refusedTokens; }
    [[nodiscard]] std::uint64_t refusedTokens() const { return m_refusedTokens; }

private:
    Telemetry telemetry();
    WebResponse answerConfig();
    WebResponse answerStatus();
    WebResponse answerRevisions();
    WebResponse answerRevision(const std::string &name);
    WebResponse answerMetrics();
    WebResponse pushConfig(const WebRequest &request);
    WebResponse putSecret(const WebRequest &request, const std::string &name);
    WebResponse putBreaker(const WebRequest &request, const ServiceName &service);
    WebResponse putEndpoint(const WebRequest &request, const ServiceName &service,
                            const std::string &addressText);

    GatewayName m_gateway;
    DataPlane &m_plane;
    RevisionKeeper &m_keeper;
    const Clock &m_clock;
    Log m_log;
    TelemetryAssembly m_assembly;
    std::atomic<std::uint64_t> m_refusedTokens{0};
    std::atomic<std::uint64_t> m_pushes{0};
    std::atomic<std::uint64_t> m_failedPushes{0};
};

} // namespace gatehouse
