#pragma once

#include "core/events/workspacestore.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

/// The published revisions of one workspace: read by the pages, written by the Publisher. What is written is
/// shown at once and becomes durable in order; the start of a revision is durable before begin() says its
/// number. Lives on the GUI thread.
class RevisionBook final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevisionBook)

public:
    RevisionBook(std::shared_ptr<WorkspaceStore> store, const LoadedWorkspace &loaded,
                 QObject *parent = nullptr);

    /// Oldest first.
    const std::vector<Revision> &all() const { return m_revisions; }
    const Revision *find(RevisionNumber number) const;
    /// The newest of this environment that was applied on at least one gateway; null where there is none.
    const Revision *lastPublished(const EnvironmentName &environment) const;
    /// The newest that was read back from this gateway as applied or unchanged; null where there is none.
    const Revision *live(const GatewayName &gateway) const;
    /// Hashes of the document that the workspace began with, in every environment: a gateway that runs one of
    /// them was not changed past this workspace.
    const std::vector<std::string> &originHashes() const { return m_originHashes; }
    /// The document as it was published. Errors: NotFound, Unreadable.
    QFuture<Result<std::shared_ptr<const Document>>> document(RevisionNumber number);

    /// Records a publication that is about to begin; number and outcomes' times are set here. Errors:
    /// Conflict where another process published meanwhile; Unwritable; Timeout.
    QFuture<Result<Revision>> begin(Revision revision, std::shared_ptr<const Document> document);
    void setOutcome(RevisionNumber number, const GatewayOutcome &outcome);
    void finish(RevisionNumber number, WallTime at);
    /// After the store was reloaded.
    void restart(const LoadedWorkspace &loaded);

Q_SIGNALS:
    void changed();
    /// What is shown could not be recorded.
    void notRecorded(const gatehouse::Error &error);

private:
    void record(NewEvent event, const RevisionEvent &what);
    void show();

    std::shared_ptr<WorkspaceStore> m_store;
    std::vector<KeptRevision> m_kept;
    std::vector<Revision> m_revisions; ///< of m_kept, as the pages want it
    std::vector<std::string> m_originHashes;
    Sequence m_end{};
    Sequence m_documentsEnd{};
};

} // namespace gatehouse
