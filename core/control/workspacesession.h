#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/control/draftchange.h"
#include "core/control/objectid.h"
#include "core/control/openedworkspace.h"
#include "core/control/outsidechange.h"
#include "core/control/placedfinding.h"
#include "core/control/savedstate.h"
#include "core/events/actor.h"
#include "core/model/diff.h"
#include "core/model/document.h"
#include "core/model/edit.h"
#include "core/routing/explain.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

class RevisionBook;

/// One command of the history.
struct HistoryEntry
{
    std::uint64_t command = 0; ///< identifies it for ever
    std::string title; ///< as given to edit(): "Set the timeout of orders"
    Actor who;
    WallTime at{};
    bool undone = false;

    bool operator==(const HistoryEntry &) const = default;
};

/// The open workspace: draft, history, findings, differences. One object a workspace, on the GUI thread, made
/// of what openWorkspace(), createWorkspace() or openInPlace() brought. No call blocks: the store writes and
/// the analysis run on threads of their own, results come as signals, only the newest is told. Edits are
/// visible at once and durable when savedState() says so; ending the session waits until all that can be
/// saved is.
class WorkspaceSession final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceSession)

public:
    /// The clock outlives the session.
    WorkspaceSession(std::shared_ptr<OpenedWorkspace> opened, Actor who, const Clock &clock,
                     QObject *parent = nullptr);
    ~WorkspaceSession() override;

    /// The workspace file, or the *.yaml or *.json that was opened in place.
    const std::filesystem::path &file() const;
    bool isInPlace() const;
    /// Who the commands and publications of this session are by.
    const Actor &author() const;
    /// The document's `name`.
    const std::string &name() const;

    // ---- The draft

    /// As written, without any environment. The reference is good until the next draftChanged(): take what is
    /// needed, keep names, never pointers. It has no marks. Values of the wrong type are in the tree and not
    /// in the model.
    const Document &draft() const;
    /// The draft merged with the chosen environment, as the analysis saw it last: it follows draft() within
    /// milliseconds, and an object that was just made may not be in it. Never null; new with each analysed().
    std::shared_ptr<const Document> effective() const;
    /// The same, exactly as it is at this call.
    QFuture<std::shared_ptr<const Document>> snapshot();
    /// One object of the draft as YAML or JSON, for the source view. Empty where there is none.
    std::string objectText(const ObjectId &object, TextFormat format) const;

    /// Empty where none is chosen.
    const EnvironmentName &environment() const;
    /// Remembered in the workspace, but neither an edit nor undone. Empty: none. Errors: NotFound.
    Result<void> setEnvironment(const EnvironmentName &environment);

    // ---- Editing

    /// Applies the edits as one command: one undo step, one entry of the history. All or nothing. Edits that
    /// change nothing are no command. Edits with the same `typing` key that follow each other within two
    /// seconds become one undo step (each is durable of itself); the key is a field's, such as
    /// "routes/orders/timeout", and is empty where nothing shall merge. Errors: as applyEdits(); Conflict
    /// where savedState() is one.
    Result<void> edit(const std::string &title, const std::vector<Edit> &edits,
                      const std::string &typing = {});
    /// Closes the open typing group, as when the field loses the focus.
    void endTyping();

    bool canUndo() const;
    bool canRedo() const;
    /// Of the command that undo() or redo() would take; empty where there is none.
    std::string undoTitle() const;
    std::string redoTitle() const;
    /// Undo is recorded as an event of its own that points at what it undoes: it survives a restart, and
    /// nothing is ever lost. Errors: NotFound where there is nothing; Conflict where savedState() is one.
    Result<void> undo();
    Result<void> redo();
    /// The newest commands, oldest first, those undone included; at most 500.
    std::vector<HistoryEntry> history() const;

    // ---- Saving

    const SavedState &savedState() const;
    void retrySaving();
    /// Only of a document in its own file: whether the draft differs from what was last read or written.
    bool fileIsBehind() const;
    /// Only for a document in its own file: writes the draft into its text by splice, atomically. Errors:
    /// Conflict where the file was changed outside and the user has not chosen; Refused where the change is
    /// behind an alias; Unwritable; Unsupported for a workspace file, which needs no saving.
    QFuture<Result<void>> saveFile();
    /// A copy of the draft at another place, as YAML or JSON by its name. Errors: Unwritable.
    QFuture<Result<void>> exportTo(const std::filesystem::path &file);
    /// Where another process wrote: shows the stored version and forgets what could not be appended; those
    /// commands are the result, oldest first. Errors: Unreadable.
    QFuture<Result<std::vector<HistoryEntry>>> reloadFromStore();
    /// Set between changedOutside() and resolveOutsideChange().
    const OutsideChange *outsideChange() const;
    /// `title` is that of the command that takes theirs. Errors: NotFound where there is nothing to choose;
    /// InvalidInput where theirs cannot be read.
    Result<void> resolveOutsideChange(OutsideChoice choice, const std::string &title);
    /// Looks at the file again, as when the window gets the focus: some file systems tell of no changes.
    void checkFile();

    // ---- What the analysis found, newest finished

    /// Of effective(): errors first, then warnings, then the rest.
    const std::vector<PlacedFinding> &findings() const;
    std::vector<PlacedFinding> findingsOf(const ObjectId &object) const;
    /// False while the newest edit is still being examined.
    bool analysisIsCurrent() const;
    /// Published last in this environment → effective(), of what is pushed. Everything is created where
    /// nothing was published yet.
    const Diff &changes() const;
    /// What would become of a request in the draft with its environment, as it is at this call.
    QFuture<Result<Explanation>> explainDraft(const ExplainRequest &request);
    /// The same in another document, such as a published one.
    QFuture<Result<Explanation>> explain(std::shared_ptr<const Document> document,
                                         const ExplainRequest &request);

    /// What was published, and by whom.
    RevisionBook &revisions();
    const RevisionBook &revisions() const;

Q_SIGNALS:
    void draftChanged(const gatehouse::DraftChange &change);
    void environmentChanged(const gatehouse::EnvironmentName &environment);
    /// effective(), findings() and changes() are new.
    void analysed();
    void undoStateChanged();
    /// savedState() or fileIsBehind() is another.
    void savedStateChanged();
    /// outsideChange() is set.
    void changedOutside();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace gatehouse
