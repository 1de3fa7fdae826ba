#include "core/gateway/revisionkeeper.h"

#include "core/gateway/overridenote.h"
#include "core/model/examine.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gatehouse {

namespace {

constexpr std::string_view OverridesName = "overrides";

tl::unexpected<PushRefusal> refusal(Error error, Findings findings = {})
{
    return tl::unexpected<PushRefusal>({std::move(error), std::move(findings)});
}

Error rejected(const Findings &findings)
{
    const auto first = std::find_if(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.severity == Severity::Error;
    });
    return {ErrorKind::Rejected, first == findings.end() ? "the document is not accepted" : first->message,
            first == findings.end() ? std::string{} : first->pointer};
}

void append(Findings &findings, Findings more)
{
    findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

} // namespace

RevisionKeeper::RevisionKeeper(DataPlane &plane, std::optional<ConfigStore> store, SecretStore secrets,
                               const Clock &clock, std::string gatewayName)
    : m_plane(plane)
    , m_store(std::move(store))
    , m_secrets(std::move(secrets))
    , m_clock(clock)
{
    CurrentRevision none;
    none.document = std::make_shared<const Document>(
        *decodeTree(Tree{{"gatehouse", "v1"}, {"name", std::move(gatewayName)}}).document);
    none.hash = documentHash(none.document->tree);
    none.text = none.document->tree.dump();
    m_current = std::make_shared<const CurrentRevision>(std::move(none));
    m_notServed = "there is no configuration yet: push one";
}

tl::expected<void, PushRefusal> RevisionKeeper::begin(const std::optional<Initial> &initial)
{
    const std::lock_guard changing(m_changing);
    std::optional<StoredRevision> stored;
    if (m_store) {
        ConfigStore::Newest newest = m_store->newest([](const StoredRevision &revision) -> Result<void> {
            const ReadOutcome read = readDocument(revision.text, TextFormat::Json);
            if (!read.document || hasErrors(read.findings))
                return tl::unexpected(rejected(read.findings));
            if (documentHash(read.document->tree) != revision.hash)
                return failure(ErrorKind::Unreadable, "its hash is not that of its document");
            return {};
        });
        stored = std::move(newest.revision);
        const std::lock_guard lock(m_mutex);
        m_storeProblems = std::move(newest.problems);
    }
    if (stored && !(initial && initial->replacesStored))
        return serveStored(std::move(*stored), true);
    if (!initial)
        return {};
    tl::expected<Candidate, PushRefusal> candidate = examineText(initial->text, initial->format);
    if (!candidate)
        return tl::unexpected(candidate.error());
    if (stored && stored->hash == candidate->hash) {
        if (tl::expected<void, PushRefusal> served = serveStored(std::move(*stored), false); !served)
            return served;
    } else if (const tl::expected<PushReport, PushRefusal> taken = take(std::move(*candidate)); !taken) {
        return tl::unexpected(taken.error());
    }
    // A note of former overrides must not come back with the next start.
    if (const Result<void> ended = storeOverrides(); !ended)
        return refusal(ended.error());
    return {};
}

tl::expected<void, PushRefusal> RevisionKeeper::serveStored(StoredRevision stored, bool keepsOverrides)
{
    CurrentRevision revision{stored.number, std::move(stored.hash), std::move(stored.text), nullptr};
    revision.document =
        std::make_shared<const Document>(*readDocument(revision.text, TextFormat::Json).document);
    const Result<void> served = serve(revision);
    setCurrent(std::move(revision));
    if (served) {
        if (keepsOverrides)
            restoreOverrides();
        return {};
    }
    if (served.error().kind != ErrorKind::Rejected)
        return refusal(served.error());
    setNotServed(served.error().message);
    return {};
}

tl::expected<RevisionKeeper::Candidate, PushRefusal> RevisionKeeper::examineText(std::string_view text,
                                                                                 TextFormat format) const
{
    ReadOutcome read = readDocument(text, format);
    Findings findings = std::move(read.findings);
    if (!read.document || hasErrors(findings))
        return refusal(rejected(findings), findings);
    append(findings, examine(*read.document));
    append(findings, withMarks(m_plane.check(*read.document), read.document->marks));
    if (hasErrors(findings))
        return refusal(rejected(findings), findings);
    std::string hash = documentHash(read.document->tree);
    return Candidate{std::make_shared<const Document>(std::move(*read.document)), std::move(hash),
                     std::move(findings)};
}

Findings RevisionKeeper::validate(std::string_view text, TextFormat format) const
{
    const tl::expected<Candidate, PushRefusal> candidate = examineText(text, format);
    return candidate ? candidate->findings : candidate.error().findings;
}

tl::expected<PushReport, PushRefusal>
RevisionKeeper::push(std::string_view text, TextFormat format,
                     const std::function<bool(const std::string &hash)> &mayReplace)
{
    const std::lock_guard changing(m_changing);
    const std::shared_ptr<const CurrentRevision> former = current();
    if (!mayReplace(former->hash))
        return refusal({ErrorKind::Conflict,
                        fmt::format("the gateway has revision {} with hash {}", former->number, former->hash),
                        {},
                        "read what it has, compare, and push again"});
    tl::expected<Candidate, PushRefusal> candidate = examineText(text, format);
    if (!candidate)
        return tl::unexpected(candidate.error());
    if (candidate->hash != former->hash || former->number == 0) {
        tl::expected<PushReport, PushRefusal> taken = take(std::move(*candidate));
        if (taken) {
            const std::lock_guard lock(m_mutex);
            m_storeProblems.clear();
        }
        return taken;
    }
    // The same again: nothing new, but what could not be served before may be served now.
    if (const Result<void> served = serveWaiting(); !served)
        return refusal(served.error());
    return PushReport{former->number, former->hash, false, std::move(candidate->findings)};
}

tl::expected<PushReport, PushRefusal> RevisionKeeper::take(Candidate candidate)
{
    const std::shared_ptr<const CurrentRevision> former = current();
    CurrentRevision next{m_store ? m_store->nextNumber() : former->number + 1, std::move(candidate.hash),
                         candidate.document->tree.dump(), std::move(candidate.document)};
    // What can fail for want of space fails here, before any request meets the new revision.
    Result<std::optional<StagedRevision>> staged = stage(next);
    if (!staged)
        return refusal(staged.error());
    const Overrides overridesBefore = m_plane.overrides();
    if (const Result<void> served = serve(next); !served)
        return refusal(served.error());
    if (*staged) {
        if (const Result<void> stored = m_store->commit(std::move(**staged)); !stored) {
            serveAgain(*former);
            return refusal(stored.error());
        }
    }
    PushReport report{next.number, next.hash, true, std::move(candidate.findings)};
    setCurrent(std::move(next));
    // Should this fail, the note names values that the document no longer has, and is not used after a
    // restart.
    if (m_plane.overrides() != overridesBefore)
        (void)storeOverrides();
    return report;
}

Result<std::optional<StagedRevision>> RevisionKeeper::stage(const CurrentRevision &next)
{
    if (!m_store)
        return std::optional<StagedRevision>{};
    Result<StagedRevision> staged = m_store->stage(next.hash, m_clock.wallNow(), next.text);
    if (!staged)
        return tl::unexpected(staged.error());
    return std::optional{std::move(*staged)};
}

Result<void> RevisionKeeper::serve(const CurrentRevision &revision)
{
    return m_plane.apply(*revision.document, revision.number, revision.hash);
}

void RevisionKeeper::serveAgain(const CurrentRevision &former)
{
    if (const Result<void> served = serve(former); !served)
        setNotServed(
            fmt::format("revision {} could not be served again: {}", former.number, served.error().message));
}

Result<void> RevisionKeeper::serveWaiting()
{
    if (isServed())
        return {};
    const std::shared_ptr<const CurrentRevision> waiting = current();
    if (waiting->number == 0)
        return {};
    if (const Result<void> served = serve(*waiting); !served) {
        setNotServed(served.error().message);
        return served;
    }
    setNotServed({});
    restoreOverrides();
    return {};
}

bool RevisionKeeper::isServed() const
{
    const std::lock_guard lock(m_mutex);
    return m_notServed.empty();
}

std::shared_ptr<const CurrentRevision> RevisionKeeper::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

void RevisionKeeper::setCurrent(CurrentRevision revision)
{
    auto current = std::make_shared<const CurrentRevision>(std::move(revision));
    const std::lock_guard lock(m_mutex);
    m_current = std::move(current);
    m_notServed.clear();
}

void RevisionKeeper::setNotServed(std::string reason)
{
    const std::lock_guard lock(m_mutex);
    m_notServed = std::move(reason);
}

std::vector<std::string> RevisionKeeper::problems() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> problems = m_storeProblems;
    if (!m_notServed.empty())
        problems.push_back(m_current->number == 0 ? m_notServed
                                                  : fmt::format("revision {} is not served: {}",
                                                                m_current->number, m_notServed));
    if (!m_overridesProblem.empty())
        problems.push_back(m_overridesProblem);
    if (!m_store)
        problems.emplace_back("there is no --state-dir: what is pushed is lost with a restart");
    return problems;
}

std::vector<StoredRevision> RevisionKeeper::history() const
{
    const std::lock_guard changing(m_changing);
    std::vector<StoredRevision> revisions;
    if (!m_store)
        return revisions;
    for (const RevisionEntry &entry : m_store->entries()) {
        if (Result<StoredRevision> revision = m_store->read(entry.number)) {
            revision->text.clear();
            revisions.push_back(std::move(*revision));
        }
    }
    return revisions;
}

Result<StoredRevision> RevisionKeeper::revision(std::uint64_t number) const
{
    const std::lock_guard changing(m_changing);
    if (!m_store)
        return failure(ErrorKind::NotFound, "this gateway keeps no revisions");
    return m_store->read(number);
}

Result<void> RevisionKeeper::writeSecret(const SecretName &name, std::string_view value)
{
    const std::lock_guard changing(m_changing);
    const Result<std::string> former = m_secrets.read(name);
    if (const Result<void> written = m_secrets.write(name, value); !written)
        return written;
    if (!isServed()) {
        // It may be the one that was missing; if another one still is, problems() goes on saying so.
        (void)serveWaiting();
        return {};
    }
    const Result<void> used = m_plane.reloadSecrets();
    if (used)
        return {};
    if (const Result<void> undone = former ? m_secrets.write(name, *former) : m_secrets.remove(name); !undone)
        return undone;
    return used;
}

Result<void> RevisionKeeper::reload()
{
    const std::lock_guard changing(m_changing);
    return isServed() ? m_plane.reloadSecrets() : serveWaiting();
}

Result<void> RevisionKeeper::forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode)
{
    const std::lock_guard changing(m_changing);
    const Overrides before = m_plane.overrides();
    if (Result<void> forced = m_plane.forceBreaker(service, mode); !forced)
        return forced;
    Result<void> stored = storeOverrides();
    if (!stored) {
        const auto former = before.breakers.find(service);
        (void)m_plane.forceBreaker(
            service, former == before.breakers.end() ? std::nullopt : std::optional{former->second});
    }
    return stored;
}

Result<void> RevisionKeeper::overrideEndpoint(const ServiceName &service, const Address &address,
                                              const EndpointChange &change)
{
    const std::lock_guard changing(m_changing);
    const Overrides before = m_plane.overrides();
    EndpointOverride former;
    if (const auto found = before.endpoints.find(service); found != before.endpoints.end()) {
        if (const auto value = found->second.find(address); value != found->second.end())
            former = value->second;
    }
    EndpointOverride next = former;
    if (change.state.isMeant)
        next.state = change.state.set;
    if (change.weight.isMeant)
        next.weight = change.weight.set;
    if (Result<void> set = m_plane.overrideEndpoint(service, address, next); !set)
        return set;
    Result<void> stored = storeOverrides();
    if (!stored)
        (void)m_plane.overrideEndpoint(service, address, former);
    return stored;
}

void RevisionKeeper::restoreOverrides()
{
    if (!m_store)
        return;
    const Result<std::string> note = m_store->readNote(OverridesName);
    if (!note && note.error().kind == ErrorKind::NotFound)
        return;
    const Result<Overrides> overrides = note ? overridesFromNote(*note, current()->document->model)
                                             : Result<Overrides>{tl::unexpected(note.error())};
    if (!overrides) {
        const std::lock_guard lock(m_mutex);
        m_overridesProblem = fmt::format("the overrides are lost: {}", overrides.error().message);
        return;
    }
    for (const auto &[service, mode] : overrides->breakers)
        (void)m_plane.forceBreaker(service, mode);
    for (const auto &[service, endpoints] : overrides->endpoints) {
        for (const auto &[address, value] : endpoints)
            (void)m_plane.overrideEndpoint(service, address, value);
    }
}

Result<void> RevisionKeeper::storeOverrides()
{
    if (!m_store)
        return {};
    Result<void> stored =
        m_store->writeNote(OverridesName, overrideNote(m_plane.overrides(), current()->document->model));
    if (stored) {
        const std::lock_guard lock(m_mutex);
        m_overridesProblem.clear();
    }
    return stored;
}

} // namespace gatehouse
