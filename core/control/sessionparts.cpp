#include "core/control/sessionparts.h"

#include "core/control/deliver.h"
#include "core/model/objectplace.h"

#include <QtCore/QPromise>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds TypingPause{2};
/// Opening applies at most so many events, and a little more.
constexpr std::int64_t SnapshotEvery = 200;

} // namespace

WorkspaceSession::Private::Private(WorkspaceSession &session, OpenedWorkspace &opened, Actor author,
                                   const Clock &time)
    : q(session)
    , file(std::move(opened.file))
    , who(std::move(author))
    , clock(time)
    , store(std::move(opened.store))
    , state(std::move(opened.loaded.draft))
    , log(std::move(opened.loaded.log))
    , saver(store, opened.loaded.draftEnd)
    , analyst(std::move(opened.copy), opened.loaded.environment)
    , book(store, opened.loaded)
    , environment(opened.loaded.environment)
    , m_settingsEnd(opened.loaded.settingsEnd)
    , m_fileEnd(opened.loaded.fileEnd)
    , m_snapshotAt(opened.loaded.snapshotAt)
{
    if (opened.inPlace) {
        inPlace = std::make_unique<InPlaceFile>(file, opened.inPlace->base);
        if (!opened.inPlace->behind)
            fileMark = mark();
    }
    connectParts();
    followPublished();
    if (opened.inPlace && opened.inPlace->now != opened.inPlace->base)
        inPlace->check();
}

void WorkspaceSession::Private::connectParts()
{
    QObject::connect(&saver, &DraftSaver::stateChanged, &q, &WorkspaceSession::savedStateChanged);
    QObject::connect(&saver, &DraftSaver::becameDurable, &q, [this] { takeSnapshot(); });
    QObject::connect(&analyst, &DraftAnalyst::analysed, &q, &WorkspaceSession::analysed);
    QObject::connect(&book, &RevisionBook::changed, &q, [this] { followPublished(); });
    if (!inPlace)
        return;
    QObject::connect(inPlace.get(), &InPlaceFile::written, &q, [this] { keepFileText(); });
    QObject::connect(inPlace.get(), &InPlaceFile::changedOutside, &q,
                     [this](const std::string &text) { showOutside(text); });
}

Result<void> WorkspaceSession::Private::mayEdit() const
{
    if (saver.state().kind == SavedState::Kind::Conflict)
        return failure(ErrorKind::Conflict, "The workspace was changed by another window or program.",
                       file.string(), "Reload it, then do it again.");
    return {};
}

std::optional<Sequence> WorkspaceSession::Private::typingCommand(const std::string &key) const
{
    if (key.empty() || key != m_typingKey || clock.now() - m_typedAt > TypingPause)
        return std::nullopt;
    return m_typingCommand;
}

void WorkspaceSession::Private::typed(const std::string &key, Sequence command)
{
    const bool goesOn = typingCommand(key).has_value();
    m_typedAt = clock.now();
    if (goesOn)
        return;
    m_typingKey = key;
    m_typingCommand = command;
}

Sequence WorkspaceSession::Private::record(DraftEvent what, const std::string &title,
                                           const std::vector<Edit> &edits)
{
    NewEvent event = encode(what);
    event.title = title;
    event.who = who;
    event.at = clock.wallNow();
    const Sequence sequence = saver.append(event);
    log.take(sequence, event, what);
    analyst.follow(edits);
    return sequence;
}

Result<void> WorkspaceSession::Private::travel(DraftEvent what, const std::vector<Edit> &edits)
{
    if (auto open = mayEdit(); !open)
        return open;
    auto applied = state.apply(edits);
    if (!applied)
        return tl::unexpected(std::move(applied.error()));
    typed({}, {});
    record(std::move(what), {}, edits);
    tellDraft(applied->change);
    return {};
}

void WorkspaceSession::Private::tellDraft(const DraftChange &change)
{
    if (!environment.isEmpty() && !pointerOf("environments", environment.str(), state.document().tree))
        chooseEnvironment({});
    Q_EMIT q.draftChanged(change);
    Q_EMIT q.undoStateChanged();
    if (inPlace)
        Q_EMIT q.savedStateChanged();
}

void WorkspaceSession::Private::chooseEnvironment(const EnvironmentName &chosen)
{
    environment = chosen;
    NewEvent event = environmentChosen(chosen);
    event.who = who;
    event.at = clock.wallNow();
    store->append(stream::Settings, m_settingsEnd, {event});
    m_settingsEnd = m_settingsEnd + 1;
    analyst.setEnvironment(chosen);
    followPublished();
    Q_EMIT q.environmentChanged(environment);
}

WorkspaceSession::Private::Mark WorkspaceSession::Private::mark() const
{
    const Command *command = log.toUndo();
    return command ? Mark{command->id, command->steps.size()} : Mark{Sequence{}, 0};
}

QFuture<Result<void>> WorkspaceSession::Private::saveFile()
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto end = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    if (!inPlace) {
        end(failure(ErrorKind::Unsupported, "A workspace is saved with every edit.", file.string()));
    } else if (outside) {
        end(failure(ErrorKind::Conflict, "The file was changed by another program.", file.string(),
                    "Look at what changed, and choose which version to keep."));
    } else {
        typed({}, {});
        deliver(&q, analyst.draft(), [this, end, saved = mark()](const std::shared_ptr<const Tree> &tree) {
            deliver(&q, inPlace->save(tree), [this, end, saved](const Result<void> &result) {
                if (result) {
                    fileMark = saved;
                    Q_EMIT q.savedStateChanged();
                }
                end(result);
            });
        });
    }
    return promise->future();
}

void WorkspaceSession::Private::keepFileText()
{
    NewEvent event = fileContains(inPlace->text());
    event.who = who;
    event.at = clock.wallNow();
    store->append(stream::File, m_fileEnd, {event});
    m_fileEnd = m_fileEnd + 1;
}

void WorkspaceSession::Private::showOutside(const std::string &text)
{
    deliver(&q, analyst.compareOutside(inPlace->text(), text, inPlace->format()),
            [this](const std::shared_ptr<const OutsideChange> &change) {
                // Only comments and blanks: nothing to choose.
                if (change->theirs && change->fromBase.isEmpty()) {
                    inPlace->adopt(change->text);
                    keepFileText();
                    return;
                }
                outside = change;
                Q_EMIT q.changedOutside();
            });
}

void WorkspaceSession::Private::adopt(const std::string &text, bool isDraft)
{
    inPlace->adopt(text);
    keepFileText();
    fileMark = isDraft ? std::optional(mark()) : std::nullopt;
    Q_EMIT q.savedStateChanged();
}

QFuture<Result<std::vector<HistoryEntry>>> WorkspaceSession::Private::reload()
{
    auto promise = std::make_shared<QPromise<Result<std::vector<HistoryEntry>>>>();
    promise->start();
    deliver(&q, store->reload(), [this, promise](const Result<LoadedWorkspace> &loaded) {
        if (!loaded) {
            promise->addResult(Result<std::vector<HistoryEntry>>(tl::unexpected(loaded.error())));
            promise->finish();
            return;
        }
        std::vector<HistoryEntry> lost;
        for (const NewEvent &event : saver.pending())
            lost.push_back({0, event.title, event.who, event.at, false});
        state.replace(loaded->draft.tree);
        log = loaded->log;
        m_settingsEnd = loaded->settingsEnd;
        m_snapshotAt = loaded->snapshotAt;
        typed({}, {});
        analyst.replace(loaded->draft.tree);
        book.restart(*loaded);
        saver.restart(loaded->draftEnd);
        tellDraft(DraftChange{.everything = true});
        promise->addResult(Result<std::vector<HistoryEntry>>(std::move(lost)));
        promise->finish();
    });
    return promise->future();
}

// The analysis compares with what was published last in this environment.
void WorkspaceSession::Private::followPublished()
{
    const Revision *last = book.lastPublished(environment);
    const auto number = last ? std::optional(last->number) : std::nullopt;
    if (number == m_published)
        return;
    m_published = number;
    if (!number) {
        analyst.setPublished(nullptr);
        return;
    }
    deliver(&q, book.document(*number),
            [this, number](const Result<std::shared_ptr<const Document>> &document) {
                if (document && number == m_published)
                    analyst.setPublished(*document);
            });
}

void WorkspaceSession::Private::takeSnapshot()
{
    const Sequence end = saver.durableEnd();
    if (!saver.pending().empty()
        || static_cast<std::int64_t>(end) - static_cast<std::int64_t>(m_snapshotAt) < SnapshotEvery)
        return;
    m_snapshotAt = end;
    deliver(&q, analyst.encodeDraft(log.oldest()), [this, end](const std::string &payload) {
        store->putSnapshot(stream::Draft, {end, payload});
    });
}

} // namespace gatehouse
