#include "core/events/workspacestore.h"

#include "core/events/sqliteeventstore.h"
#include "core/events/workspaceload.h"
#include "core/model/environment.h"

#include <span>

namespace gatehouse {

namespace {

auto notOpen()
{
    return failure(ErrorKind::Internal, "The workspace is not open.");
}

// What a gateway calls the first document that it may run already: then nobody changed it past this
// workspace. It is a convenience; a workspace without it only asks more.
void keepOrigin(EventStore &store, LoadedWorkspace &loaded)
{
    std::vector<std::string> hashes{documentHash(loaded.draft.tree)};
    for (const Environment &environment : loaded.draft.model.environments) {
        if (const auto merged = withEnvironment(loaded.draft.tree, environment.name))
            hashes.push_back(documentHash(*merged));
    }
    const NewEvent event = workspaceOrigin(hashes);
    if (store.append(stream::Origin, Sequence{0}, std::span(&event, 1)))
        loaded.originHashes = std::move(hashes);
}

} // namespace

WorkspaceStore::WorkspaceStore()
    : m_thread(QStringLiteral("workspace"))
{
}

WorkspaceStore::~WorkspaceStore()
{
    m_thread.run([this] { m_store.reset(); });
}

QFuture<Result<LoadedWorkspace>> WorkspaceStore::open(const std::filesystem::path &file)
{
    return m_thread.run([this, file]() -> Result<LoadedWorkspace> {
        auto store = SqliteEventStore::open(file, SqliteEventStore::OpenMode::Existing);
        if (!store)
            return tl::unexpected(store.error());
        m_store = std::move(*store);
        return loadWorkspace(*m_store);
    });
}

QFuture<Result<LoadedWorkspace>> WorkspaceStore::create(const std::filesystem::path &file, NewEvent first)
{
    return m_thread.run([this, file, first = std::move(first)]() -> Result<LoadedWorkspace> {
        auto store = SqliteEventStore::open(file, SqliteEventStore::OpenMode::New);
        if (!store)
            return tl::unexpected(store.error());
        const std::span<const NewEvent> events(&first, 1);
        if (auto appended = (*store)->append(stream::Draft, Sequence{0}, events); !appended) {
            store->reset();
            std::error_code ignored; // what could not be written may not be removable either
            std::filesystem::remove(file, ignored);
            return tl::unexpected(appended.error());
        }
        m_store = std::move(*store);
        auto loaded = loadWorkspace(*m_store);
        if (loaded)
            keepOrigin(*m_store, *loaded);
        return loaded;
    });
}

QFuture<Result<LoadedWorkspace>> WorkspaceStore::reload()
{
    return m_thread.run(
        [this]() -> Result<LoadedWorkspace> { return m_store ? loadWorkspace(*m_store) : notOpen(); });
}

QFuture<Result<Sequence>> WorkspaceStore::append(std::string stream, Sequence expected,
                                                 std::vector<NewEvent> events)
{
    return m_thread.run(
        [this, stream = std::move(stream), expected, events = std::move(events)]() -> Result<Sequence> {
            return m_store ? m_store->append(stream, expected, events) : notOpen();
        });
}

QFuture<Result<void>> WorkspaceStore::putSnapshot(std::string stream, Snapshot snapshot)
{
    return m_thread.run([this, stream = std::move(stream), snapshot = std::move(snapshot)]() -> Result<void> {
        return m_store ? m_store->putSnapshot(stream, snapshot) : notOpen();
    });
}

QFuture<Result<Sequence>> WorkspaceStore::keepDocument(Sequence expected,
                                                       std::shared_ptr<const Document> document, WallTime at,
                                                       Actor who)
{
    return m_thread.run([this, expected, document = std::move(document), at, who]() -> Result<Sequence> {
        if (!m_store)
            return notOpen();
        const NewEvent event{"document.published", at, who, {}, R"({"tree":)" + document->tree.dump() + '}'};
        return m_store->append(stream::Documents, expected, std::span(&event, 1));
    });
}

QFuture<Result<std::shared_ptr<const Document>>> WorkspaceStore::document(Sequence sequence)
{
    return m_thread.run([this, sequence]() -> Result<std::shared_ptr<const Document>> {
        if (!m_store)
            return notOpen();
        const auto events = m_store->read(stream::Documents, sequence + -1, 1);
        if (!events)
            return tl::unexpected(events.error());
        if (events->empty())
            return failure(ErrorKind::NotFound, "The document of this revision is not kept.");
        Tree payload = Tree::parse(events->front().event.payload, nullptr, false);
        if (!payload.is_object() || !payload.contains("tree"))
            return failure(ErrorKind::Unreadable, "The document of this revision cannot be read.");
        return std::make_shared<const Document>(*decodeTree(std::move(payload["tree"])).document);
    });
}

std::string encodeSnapshot(const Tree &tree, Sequence oldest)
{
    // Written by hand so that a large tree is not copied.
    return R"({"oldest":)" + std::to_string(static_cast<std::int64_t>(oldest)) + R"(,"tree":)" + tree.dump()
        + '}';
}

NewEvent environmentChosen(const EnvironmentName &environment)
{
    return {"environment.chosen", {}, {}, {}, Tree{{"environment", environment.str()}}.dump()};
}

NewEvent workspaceOrigin(const std::vector<std::string> &hashes)
{
    return {"workspace.origin", {}, {}, {}, Tree{{"hashes", hashes}}.dump()};
}

NewEvent fileContains(const std::string &text)
{
    return {"file.contains", {}, {}, {}, Tree{{"text", text}}.dump()};
}

} // namespace gatehouse
