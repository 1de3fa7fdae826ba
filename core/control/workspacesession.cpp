#include "core/control/workspacesession.h"

#include "core/control/sessionparts.h"
#include "core/control/treeedits.h"
#include "core/model/convert.h"
#include "core/model/files.h"
#include "core/model/objectplace.h"

#include <algorithm>

namespace gatehouse {

WorkspaceSession::WorkspaceSession(std::shared_ptr<OpenedWorkspace> opened, Actor who, const Clock &clock,
                                   QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(*this, *opened, std::move(who), clock))
{
}

WorkspaceSession::~WorkspaceSession() = default;

const std::filesystem::path &WorkspaceSession::file() const
{
    return m_d->file;
}

bool WorkspaceSession::isInPlace() const
{
    return m_d->inPlace != nullptr;
}

const Actor &WorkspaceSession::author() const
{
    return m_d->who;
}

const std::string &WorkspaceSession::name() const
{
    return m_d->state.document().model.name;
}

const Document &WorkspaceSession::draft() const
{
    return m_d->state.document();
}

std::shared_ptr<const Document> WorkspaceSession::effective() const
{
    return m_d->analyst.analysis().effective;
}

QFuture<std::shared_ptr<const Document>> WorkspaceSession::snapshot()
{
    return m_d->analyst.snapshot();
}

std::string WorkspaceSession::objectText(const ObjectId &object, TextFormat format) const
{
    const auto pointer = pointerOf(object.kind, object.name, draft().tree);
    return pointer ? toText(*valueAt(draft().tree, *pointer), format) : std::string();
}

const EnvironmentName &WorkspaceSession::environment() const
{
    return m_d->environment;
}

Result<void> WorkspaceSession::setEnvironment(const EnvironmentName &environment)
{
    if (environment == m_d->environment)
        return {};
    if (!environment.isEmpty() && !pointerOf("environments", environment.str(), draft().tree))
        return failure(ErrorKind::NotFound, "There is no environment of this name.", environment.str());
    m_d->chooseEnvironment(environment);
    return {};
}

Result<void> WorkspaceSession::edit(const std::string &title, const std::vector<Edit> &edits,
                                    const std::string &typing)
{
    if (auto open = m_d->mayEdit(); !open)
        return open;
    auto applied = m_d->state.apply(edits);
    if (!applied)
        return tl::unexpected(std::move(applied.error()));
    if (applied->inverse == edits)
        return {};
    DraftEdited step{edits, std::move(applied->inverse), m_d->typingCommand(typing)};
    const Sequence sequence = m_d->record(std::move(step), title, edits);
    m_d->typed(typing, sequence);
    m_d->tellDraft(applied->change);
    return {};
}

void WorkspaceSession::endTyping()
{
    m_d->typed({}, {});
}

bool WorkspaceSession::canUndo() const
{
    return m_d->log.toUndo() != nullptr;
}

bool WorkspaceSession::canRedo() const
{
    return m_d->log.toRedo() != nullptr;
}

std::string WorkspaceSession::undoTitle() const
{
    const Command *command = m_d->log.toUndo();
    return command ? command->title : std::string();
}

std::string WorkspaceSession::redoTitle() const
{
    const Command *command = m_d->log.toRedo();
    return command ? command->title : std::string();
}

Result<void> WorkspaceSession::undo()
{
    const Command *command = m_d->log.toUndo();
    if (!command)
        return failure(ErrorKind::NotFound, "There is nothing to undo.");
    std::vector<Edit> back;
    for (auto step = command->steps.rbegin(); step != command->steps.rend(); ++step)
        back.insert(back.end(), step->inverse.begin(), step->inverse.end());
    return m_d->travel(DraftUndone{command->id}, back);
}

Result<void> WorkspaceSession::redo()
{
    const Command *command = m_d->log.toRedo();
    if (!command)
        return failure(ErrorKind::NotFound, "There is nothing to do again.");
    std::vector<Edit> again;
    for (const DraftEdited &step : command->steps)
        again.insert(again.end(), step.edits.begin(), step.edits.end());
    return m_d->travel(DraftRedone{command->id}, again);
}

std::vector<HistoryEntry> WorkspaceSession::history() const
{
    std::vector<HistoryEntry> entries;
    for (const Command &command : m_d->log.commands())
        entries.push_back(
            {static_cast<std::uint64_t>(command.id), command.title, command.who, command.at, command.undone});
    return entries;
}

const SavedState &WorkspaceSession::savedState() const
{
    return m_d->saver.state();
}

void WorkspaceSession::retrySaving()
{
    m_d->saver.retry();
}

bool WorkspaceSession::fileIsBehind() const
{
    return m_d->inPlace && m_d->fileMark != m_d->mark();
}

QFuture<Result<void>> WorkspaceSession::saveFile()
{
    return m_d->saveFile();
}

QFuture<Result<void>> WorkspaceSession::exportTo(const std::filesystem::path &file)
{
    return m_d->analyst.withDraft([file](const Tree &tree) {
        return saveFileAtomically(file, toText(tree, formatOfFile(file.filename().string())));
    });
}

QFuture<Result<std::vector<HistoryEntry>>> WorkspaceSession::reloadFromStore()
{
    return m_d->reload();
}

const OutsideChange *WorkspaceSession::outsideChange() const
{
    return m_d->outside.get();
}

Result<void> WorkspaceSession::resolveOutsideChange(OutsideChoice choice, const std::string &title)
{
    if (!m_d->outside)
        return failure(ErrorKind::NotFound, "The file was not changed by another program.");
    const auto outside = m_d->outside;
    if (choice == OutsideChoice::TakeTheirs) {
        if (!outside->theirs)
            return failure(ErrorKind::InvalidInput, "What the file says now cannot be read.", file().string(),
                           "Mend the file, or keep your version.");
        endTyping();
        if (auto taken = edit(title, editsBetween(draft().tree, outside->theirs->tree)); !taken)
            return taken;
    }
    m_d->outside.reset();
    m_d->adopt(outside->text, choice == OutsideChoice::TakeTheirs);
    return {};
}

void WorkspaceSession::checkFile()
{
    if (m_d->inPlace)
        m_d->inPlace->check();
}

const std::vector<PlacedFinding> &WorkspaceSession::findings() const
{
    return m_d->analyst.analysis().findings;
}

std::vector<PlacedFinding> WorkspaceSession::findingsOf(const ObjectId &object) const
{
    std::vector<PlacedFinding> found;
    std::copy_if(findings().begin(), findings().end(), std::back_inserter(found),
                 [&object](const PlacedFinding &finding) { return finding.object == object; });
    return found;
}

bool WorkspaceSession::analysisIsCurrent() const
{
    return m_d->analyst.isCurrent();
}

const Diff &WorkspaceSession::changes() const
{
    return m_d->analyst.analysis().changes;
}

QFuture<Result<Explanation>> WorkspaceSession::explainDraft(const ExplainRequest &request)
{
    return m_d->analyst.explainDraft(request);
}

QFuture<Result<Explanation>> WorkspaceSession::explain(std::shared_ptr<const Document> document,
                                                       const ExplainRequest &request)
{
    return m_d->analyst.explain(std::move(document), request);
}

RevisionBook &WorkspaceSession::revisions()
{
    return m_d->book;
}

const RevisionBook &WorkspaceSession::revisions() const
{
    return m_d->book;
}

} // namespace gatehouse

#include "moc_workspacesession.cpp"
