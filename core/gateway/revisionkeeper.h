#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/gateway/configstore.h"
#include "core/gateway/dataplane.h"
#include "core/gateway/overridechange.h"
#include "core/gateway/secretstore.h"
#include "core/model/document.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// The configuration that a gateway has: what GET /v1/config answers and what a push must match.
struct CurrentRevision
{
    std::uint64_t number = 0; ///< 0: nothing was ever pushed
    std::string hash;
    std::string text; ///< JSON
    std::shared_ptr<const Document> document;
};

/// Why a document is not taken. Findings are there where the document itself is at fault
/// (ErrorKind::Rejected).
struct PushRefusal
{
    Error error;
    Findings findings{};
};

struct PushReport
{
    std::uint64_t number = 0;
    std::string hash;
    bool isNew = false; ///< false: the hash was the present one and nothing changed
    Findings findings{}; ///< warnings and infos
};

/// Keeps the revisions of one gateway: takes documents, has the data plane serve them, stores them before
/// they are acknowledged, and brings back the last good one after a restart, overrides included. All or
/// nothing: after a failure the former revision is served and stored. Members may be called from any thread;
/// those that change something run one after the other.
class RevisionKeeper final
{
public:
    /// Without a store everything is lost with the process, and problems() says so.
    RevisionKeeper(DataPlane &plane, std::optional<ConfigStore> store, SecretStore secrets,
                   const Clock &clock, std::string gatewayName);

    /// What a gateway begins with where nothing is stored.
    struct Initial
    {
        std::string text;
        TextFormat format = TextFormat::Yaml;
        bool replacesStored = false; ///< --reset: it is pushed although something is stored; overrides end
    };
    /// Serves what is stored, else `initial`, else nothing until the first push. A stored revision that is
    /// damaged is passed over for the one before it; one that is whole but lacks something of this machine (a
    /// secret) is not served, and nothing else in its place. problems() tells both. Call once. Errors: those
    /// of push() for `initial`; Unreachable where an address cannot be bound.
    [[nodiscard]] tl::expected<void, PushRefusal> begin(const std::optional<Initial> &initial);

    /// Everything that is wrong or worth knowing about the document on this gateway. Changes nothing.
    [[nodiscard]] Findings validate(std::string_view text, TextFormat format) const;
    /// Takes a document where `mayReplace` agrees to the present hash. Errors: Conflict (it does not agree),
    /// Rejected (findings), Unreachable (an address cannot be bound), Refused (draining), Unwritable.
    [[nodiscard]] tl::expected<PushReport, PushRefusal>
    push(std::string_view text, TextFormat format,
         const std::function<bool(const std::string &hash)> &mayReplace);

    /// Never null.
    [[nodiscard]] std::shared_ptr<const CurrentRevision> current() const;
    /// What is wrong with this gateway as a whole, one sentence each; none is good.
    [[nodiscard]] std::vector<std::string> problems() const;
    /// Newest first; text is left out.
    [[nodiscard]] std::vector<StoredRevision> history() const;
    /// Errors: NotFound, Unreadable.
    [[nodiscard]] Result<StoredRevision> revision(std::uint64_t number) const;

    /// Stores a secret and has it used. One that what is served cannot be used with (a key that is none) is
    /// not taken. Errors: those of SecretStore::write; Rejected.
    [[nodiscard]] Result<void> writeSecret(const SecretName &name, std::string_view value);
    /// Reads secrets and files again (SIGHUP). Errors: those of DataPlane::reloadSecrets.
    [[nodiscard]] Result<void> reload();

    /// At once and kept over a restart; no mode ends the override. Errors: those of DataPlane::forceBreaker;
    /// Unwritable, and then nothing changed.
    [[nodiscard]] Result<void> forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode);
    /// Errors: those of DataPlane::overrideEndpoint; Unwritable, and then nothing changed.
    [[nodiscard]] Result<void> overrideEndpoint(const ServiceName &service, const Address &address,
                                                const EndpointChange &change);

private:
    /// A document that has passed every check.
    struct Candidate
    {
        std::shared_ptr<const Document> document;
        std::string hash;
        Findings findings;
    };

    tl::expected<Candidate, PushRefusal> examineText(std::string_view text, TextFormat format) const;
    tl::expected<PushReport, PushRefusal> take(Candidate candidate);
    tl::expected<void, PushRefusal> serveStored(StoredRevision stored, bool keepsOverrides);
    Result<std::optional<StagedRevision>> stage(const CurrentRevision &next);
    Result<void> serve(const CurrentRevision &revision);
    void serveAgain(const CurrentRevision &former);
    Result<void> serveWaiting();
    bool isServed() const;
    void restoreOverrides();
    Result<void> storeOverrides();
    void setCurrent(CurrentRevision revision);
    void setNotServed(std::string reason);

    DataPlane &m_plane;
    std::optional<ConfigStore> m_store;
    SecretStore m_secrets;
    const Clock &m_clock;

    mutable std::mutex m_changing; ///< held while something is changed
    mutable std::mutex m_mutex; ///< guards what follows, for readers
    std::shared_ptr<const CurrentRevision> m_current;
    std::vector<std::string> m_storeProblems; ///< gone with the next accepted push
    std::string m_notServed; ///< why the present revision is not served; empty: it is
    std::string m_overridesProblem;
};

} // namespace gatehouse
