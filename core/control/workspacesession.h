#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/control/draftchange.h"
#include "core/control/objectid.h"
#include "core/events/actor.h"
#include "core/events/revision.h"
#include "core/model/diff.h"
#include "core/model/document.h"
#include "core/model/edit.h"
#include "core/model/finding.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

class DraftState;
class DraftAnalyst;
class WorkspaceStore;
struct OpenedWorkspace;

/// A finding with the object it is about.
struct PlacedFinding
{
    Finding finding; ///< its pointer is into the effective document
    ObjectId object; ///< the root's where it is about no object
    std::string pointer; ///< relative to the object: "/timeouts/perTry"

    bool operator==(const PlacedFinding &) const = default;
};

/// One command of the history, newest last.
struct HistoryEntry
{
    std::uint64_t command = 0; ///< identifies it for ever
    std::string title; ///< as given to edit(): "Set the timeout of orders"
    Actor who;
    WallTime at{};
    bool undone = false;

    bool operator==(const HistoryEntry &) const = default;
};

/// Whether what the user did is safe on disk.
struct SavedState
{
    enum class Kind {
        Saved, ///< everything is durable in the workspace's store
        Saving, ///< `pending` commands are on their way
        Failed, ///< see `error`; the commands are kept and tried again with the next edit, or by
                ///< retrySaving()
        Conflict, ///< another process wrote to the same workspace: reloadFromStore() shows its version
    };
    Kind kind = Kind::Saved;
    int pending = 0;
    std::optional<Error> error{};
    WallTime savedAt{}; ///< of the newest durable command
    bool fileIsBehind = false; ///< a *.yaml or *.json opened in place: the draft differs from the file

    bool operator==(const SavedState &) const = default;
};

/// The file opened in place was changed by somebody else. Nothing is done until the user chooses.
struct OutsideChange
{
    std::optional<Document> theirs; ///< what the file says now; none where it cannot be read
    Findings findings; ///< of reading it
    Diff fromBase; ///< what they changed against the text that this session last read or wrote
    Diff fromMine; ///< draft → theirs
};

/// What the user chose.
enum class OutsideChoice {
    TakeTheirs, ///< as one command that can be undone
    KeepMine, ///< the draft stays; the next save writes it into their text, whose comments survive
};

/// The open workspace: draft, history, findings, differences. One object a workspace, on the GUI thread, from
/// openWorkspace() until it is destroyed. No call blocks: the store writes and the analysis run on threads of
/// their own, results come as signals, only the newest is told. Edits are visible at once and durable when
/// savedState() says so.
class WorkspaceSession final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceSession)

public:
    /// `opened` comes from openWorkspace(), createWorkspace() or openInPlace(). The clock outlives the
    /// session.
    WorkspaceSession(std::shared_ptr<OpenedWorkspace> opened, Actor who, const Clock &clock,
                     QObject *parent = nullptr);
    ~WorkspaceSession() override;

    /// The workspace file, or the *.yaml or *.json that was opened in place.
    std::filesystem::path file() const;
    /// The document's `name`.
    std::string name() const;

    // ---- The draft

    /// As written, without any environment. The reference is good until the next draftChanged(): take what is
    /// needed, keep names, never pointers.
    const Document &draft() const;
    /// The draft merged with the chosen environment; the draft itself where none is chosen or it changes
    /// nothing. Same lifetime.
    const Document &effective() const;
    /// A copy of the effective document as it is at this call, for work on other threads. Made off the GUI
    /// thread.
    QFuture<std::shared_ptr<const Document>> snapshot();
    /// The text of one object of the draft as YAML or JSON, for the source view. Empty where there is none.
    std::string objectText(const ObjectId &object, TextFormat format) const;

    /// Empty where none is chosen.
    EnvironmentName environment() const;
    /// Remembered in the workspace, but neither an edit nor undone. Errors: NotFound.
    Result<void> setEnvironment(const EnvironmentName &environment);

    // ---- Editing

    /// Applies the edits as one command: one undo step, one entry of the history. All or nothing: where one
    /// cannot be applied, or the result cannot be decoded, nothing changes. Edits with the same `typing` key
    /// that follow each other within two seconds become one undo step (each is durable of itself); the key is
    /// a field's, such as "routes/orders/timeout", and is empty where nothing shall merge. Errors:
    /// InvalidInput with the finding's words, `where` is the pointer.
    Result<void> edit(const std::string &title, const std::vector<Edit> &edits, const std::string &typing = {});
    /// Closes the open typing group, as when the field loses the focus.
    void endTyping();

    bool canUndo() const;
    bool canRedo() const;
    /// Of the command that undo() or redo() would take; empty where there is none.
    std::string undoTitle() const;
    std::string redoTitle() const;
    /// Undo is recorded as an event of its own that points at what it undoes: it survives a restart, and is
    /// itself never lost. Errors: NotFound where there is nothing.
    Result<void> undo();
    Result<void> redo();
    /// The newest commands, oldest first, those undone included; at most 500.
    const std::vector<HistoryEntry> &history() const;

    // ---- Saving

    SavedState savedState() const;
    void retrySaving();
    /// Only for a file opened in place: writes the draft into its text by splice, atomically. Errors:
    /// Conflict where the file changed outside and the user has not chosen; Unwritable. A workspace file
    /// needs no saving.
    QFuture<Result<void>> saveFile();
    /// A copy of the draft as YAML or JSON at another place.
    QFuture<Result<void>> exportTo(const std::filesystem::path &file, TextFormat format);
    /// Where another process wrote: forgets what could not be appended (the commands are returned, newest
    /// last) and shows the stored version.
    QFuture<Result<std::vector<HistoryEntry>>> reloadFromStore();
    /// Set between fileChangedOutside() and resolveOutsideChange().
    const OutsideChange *outsideChange() const;
    void resolveOutsideChange(OutsideChoice choice);
    /// Looks at the file again, as when the window gets the focus: some file systems tell of no changes.
    void checkFile();

    // ---- What the analysis found, newest finished

    /// Of the effective document, errors first, then in document order.
    const std::vector<PlacedFinding> &findings() const;
    std::vector<PlacedFinding> findingsOf(const ObjectId &object) const;
    /// False while the newest edit is still being examined.
    bool analysisIsCurrent() const;
    /// Last published revision of the environment → effective document. Everything is created where nothing
    /// was published yet.
    const Diff &changes() const;

    // ---- What is published

    /// Oldest first.
    const std::vector<Revision> &revisions() const;
    /// The newest that was applied, at least on one gateway, in the chosen environment.
    std::optional<Revision> lastPublished() const;
    /// The newest revision that was read back from this gateway as applied or unchanged.
    std::optional<Revision> live(const GatewayName &gateway) const;
    /// The document as it was published. Errors: NotFound, Unreadable.
    QFuture<Result<std::shared_ptr<const Document>>> revisionDocument(RevisionNumber number);

Q_SIGNALS:
    void draftChanged(const gatehouse::DraftChange &change);
    /// The effective document is another because another environment was chosen: read everything anew.
    void environmentChanged(const gatehouse::EnvironmentName &environment);
    void findingsChanged();
    void changesChanged();
    void undoStateChanged();
    void savedStateChanged(const gatehouse::SavedState &state);
    void fileChangedOutside();
    void revisionsChanged();

private:
    friend class RevisionBook;

    class Private;
    std::unique_ptr<Private> m_d;
};

/// Where a new workspace comes from.
struct NewWorkspace
{
    std::filesystem::path file; ///< *.gatehouse; must not exist
    Tree tree; ///< its first document
    std::string origin; ///< for the history: "Imported from edge-1"
};

/// Opens an existing *.gatehouse. Errors: NotFound; Unreadable where it is no workspace, is damaged or was
/// written by a newer version (the file is left as it is); Timeout where another process holds it.
QFuture<Result<std::shared_ptr<OpenedWorkspace>>> openWorkspace(const std::filesystem::path &file);
/// Errors: Conflict where the file exists; Unwritable; InvalidInput where the tree cannot be decoded.
QFuture<Result<std::shared_ptr<OpenedWorkspace>>> createWorkspace(NewWorkspace workspace, Actor who,
                                                                  const Clock &clock);
/// Opens a *.yaml or *.json in place; its history lies in `dataFolder`, in a file named after the path's
/// digest. Unsaved edits of the last time are there again. Errors: as above; InvalidInput with all findings
/// in `detail` where the text cannot be read.
QFuture<Result<std::shared_ptr<OpenedWorkspace>>> openInPlace(const std::filesystem::path &file,
                                                              const std::filesystem::path &dataFolder,
                                                              Actor who, const Clock &clock);

} // namespace gatehouse
