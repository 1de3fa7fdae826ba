#pragma once

#include "core/control/draftanalyst.h"
#include "core/control/draftsaver.h"
#include "core/control/draftstate.h"
#include "core/control/inplacefile.h"
#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse {

/// What a session is made of, and how the parts tell each other.
class WorkspaceSession::Private
{
public:
    Private(WorkspaceSession &session, OpenedWorkspace &opened, Actor author, const Clock &time);
    Q_DISABLE_COPY_MOVE(Private)

    /// Where in the history the draft stands: equal marks are equal drafts.
    using Mark = std::pair<Sequence, std::size_t>;

    Result<void> mayEdit() const;
    /// The command that an edit with this key goes on with; none where it begins one.
    std::optional<Sequence> typingCommand(const std::string &key) const;
    /// The newest edit had this key; empty closes the group.
    void typed(const std::string &key, Sequence command);
    /// Gives an applied event to log, store and analysis.
    Sequence record(DraftEvent what, const std::string &title, const std::vector<Edit> &edits);
    /// Applies edits that lead along the history.
    Result<void> travel(DraftEvent what, const std::vector<Edit> &edits);
    void tellDraft(const DraftChange &change);
    void chooseEnvironment(const EnvironmentName &chosen);
    Mark mark() const;

    QFuture<Result<void>> saveFile();
    /// The text of others is the one that is written to next; it says what the draft says, or not.
    void adopt(const std::string &text, bool isDraft);
    QFuture<Result<std::vector<HistoryEntry>>> reload();

    WorkspaceSession &q;
    std::filesystem::path file;
    Actor who;
    const Clock &clock;
    std::shared_ptr<WorkspaceStore> store;
    DraftState state;
    CommandLog log;
    DraftSaver saver;
    DraftAnalyst analyst;
    RevisionBook book;
    EnvironmentName environment;
    std::unique_ptr<InPlaceFile> inPlace;
    std::shared_ptr<const OutsideChange> outside;
    std::optional<Mark> fileMark; ///< where the draft was what the file says; none: not in this history

private:
    void connectParts();
    void keepFileText();
    void showOutside(const std::string &text);
    void followPublished();
    void takeSnapshot();

    Sequence m_settingsEnd{};
    Sequence m_fileEnd{};
    Sequence m_snapshotAt{};
    std::string m_typingKey;
    Sequence m_typingCommand{};
    SteadyTime m_typedAt{};
    std::optional<RevisionNumber> m_published; ///< whose document the analysis compares with
};

} // namespace gatehouse
