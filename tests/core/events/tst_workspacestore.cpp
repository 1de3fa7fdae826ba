#include "core/events/workspacestore.h"

#include "core/events/sqliteeventstore.h"
#include "core/events/workspaceload.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Edit set(const std::string &pointer, Tree value)
{
    return {SetValue{pointer, std::move(value)}};
}

NewEvent at(NewEvent event, const std::string &title)
{
    event.at = WallTime{std::chrono::milliseconds{1'795'456'800'000}};
    event.who = {"ana"};
    event.title = title;
    return event;
}

std::filesystem::path fileIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("w.gatehouse")).toStdString();
}

Tree firstTree()
{
    return Tree{{"gatehouse", "v1"}, {"name", "shop"}, {"routes", Tree::array()}};
}

// Edits, continues, undoes and does again, so that the last tree is known.
std::vector<NewEvent> someHistory()
{
    return {
        at(encode(DraftEdited{{set("/name", "one")}, {set("/name", "shop")}, std::nullopt}), "first"), // 2
        at(encode(
               DraftEdited{{set("/description", "d")}, {{RemoveValue{"/description"}}}, std::nullopt}), // 3
           "second"),
        at(encode(DraftEdited{{set("/description", "de")}, {set("/description", "d")}, Sequence{3}}), // 4
           "second, typed on"),
        at(encode(DraftUndone{Sequence{3}}), {}), // 5
        at(encode(DraftUndone{Sequence{2}}), {}), // 6
        at(encode(DraftRedone{Sequence{2}}), {}), // 7
    };
}

Revision sampleRevision()
{
    Revision revision;
    revision.number = RevisionNumber{1};
    revision.hash = std::string(64, 'a');
    revision.message = "Try it";
    revision.who = {"ana"};
    revision.at = WallTime{std::chrono::milliseconds{1'795'456'800'000}};
    revision.environment = EnvironmentName{"local"};
    revision.goesBackTo = RevisionNumber{7};
    GatewayOutcome waiting;
    waiting.gateway = GatewayName{"edge-1"};
    waiting.at = revision.at;
    revision.outcomes = {waiting};
    return revision;
}

} // namespace

class TestWorkspaceStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAWorkspaceAndOpensItAgain();
    void rebuildsDraftAndHistoryFromEvents();
    void rebuildsTheSameFromASnapshot_data();
    void rebuildsTheSameFromASnapshot();
    void keepsRevisionsWithTheirOutcomes();
    void keepsPublishedDocuments();
    void remembersEnvironmentAndFile();
    void removesAFileThatCouldNotBeFilled();
    void refusesAStoreWithoutDraft();
    void refusesAnUndoOfNothing();
};

void TestWorkspaceStore::makesAWorkspaceAndOpensItAgain()
{
    const QTemporaryDir folder;
    {
        WorkspaceStore store;
        const auto made = store.create(fileIn(folder), at(encode(DraftCreated{firstTree()}), "New")).result();
        QVERIFY(made.has_value());
        QCOMPARE(made->draftEnd, Sequence{1});
        QCOMPARE(made->draft.model.name, std::string("shop"));
        QVERIFY(made->log.commands().empty());
        QCOMPARE(store.create(fileIn(folder), {}).result().error().kind, ErrorKind::Conflict);
    }
    WorkspaceStore store;
    QVERIFY(store.open(fileIn(folder)).result().value().draft.tree == firstTree());
    QVERIFY(store.reload().result().has_value());
}

void TestWorkspaceStore::rebuildsDraftAndHistoryFromEvents()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    QVERIFY(store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().has_value());
    QCOMPARE(store.append(stream::Draft, Sequence{1}, someHistory()).result().value(), Sequence{7});
    const auto loaded = store.reload().result().value();
    QCOMPARE(loaded.draftEnd, Sequence{7});
    QVERIFY(loaded.draft.tree == (Tree{{"gatehouse", "v1"}, {"name", "one"}, {"routes", Tree::array()}}));
    QCOMPARE(loaded.log.commands().size(), std::size_t(2));
    QCOMPARE(loaded.log.toUndo()->title, std::string("first"));
    QCOMPARE(loaded.log.toRedo()->title, std::string("second, typed on"));
    QCOMPARE(loaded.log.toRedo()->who.name, std::string("ana"));
}

void TestWorkspaceStore::rebuildsTheSameFromASnapshot_data()
{
    QTest::addColumn<int>("after");
    for (const int after : {1, 2, 4, 5, 7})
        QTest::newRow(QByteArray::number(after).constData()) << after;
}

void TestWorkspaceStore::rebuildsTheSameFromASnapshot()
{
    QFETCH(int, after);
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    std::vector<NewEvent> events{encode(DraftCreated{firstTree()})};
    for (const NewEvent &event : someHistory())
        events.push_back(event);
    const std::span all(events);
    const auto head = all.first(std::size_t(after));
    QVERIFY(store->append(stream::Draft, Sequence{0}, head).has_value());
    const auto middle = loadWorkspace(*store).value();
    QVERIFY(store
                ->putSnapshot(stream::Draft,
                              {middle.draftEnd, encodeSnapshot(middle.draft.tree, middle.log.oldest())})
                .has_value());
    QVERIFY(store->append(stream::Draft, Sequence{after}, all.subspan(std::size_t(after))).has_value());
    const auto loaded = loadWorkspace(*store).value();
    QCOMPARE(loaded.snapshotAt, Sequence{after});
    QCOMPARE(loaded.draftEnd, Sequence{7});
    QVERIFY(loaded.draft.tree == (Tree{{"gatehouse", "v1"}, {"name", "one"}, {"routes", Tree::array()}}));
    QCOMPARE(loaded.log.toUndo()->title, std::string("first"));
    QCOMPARE(loaded.log.toRedo()->title, std::string("second, typed on"));
    QCOMPARE(loaded.log.toRedo()->steps.size(), std::size_t(2));
}

void TestWorkspaceStore::keepsRevisionsWithTheirOutcomes()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    QVERIFY(store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().has_value());
    Revision revision = sampleRevision();
    GatewayOutcome failed = revision.outcomes[0];
    failed.result = GatewayResult::Failed;
    failed.error = Error{ErrorKind::Rejected, "It said no.", "edge-1", "Mend it.", "line 3"};
    GatewayOutcome applied = revision.outcomes[0];
    applied.result = GatewayResult::Applied;
    applied.nativeRevision = 12;
    applied.backupFile = "edge.cfg.1";
    const std::vector<NewEvent> started{encode(RevisionStarted{revision, Sequence{5}}),
                                        encode(RevisionOutcome{revision.number, failed})};
    QVERIFY(store.append(stream::Revisions, Sequence{0}, started).result().has_value());
    revision.outcomes = {failed};
    QVERIFY(store.reload().result().value().revisions
            == (std::vector<KeptRevision>{{revision, Sequence{5}}}));
    const std::vector<NewEvent> finished{encode(RevisionOutcome{revision.number, applied}),
                                         encode(RevisionFinished{revision.number})};
    QVERIFY(store.append(stream::Revisions, Sequence{2}, finished).result().has_value());
    revision.outcomes = {applied};
    revision.finished = true;
    const auto loaded = store.reload().result().value();
    QVERIFY(loaded.revisions == (std::vector<KeptRevision>{{revision, Sequence{5}}}));
    QCOMPARE(loaded.revisionsEnd, Sequence{4});
}

void TestWorkspaceStore::keepsPublishedDocuments()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    QVERIFY(store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().has_value());
    const Tree second{{"gatehouse", "v1"}, {"name", "second"}};
    for (const Tree &tree : {firstTree(), second}) {
        const auto document = std::make_shared<const Document>(*decodeTree(tree).document);
        const auto end = store.reload().result().value().documentsEnd;
        QCOMPARE(store.keepDocument(end, document, {}, {"ana"}).result().value(), end + 1);
    }
    QVERIFY(store.document(Sequence{1}).result().value()->tree == firstTree());
    QCOMPARE(store.document(Sequence{2}).result().value()->model.name, std::string("second"));
    QCOMPARE(store.document(Sequence{3}).result().error().kind, ErrorKind::NotFound);
}

void TestWorkspaceStore::remembersEnvironmentAndFile()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    const auto made = store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().value();
    QVERIFY(made.environment.isEmpty());
    QVERIFY(!made.fileText.has_value());
    store.append(
        stream::Settings, Sequence{0},
        {environmentChosen(EnvironmentName{"local"}), environmentChosen(EnvironmentName{"production"})});
    store.append(stream::File, Sequence{0}, {fileContains("gatehouse: v1 # ü\n")});
    const auto loaded = store.reload().result().value();
    QCOMPARE(loaded.environment.str(), std::string("production"));
    QCOMPARE(loaded.settingsEnd, Sequence{2});
    QCOMPARE(*loaded.fileText, std::string("gatehouse: v1 # ü\n"));
}

void TestWorkspaceStore::removesAFileThatCouldNotBeFilled()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    const auto missing = folder.filePath(QStringLiteral("no/such/folder.gatehouse")).toStdString();
    QVERIFY(!store.create(missing, encode(DraftCreated{firstTree()})).result().has_value());
    QVERIFY(!store.reload().result().has_value());
    QVERIFY(store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().has_value());
}

void TestWorkspaceStore::refusesAStoreWithoutDraft()
{
    const QTemporaryDir folder;
    QVERIFY(SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).has_value());
    WorkspaceStore store;
    QCOMPARE(store.open(fileIn(folder)).result().error().kind, ErrorKind::Unreadable);
}

void TestWorkspaceStore::refusesAnUndoOfNothing()
{
    const QTemporaryDir folder;
    WorkspaceStore store;
    QVERIFY(store.create(fileIn(folder), encode(DraftCreated{firstTree()})).result().has_value());
    QVERIFY(
        store.append(stream::Draft, Sequence{1}, {encode(DraftUndone{Sequence{9}})}).result().has_value());
    QCOMPARE(store.reload().result().error().kind, ErrorKind::Unreadable);
}

QTEST_GUILESS_MAIN(TestWorkspaceStore)
#include "tst_workspacestore.moc"
