#include "core/control/openedworkspace.h"

#include "core/control/treeedits.h"
#include "core/model/canonical.h"
#include "core/model/files.h"

#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

namespace gatehouse {

namespace {

using Opened = Result<std::shared_ptr<OpenedWorkspace>>;

// Waits for the store on a thread of the pool.
template <class Work> OpeningWorkspace beside(Work work)
{
    auto promise = std::make_shared<QPromise<Opened>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

Opened opened(const std::filesystem::path &file, std::shared_ptr<WorkspaceStore> store,
              Result<LoadedWorkspace> loaded)
{
    if (!loaded)
        return tl::unexpected(loaded.error());
    auto workspace = std::make_shared<OpenedWorkspace>();
    workspace->file = file;
    workspace->store = std::move(store);
    workspace->loaded = std::move(*loaded);
    workspace->copy = workspace->loaded.draft.tree;
    return workspace;
}

NewEvent created(Tree tree, const std::string &origin, const Actor &who, WallTime at)
{
    NewEvent event = encode(DraftCreated{std::move(tree)});
    event.title = origin;
    event.who = who;
    event.at = at;
    return event;
}

std::string describe(const Findings &findings)
{
    std::string lines;
    for (const Finding &finding : findings)
        lines += finding.code + " line " + std::to_string(finding.line.value_or(0)) + ": " + finding.message
            + '\n';
    return lines;
}

Result<Document> readable(const std::string &text, const std::filesystem::path &file)
{
    ReadOutcome outcome = readDocument(text, formatOfFile(file.filename().string()));
    if (!outcome.document)
        return failure(ErrorKind::InvalidInput, "The document cannot be read.", file.string(),
                       "Mend the file in an editor, then open it again.", describe(outcome.findings));
    return std::move(*outcome.document);
}

std::filesystem::path historyOf(const InPlaceDocument &document)
{
    std::error_code ignored; // where it cannot be resolved, the path as given is the name
    const auto canonical = std::filesystem::weakly_canonical(document.file, ignored);
    const std::string name = (ignored ? document.file : canonical).string();
    return document.dataFolder / (sha256Hex(name) + ".gatehouse");
}

// The first opening: the history begins with the text as it is.
Opened beginHistory(const InPlaceDocument &document, const std::filesystem::path &history,
                    const std::string &text, Tree tree, WallTime now)
{
    auto store = std::make_shared<WorkspaceStore>();
    auto made =
        store->create(history, created(std::move(tree), document.file.filename().string(), document.who, now))
            .result();
    if (!made)
        return tl::unexpected(made.error());
    const auto kept = store->append(stream::File, Sequence{0}, {fileContains(text)}).result();
    if (!kept)
        return tl::unexpected(kept.error());
    made->fileText = text;
    made->fileEnd = *kept;
    return opened(document.file, std::move(store), std::move(made));
}

// Nobody edited here since the last save: what others wrote is the draft, as a command that can be undone.
Result<LoadedWorkspace> takeTheirs(WorkspaceStore &store, const LoadedWorkspace &loaded,
                                   const Document &theirs, const InPlaceDocument &document, WallTime now,
                                   const std::string &text)
{
    const auto edits = editsBetween(loaded.draft.tree, theirs.tree);
    if (!edits.empty()) {
        auto back = inverse(loaded.draft.tree, edits);
        if (!back)
            return tl::unexpected(back.error());
        NewEvent event = encode(DraftEdited{edits, std::move(*back), std::nullopt});
        event.title = document.outsideTitle;
        event.who = document.who;
        event.at = now;
        if (auto appended = store.append(stream::Draft, loaded.draftEnd, {event}).result(); !appended)
            return tl::unexpected(appended.error());
    }
    if (auto kept = store.append(stream::File, loaded.fileEnd, {fileContains(text)}).result(); !kept)
        return tl::unexpected(kept.error());
    return store.reload().result();
}

Opened openHistory(const InPlaceDocument &document, const std::filesystem::path &history,
                   const std::string &text, const Document &now, WallTime time)
{
    auto store = std::make_shared<WorkspaceStore>();
    auto loaded = store->open(history).result();
    if (!loaded) {
        Error error = loaded.error();
        error.message = "The history of this document cannot be opened. " + error.message;
        error.remedy = "Move the file of the history away to open the document without it.";
        return tl::unexpected(error);
    }
    const std::string base = loaded->fileText.value_or(text);
    const auto baseDocument = readable(base, document.file);
    const bool behind = !baseDocument || baseDocument->tree != loaded->draft.tree;
    if (base != text && !behind) {
        loaded = takeTheirs(*store, *loaded, now, document, time, text);
        auto workspace = opened(document.file, std::move(store), std::move(loaded));
        if (workspace)
            (*workspace)->inPlace = {text, text, false};
        return workspace;
    }
    auto workspace = opened(document.file, std::move(store), std::move(loaded));
    if (workspace)
        (*workspace)->inPlace = {base, text, behind};
    return workspace;
}

} // namespace

OpeningWorkspace openWorkspace(const std::filesystem::path &file)
{
    return beside([file] {
        auto store = std::make_shared<WorkspaceStore>();
        auto loaded = store->open(file).result();
        return opened(file, std::move(store), std::move(loaded));
    });
}

OpeningWorkspace createWorkspace(NewWorkspace workspace, const Clock &clock)
{
    return beside([workspace = std::move(workspace), now = clock.wallNow()]() mutable {
        auto store = std::make_shared<WorkspaceStore>();
        auto made = store
                        ->create(workspace.file,
                                 created(std::move(workspace.tree), workspace.origin, workspace.who, now))
                        .result();
        return opened(workspace.file, std::move(store), std::move(made));
    });
}

OpeningWorkspace openInPlace(InPlaceDocument document, const Clock &clock)
{
    return beside([document = std::move(document), time = clock.wallNow()]() -> Opened {
        const auto text = readFile(document.file);
        if (!text)
            return tl::unexpected(text.error());
        auto now = readable(*text, document.file);
        if (!now)
            return tl::unexpected(now.error());
        std::error_code failed;
        std::filesystem::create_directories(document.dataFolder, failed);
        const auto history = historyOf(document);
        if (std::filesystem::exists(history, failed))
            return openHistory(document, history, *text, *now, time);
        auto workspace = beginHistory(document, history, *text, std::move(now->tree), time);
        if (workspace)
            (*workspace)->inPlace = {*text, *text, false};
        return workspace;
    });
}

} // namespace gatehouse
