#include "core/control/revisionbook.h"

#include "core/control/deliver.h"

#include <QtCore/QPromise>

#include <algorithm>

namespace gatehouse {

namespace {

bool runsThere(const GatewayOutcome &outcome)
{
    return outcome.result == GatewayResult::Applied || outcome.result == GatewayResult::Unchanged;
}

} // namespace

RevisionBook::RevisionBook(std::shared_ptr<WorkspaceStore> store, const LoadedWorkspace &loaded,
                           QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
{
    restart(loaded);
}

void RevisionBook::restart(const LoadedWorkspace &loaded)
{
    m_kept = loaded.revisions;
    m_end = loaded.revisionsEnd;
    m_documentsEnd = loaded.documentsEnd;
    m_originHashes = loaded.originHashes;
    show();
}

void RevisionBook::show()
{
    m_revisions.clear();
    for (const KeptRevision &kept : m_kept)
        m_revisions.push_back(kept.revision);
    Q_EMIT changed();
}

const Revision *RevisionBook::find(RevisionNumber number) const
{
    const auto found = std::find_if(m_revisions.begin(), m_revisions.end(),
                                    [number](const Revision &revision) { return revision.number == number; });
    return found == m_revisions.end() ? nullptr : &*found;
}

const Revision *RevisionBook::lastPublished(const EnvironmentName &environment) const
{
    const auto found = std::find_if(m_revisions.rbegin(), m_revisions.rend(), [&](const Revision &revision) {
        return revision.environment == environment
            && std::any_of(revision.outcomes.begin(), revision.outcomes.end(), runsThere);
    });
    return found == m_revisions.rend() ? nullptr : &*found;
}

const Revision *RevisionBook::live(const GatewayName &gateway) const
{
    const auto found = std::find_if(m_revisions.rbegin(), m_revisions.rend(), [&](const Revision &revision) {
        return std::any_of(
            revision.outcomes.begin(), revision.outcomes.end(),
            [&](const GatewayOutcome &outcome) { return outcome.gateway == gateway && runsThere(outcome); });
    });
    return found == m_revisions.rend() ? nullptr : &*found;
}

QFuture<Result<std::shared_ptr<const Document>>> RevisionBook::document(RevisionNumber number)
{
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(), [number](const KeptRevision &candidate) {
        return candidate.revision.number == number;
    });
    if (kept == m_kept.end())
        return QtFuture::makeReadyFuture(Result<std::shared_ptr<const Document>>(
            failure(ErrorKind::NotFound, "There is no such revision.")));
    return m_store->document(kept->document);
}

QFuture<Result<Revision>> RevisionBook::begin(Revision revision, std::shared_ptr<const Document> document)
{
    revision.number =
        RevisionNumber{m_kept.empty() ? 1 : static_cast<std::uint64_t>(m_kept.back().revision.number) + 1};
    for (GatewayOutcome &outcome : revision.outcomes)
        outcome.at = revision.at;
    auto promise = std::make_shared<QPromise<Result<Revision>>>();
    promise->start();
    const auto refuse = [promise](const Error &error) {
        promise->addResult(Result<Revision>(tl::unexpected(error)));
        promise->finish();
    };
    const auto started = [this, promise, refuse, revision](Sequence kept) {
        const RevisionStarted what{revision, kept};
        deliver(this, m_store->append(stream::Revisions, m_end, {encode(RevisionEvent(what))}),
                [this, promise, refuse, what](const Result<Sequence> &end) {
                    if (!end) {
                        refuse(end.error());
                        return;
                    }
                    m_end = *end;
                    take(m_kept, what);
                    show();
                    promise->addResult(Result<Revision>(what.revision));
                    promise->finish();
                });
    };
    deliver(this, m_store->keepDocument(m_documentsEnd, std::move(document), revision.at, revision.who),
            [this, refuse, started](const Result<Sequence> &kept) {
                if (!kept) {
                    refuse(kept.error());
                    return;
                }
                m_documentsEnd = *kept;
                started(*kept);
            });
    return promise->future();
}

void RevisionBook::setOutcome(RevisionNumber number, const GatewayOutcome &outcome)
{
    const RevisionOutcome what{number, outcome};
    NewEvent event = encode(RevisionEvent(what));
    event.at = outcome.at;
    record(std::move(event), what);
}

void RevisionBook::finish(RevisionNumber number, WallTime at)
{
    const RevisionFinished what{number};
    NewEvent event = encode(RevisionEvent(what));
    event.at = at;
    record(std::move(event), what);
}

void RevisionBook::record(NewEvent event, const RevisionEvent &what)
{
    take(m_kept, what);
    show();
    const Sequence expected = m_end;
    m_end = m_end + 1;
    deliver(this, m_store->append(stream::Revisions, expected, {std::move(event)}),
            [this](const Result<Sequence> &end) {
                if (!end)
                    Q_EMIT notRecorded(end.error());
            });
}

} // namespace gatehouse

#include "moc_revisionbook.cpp"
