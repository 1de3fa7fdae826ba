#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/control/fidelity.h"
#include "core/model/document.h"
#include "core/model/telemetry.h"

#include <QtCore/QFuture>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// What a driver learned about the gateway that it is connected to.
struct GatewayIdentity
{
    std::string make; ///< "builtin", "haproxy"
    std::string version; ///< "2.6.12"; empty where it cannot be told
    std::string
        instance; ///< what tells one process from its successor (pid, start time); changes with a restart
    std::optional<std::uint64_t> revision; ///< where the gateway counts revisions
    std::string hash; ///< documentHash of what it runs; empty where what runs was not pushed by us
    bool operator==(const GatewayIdentity &) const = default;
};

/// What this make and version can do at all, asked before it is offered to the user.
struct Capabilities
{
    bool forceBreaker = false;
    bool endpointState = false; ///< drain, disable, enable without a push
    bool endpointWeight = false; ///< without a push
    bool revisions = false; ///< keeps revisions of its own
    bool keepsStateOverPush = false; ///< breakers, counters and limits survive a push
    std::string forceBreakerReason; ///< one sentence where it cannot
    bool operator==(const Capabilities &) const = default;
};

/// The native configuration that a document becomes.
struct Rendering
{
    std::string text; ///< exactly the bytes that would be written or sent
    std::string mediaType; ///< "application/json", "text/x-haproxy"
    Fidelity fidelity; ///< one entry a field that the document sets, in document order
    std::string
        secretsDigest; ///< hash over the digests of the secrets that the text depends on; no secret in it
};

/// How what runs relates to what was pushed last.
enum class DriftKind {
    None,
    FileEdited, ///< the file differs, the process still runs what we pushed
    EditedAndLoaded, ///< the file differs and the process runs it
    RuntimeChanged, ///< the file is ours, something was changed over the socket or API
    OtherRevision, ///< another Gatehouse pushed another document
    Unmanaged, ///< never pushed by us: there is no mark
};

struct Drift
{
    DriftKind kind = DriftKind::None;
    std::vector<std::string> details; ///< one sentence each: "orders/s1 weight 3, pushed 1"
    bool operator==(const Drift &) const = default;
};

/// What the gateway runs now, read from it.
struct LiveConfig
{
    GatewayIdentity identity;
    std::string text; ///< native text
    std::optional<Document> document; ///< where the make keeps our document (the built-in gateway)
    std::string concurrencyMark; ///< ETag or digest that a push must match; opaque
    Drift drift;
};

/// What a push would do, worked out before anything is touched.
struct Plan
{
    GatewayName gateway;
    std::string hash; ///< documentHash of the document that would be pushed
    Rendering rendering;
    LiveConfig live;
    Findings findings; ///< what stands against it; an error blocks the push
    bool nothingToDo = false; ///< native bytes and secrets' digests are equal
    bool needsAdoption = false; ///< there is a configuration without our mark
    bool losesState = false; ///< the gateway reloads: breakers, counters, limits begin anew
};

/// Milestones of a push, in order; a driver reports each once.
enum class PushStage { Checking, Writing, Loading, Verifying, Done };

struct PushRequest
{
    Plan plan;
    bool adopt = false; ///< overwrite an unmarked configuration, after a backup
    std::function<void(PushStage)> progress{}; ///< called on the driver's thread; may be empty
};

/// What was read back after a push. `verified` means equal to what was sent: only then is it "applied".
struct PushOutcome
{
    GatewayIdentity identity;
    std::optional<std::uint64_t> revision;
    bool changed = true; ///< false: skipped because nothing would have changed
    std::string backupFile; ///< what was there before, where a backup was made
};

/// Deadline of one call. A call that is over it fails with ErrorKind::Timeout; one whose QFuture was
/// cancelled ends with ErrorKind::Cancelled or with no result at all, and leaves the gateway as it was or as
/// pushed.
struct CallOptions
{
    std::chrono::milliseconds deadline{5'000};
};

/// A token or another secret by name, asked for when it is needed and never kept.
using SecretLookup = std::function<Result<std::string>(const SecretName &)>;

/// The port behind which every make of gateway stands. One object a gateway of the document. Lives on one
/// thread (that of its caller), never blocks it, and delivers results there. Methods may be called while
/// others run; pushes of one driver are serialised by the driver. All failures are results; nothing throws.
class GatewayDriver
{
public:
    virtual ~GatewayDriver() = default;

    /// Connects and asks who is there. Errors: Unreachable, Refused (credentials), Timeout, Unsupported.
    virtual QFuture<Result<GatewayIdentity>> identify(CallOptions options) = 0;
    /// As far as known: after identify() they are those of the running version.
    virtual Capabilities capabilities() const = 0;
    /// Pure: no connection is needed. Errors: Unsupported where nothing can be rendered at all.
    virtual Result<Rendering> render(const Document &document) const = 0;
    virtual QFuture<Result<LiveConfig>> readLive(CallOptions options) = 0;
    virtual QFuture<Result<Plan>> plan(const Document &document, CallOptions options) = 0;
    /// Pushes what was planned, reads it back, and says "changed" only for what was verified. Errors:
    /// Conflict when what is live is no longer what was planned against; Refused when publishing is off or
    /// adoption is needed; Rejected with the gateway's own message in detail; VerifiedDifferent; Unreachable;
    /// Timeout; Cancelled.
    virtual QFuture<Result<PushOutcome>> push(PushRequest request, CallOptions options) = 0;
    /// Pushes an earlier document again; for makes with a file: its native text as kept in the backup.
    virtual QFuture<Result<PushOutcome>> rollBack(const Document &earlier, CallOptions options) = 0;
    virtual QFuture<Result<Telemetry>> telemetry(CallOptions options) = 0;
    /// At once, without a push. No mode: back to the document's. Errors: Unsupported with the reason.
    virtual QFuture<Result<void>> forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode,
                                               CallOptions options) = 0;
    virtual QFuture<Result<void>> overrideEndpoint(const ServiceName &service, const Address &endpoint,
                                                   std::optional<EndpointState> state,
                                                   std::optional<int> weight, CallOptions options) = 0;
};

} // namespace gatehouse
