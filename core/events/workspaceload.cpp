#include "core/events/workspaceload.h"

namespace gatehouse {

namespace {

auto noWorkspace(const std::string &why)
{
    return failure(ErrorKind::Unreadable, "The workspace cannot be rebuilt from its events.", {},
                   "Restore the file from a copy; it was not changed.", why);
}

struct Start
{
    Tree tree;
    Sequence at{}; ///< the tree has everything up to here
    Sequence oldest{}; ///< the commands that can be undone begin here
};

std::optional<Start> startFrom(const Snapshot &snapshot)
{
    Tree payload = Tree::parse(snapshot.payload, nullptr, false);
    if (!payload.is_object() || !payload.contains("tree") || !payload.contains("oldest")
        || !payload["oldest"].is_number_integer())
        return std::nullopt;
    return Start{std::move(payload["tree"]), snapshot.sequence,
                 Sequence{payload["oldest"].get<std::int64_t>()}};
}

// The tree after one event; an undo needs its command.
Result<void> follow(Tree &tree, const CommandLog &log, DraftEvent &event)
{
    const auto apply = [&tree](const std::vector<Edit> &edits) -> Result<void> {
        const auto applied = applyInPlace(tree, edits);
        return applied ? Result<void>() : tl::unexpected(applied.error());
    };
    if (auto *created = std::get_if<DraftCreated>(&event)) {
        tree = std::move(created->tree);
        return {};
    }
    if (const auto *edited = std::get_if<DraftEdited>(&event))
        return apply(edited->edits);
    const auto *undone = std::get_if<DraftUndone>(&event);
    const auto *redone = std::get_if<DraftRedone>(&event);
    const Command *command = log.find(undone ? undone->command : redone->command);
    if (!command)
        return noWorkspace("an undo names a command that is not kept");
    if (undone) {
        for (auto step = command->steps.rbegin(); step != command->steps.rend(); ++step) {
            if (auto done = apply(step->inverse); !done)
                return done;
        }
        return {};
    }
    for (const DraftEdited &step : command->steps) {
        if (auto done = apply(step.edits); !done)
            return done;
    }
    return {};
}

Result<void> loadDraft(const EventStore &store, LoadedWorkspace &loaded)
{
    const auto snapshot = store.snapshot(stream::Draft);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto fromSnapshot = *snapshot ? startFrom(**snapshot) : std::nullopt;
    Start start = fromSnapshot.value_or(Start{nullptr, Sequence{0}, Sequence{1}});
    auto events = store.read(stream::Draft, start.oldest + -1);
    if (!events)
        return tl::unexpected(events.error());
    if (events->empty() && start.at == Sequence{0})
        return noWorkspace("the draft has no events");
    loaded.snapshotAt = start.at;
    loaded.draftEnd = start.at;
    for (const StoredEvent &stored : *events) {
        auto what = decodeDraftEvent(stored);
        if (!what)
            return tl::unexpected(what.error());
        if (stored.sequence > start.at) {
            if (auto followed = follow(start.tree, loaded.log, *what); !followed)
                return followed;
            loaded.draftEnd = stored.sequence;
        }
        loaded.log.take(stored.sequence, stored.event, *what);
    }
    loaded.draft = *decodeTree(std::move(start.tree)).document;
    return {};
}

Result<void> loadRevisions(const EventStore &store, LoadedWorkspace &loaded)
{
    const auto events = store.read(stream::Revisions, Sequence{0});
    if (!events)
        return tl::unexpected(events.error());
    for (const StoredEvent &stored : *events) {
        const auto what = decodeRevisionEvent(stored);
        if (!what)
            return tl::unexpected(what.error());
        take(loaded.revisions, *what);
        loaded.revisionsEnd = stored.sequence;
    }
    const auto documents = store.last(stream::Documents);
    if (!documents)
        return tl::unexpected(documents.error());
    loaded.documentsEnd = *documents;
    return {};
}

// The newest event of a stream, of which only that one counts.
Result<std::optional<StoredEvent>> newest(const EventStore &store, const std::string &name, Sequence &end)
{
    const auto last = store.last(name);
    if (!last)
        return tl::unexpected(last.error());
    end = *last;
    if (end == Sequence{0})
        return std::optional<StoredEvent>{};
    auto events = store.read(name, end + -1);
    if (!events)
        return tl::unexpected(events.error());
    return std::optional<StoredEvent>{std::move(events->back())};
}

std::string textIn(const StoredEvent &stored, const char *key)
{
    const Tree payload = Tree::parse(stored.event.payload, nullptr, false);
    return payload.is_object() && payload.contains(key) && payload[key].is_string()
        ? payload[key].get<std::string>()
        : std::string();
}

Result<void> loadOrigin(const EventStore &store, LoadedWorkspace &loaded)
{
    Sequence end{};
    const auto origin = newest(store, stream::Origin, end);
    if (!origin)
        return tl::unexpected(origin.error());
    if (!*origin)
        return {};
    const Tree payload = Tree::parse((*origin)->event.payload, nullptr, false);
    if (!payload.is_object() || !payload.contains("hashes"))
        return {};
    for (const Tree &hash : payload["hashes"]) {
        if (hash.is_string())
            loaded.originHashes.push_back(hash.get<std::string>());
    }
    return {};
}

Result<void> loadSettings(const EventStore &store, LoadedWorkspace &loaded)
{
    const auto chosen = newest(store, stream::Settings, loaded.settingsEnd);
    if (!chosen)
        return tl::unexpected(chosen.error());
    if (*chosen)
        loaded.environment = EnvironmentName{textIn(**chosen, "environment")};
    const auto file = newest(store, stream::File, loaded.fileEnd);
    if (!file)
        return tl::unexpected(file.error());
    if (*file)
        loaded.fileText = textIn(**file, "text");
    return {};
}

} // namespace

Result<LoadedWorkspace> loadWorkspace(const EventStore &store)
{
    LoadedWorkspace loaded;
    for (const auto load : {loadDraft, loadRevisions, loadOrigin, loadSettings}) {
        if (auto done = load(store, loaded); !done)
            return tl::unexpected(done.error());
    }
    return loaded;
}

} // namespace gatehouse
