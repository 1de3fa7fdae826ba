#pragma once

#include "core/base/result.h"
#include "core/events/commandlog.h"
#include "core/events/eventstore.h"
#include "core/events/jobthread.h"
#include "core/events/revisionevent.h"
#include "core/model/document.h"

#include <QtCore/QFuture>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// The streams of a workspace.
namespace stream {
inline constexpr auto Draft = "draft";
inline constexpr auto Revisions = "revisions";
inline constexpr auto Documents = "documents"; ///< published, by the sequence that a revision names
inline constexpr auto Settings = "settings"; ///< what the workspace remembers beside its document
inline constexpr auto Origin =
    "origin"; ///< what the first document is called by gateways that run it already
inline constexpr auto File = "file"; ///< of a document opened in place: the text last read or written
} // namespace stream

/// The state of a workspace as its store says it.
struct LoadedWorkspace
{
    Document draft;
    CommandLog log;
    Sequence draftEnd{}; ///< of the draft's last event
    Sequence snapshotAt{}; ///< of the snapshot that was used; 0: none
    std::vector<KeptRevision> revisions;
    Sequence revisionsEnd{};
    Sequence documentsEnd{};
    std::vector<std::string> originHashes; ///< of the first document, in every environment
    EnvironmentName environment; ///< chosen last
    Sequence settingsEnd{};
    std::optional<std::string> fileText; ///< of a document opened in place
    Sequence fileEnd{};
};

/// The store of one workspace on a thread of its own: opening, appending and reading never block the caller,
/// and happen in the order in which they were asked for. What an append acknowledges is durable. The
/// destructor waits until all that was asked for is done.
class WorkspaceStore final
{
public:
    WorkspaceStore();
    ~WorkspaceStore();
    WorkspaceStore(const WorkspaceStore &) = delete;
    WorkspaceStore &operator=(const WorkspaceStore &) = delete;

    /// Errors: as SqliteEventStore::open(), and Unreadable where the events tell no workspace.
    QFuture<Result<LoadedWorkspace>> open(const std::filesystem::path &file);
    /// With `first` as the draft's first event. Errors: as SqliteEventStore::open().
    QFuture<Result<LoadedWorkspace>> create(const std::filesystem::path &file, NewEvent first);
    /// Once more, from the store that is open.
    QFuture<Result<LoadedWorkspace>> reload();

    QFuture<Result<Sequence>> append(std::string stream, Sequence expected, std::vector<NewEvent> events);
    QFuture<Result<void>> putSnapshot(std::string stream, Snapshot snapshot);
    /// Keeps a published document behind `expected`. The event is made on the thread. Errors: as
    /// EventStore::append().
    QFuture<Result<Sequence>> keepDocument(Sequence expected, std::shared_ptr<const Document> document,
                                           WallTime at, Actor who);
    /// The document that a revision names. Errors: NotFound, Unreadable.
    QFuture<Result<std::shared_ptr<const Document>>> document(Sequence sequence);

private:
    std::unique_ptr<EventStore> m_store; ///< made, used and ended on the thread
    JobThread m_thread;
};

/// The state of a draft for a snapshot: `oldest` is where the commands that can be undone begin.
[[nodiscard]] std::string encodeSnapshot(const Tree &tree, Sequence oldest);
/// The event that says which environment was chosen; for the stream of settings.
[[nodiscard]] NewEvent environmentChosen(const EnvironmentName &environment);
/// The event that says the hashes of the first document; for the stream of the origin.
[[nodiscard]] NewEvent workspaceOrigin(const std::vector<std::string> &hashes);
/// The event that says what the file opened in place contains; for the stream of files.
[[nodiscard]] NewEvent fileContains(const std::string &text);
} // namespace gatehouse
