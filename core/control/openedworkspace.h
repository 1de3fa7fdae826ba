#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/events/actor.h"
#include "core/events/workspacestore.h"

#include <QtCore/QFuture>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse {

/// A workspace that was opened beside the GUI thread and waits for its session, which takes it apart.
struct OpenedWorkspace
{
    std::filesystem::path file; ///< the workspace, or the document that was opened in place
    std::shared_ptr<WorkspaceStore> store;
    LoadedWorkspace loaded;
    Tree copy; ///< of the draft, for the analysis
    /// For a document in its own file.
    struct InPlace
    {
        std::string base; ///< the text last read or written
        std::string now; ///< what the file says
        bool behind = false; ///< the draft differs from `base`
    };
    std::optional<InPlace> inPlace{};
};

using OpeningWorkspace = QFuture<Result<std::shared_ptr<OpenedWorkspace>>>;

/// Where a new workspace comes from.
struct NewWorkspace
{
    std::filesystem::path file; ///< *.gatehouse; must not exist
    Tree tree; ///< its first document
    std::string origin; ///< for the history: "Imported from edge-1"
    Actor who;
};

/// A document in its own file.
struct InPlaceDocument
{
    std::filesystem::path file; ///< *.yaml, *.yml or *.json
    std::filesystem::path
        dataFolder; ///< where the history lies, in a file named after the path's digest; made if need be
    std::string outsideTitle; ///< the title of the command that takes what changed while it was closed
    Actor who;
};

/// Opens an existing *.gatehouse. Errors: NotFound; Unreadable where it is no workspace, is damaged or was
/// written by a newer version (the file is left as it is); Timeout where another process holds it.
[[nodiscard]] OpeningWorkspace openWorkspace(const std::filesystem::path &file);
/// Errors: Conflict where the file exists; Unwritable.
[[nodiscard]] OpeningWorkspace createWorkspace(NewWorkspace workspace, const Clock &clock);
/// Opens a document in place. Edits that were not saved the last time are there again; what others changed
/// since is taken where there are none, and is an outside change of the session where there are. Errors: as
/// openWorkspace(); InvalidInput where the text cannot be read, with a line a finding in `detail`.
[[nodiscard]] OpeningWorkspace openInPlace(InPlaceDocument document, const Clock &clock);

} // namespace gatehouse
