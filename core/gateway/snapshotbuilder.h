#pragma once

#include "core/gateway/snapshot.h"
#include "core/gateway/stateregistry.h"
#include "core/model/document.h"
#include "core/model/finding.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gatehouse {

/// Compiles a document into a snapshot. What lives on is taken over from the snapshot that is served; it is
/// changed only by commit(), so that a document that cannot be served leaves no trace.
class SnapshotBuilder final
{
public:
    struct Surroundings
    {
        StateRegistry &registry;
        const SecretSource &secrets;
        std::string filesDirectory;
        const Clock &clock;
        std::function<void(const ServiceName &, const BreakerTransition &)> onBreaker;
    };

    /// `served` may be null.
    SnapshotBuilder(Surroundings surroundings, std::shared_ptr<const Snapshot> served);

    /// Null where findings() has an error.
    [[nodiscard]] std::shared_ptr<Snapshot> build(const Document &document);
    [[nodiscard]] const Findings &findings() const { return m_findings; }
    /// Brings the document's new values into the objects that live on.
    void commit();

private:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] std::shared_ptr<SnapshotService> service(const Service &settings);
    [[nodiscard]] std::shared_ptr<UpstreamTarget> target(const Endpoint &settings,
                                                         const SnapshotService *before);
    void takeBreaker(SnapshotService &service, const SnapshotService *before);
    void takeBulkhead(SnapshotService &service, const SnapshotService *before);
    void addListeners(const std::vector<Listener> &listeners);
    void addAuthentication(const Model &model);
    [[nodiscard]] Result<std::string> secretOf(const SecretName &name) const;
    [[nodiscard]] Result<JwtKeySet> keysOf(const AuthProvider &provider) const;
    void addRoute(const Model &model, std::size_t index);
    void compileTargets(const std::vector<RouteTarget> &targets, const std::string &pointer,
                        SnapshotRoute &route);
    void compileProtection(const Model &model, SnapshotRoute &route);
    void compileChanges(const HeaderEdits &edits, const std::string &pointer, HeaderChanges &changes);
    void compileAnswer(const FixedResponse &response, const std::string &pointer, SnapshotAnswer &answer);
    [[nodiscard]] std::string valueOf(const HeaderValue &value, const std::string &pointer);
    void complain(const char *code, std::string pointer, std::string message, std::string fix);

    Surroundings m_surroundings;
    std::shared_ptr<const Snapshot> m_served;
    std::unordered_map<ServiceName, const SnapshotService *> m_servedServices;
    std::shared_ptr<Snapshot> m_snapshot;
    std::unordered_map<ServiceName, std::shared_ptr<SnapshotService>> m_services;
    Findings m_findings;
    std::vector<std::function<void()>> m_commits;
};

/// The codes of what only the gateway itself can find.
namespace code {
inline constexpr const char *SecretMissing = "GH0710"; ///< the gateway has no secret of this name
inline constexpr const char *SecretUnusable = "GH0711"; ///< its content cannot be used there
inline constexpr const char *FileUnusable =
    "GH0712"; ///< a file below --files-dir is missing or cannot be used
inline constexpr const char *NotCompiled = "GH0713"; ///< an expression or template that cannot be compiled
} // namespace code

} // namespace gatehouse
