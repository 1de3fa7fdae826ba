#include "core/gateway/configstore.h"

#include "core/gateway/sealedtext.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Result<void> acceptsAll(const StoredRevision &)
{
    return {};
}

Result<void> add(ConfigStore &store, const std::string &text)
{
    Result<StagedRevision> staged =
        store.stage("hash of " + text, WallTime{std::chrono::milliseconds{1'000}}, text);
    if (!staged)
        return tl::unexpected(staged.error());
    return store.commit(std::move(*staged));
}

std::filesystem::path newestFile(const ConfigStore &store)
{
    return store.entries().front().file;
}

} // namespace

class TestConfigStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasCommittedOverAReopening();
    void countsUpByOne();
    void doesNotCountWhatWasOnlyStaged();
    void keepsTheLastTwenty();
    void fallsBackToTheLastWholeRevision_data();
    void fallsBackToTheLastWholeRevision();
    void fallsBackWhereTheReaderRefuses();
    void neverGivesANumberTwice();
    void belongsToOneProcessAtATime();
    void keepsNotesAndSeesTheirDamage();
    void seesEveryFlippedBit();
};

void TestConfigStore::keepsWhatWasCommittedOverAReopening()
{
    QTemporaryDir dir;
    {
        Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
        QVERIFY(store);
        QVERIFY(store->isEmpty());
        QVERIFY(add(*store, "{\"a\": \"line\\nend\"}\n\n"));
    }
    const Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QVERIFY(!store->isEmpty());
    const ConfigStore::Newest newest = store->newest(acceptsAll);
    QVERIFY(newest.problems.empty());
    QVERIFY(newest.revision);
    QCOMPARE(newest.revision->number, 1U);
    QCOMPARE(newest.revision->text, std::string("{\"a\": \"line\\nend\"}\n\n"));
    QCOMPARE(newest.revision->hash, "hash of " + newest.revision->text);
    QCOMPARE(newest.revision->takenAt, WallTime{std::chrono::milliseconds{1'000}});
}

void TestConfigStore::countsUpByOne()
{
    QTemporaryDir dir;
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    for (std::uint64_t number = 1; number <= 3; ++number) {
        QCOMPARE(store->nextNumber(), number);
        QVERIFY(add(*store, "x"));
    }
}

void TestConfigStore::doesNotCountWhatWasOnlyStaged()
{
    QTemporaryDir dir;
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QVERIFY(add(*store, "first"));
    QVERIFY(store->stage("h", WallTime{}, "second"));
    QCOMPARE(store->newest(acceptsAll).revision->text, std::string("first"));
    QCOMPARE(store->nextNumber(), 2U);
}

void TestConfigStore::keepsTheLastTwenty()
{
    QTemporaryDir dir;
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    for (int i = 1; i <= 25; ++i)
        QVERIFY(add(*store, std::to_string(i)));
    const std::vector<RevisionEntry> entries = store->entries();
    QCOMPARE(entries.size(), ConfigStore::Kept);
    QCOMPARE(entries.front().number, 25U);
    QCOMPARE(entries.back().number, 6U);
    QCOMPARE(store->read(6)->text, std::string("6"));
    QCOMPARE(store->read(5).error().kind, ErrorKind::NotFound);
}

void TestConfigStore::fallsBackToTheLastWholeRevision_data()
{
    QTest::addColumn<QByteArray>("damage");
    for (const char *damage : {"emptied", "cut", "changed", "longer", "other number", "no state file"})
        QTest::newRow(damage) << QByteArray(damage);
}

void TestConfigStore::fallsBackToTheLastWholeRevision()
{
    QFETCH(QByteArray, damage);
    QTemporaryDir dir;
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QVERIFY(add(*store, "good"));
    QVERIFY(add(*store, "newer"));
    const std::filesystem::path file = newestFile(*store);
    std::string bytes = readWholeFile(file, 10'000).value();
    if (damage == "emptied")
        bytes.clear();
    else if (damage == "cut")
        bytes.pop_back();
    else if (damage == "changed")
        bytes.back() = 'X';
    else if (damage == "longer")
        bytes += ' ';
    else if (damage == "other number")
        bytes = readWholeFile(store->entries().back().file, 10'000).value();
    else
        bytes = "{}";
    QVERIFY(writeDurably(file, bytes, FileAccess::Private));
    const ConfigStore::Newest newest = store->newest(acceptsAll);
    QVERIFY(newest.revision);
    QCOMPARE(newest.revision->text, std::string("good"));
    QCOMPARE(newest.problems.size(), std::size_t{1});
    QVERIFY(newest.problems.front().find("revision 2") != std::string::npos);
}

void TestConfigStore::fallsBackWhereTheReaderRefuses()
{
    QTemporaryDir dir;
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QVERIFY(add(*store, "good"));
    QVERIFY(add(*store, "from a later version"));
    const ConfigStore::Newest newest = store->newest([](const StoredRevision &revision) -> Result<void> {
        if (revision.text == "good")
            return {};
        return failure(ErrorKind::Unsupported, "unknown field");
    });
    QCOMPARE(newest.revision->number, 1U);
    QVERIFY(newest.problems.front().find("unknown field") != std::string::npos);
}

void TestConfigStore::neverGivesANumberTwice()
{
    QTemporaryDir dir;
    {
        Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
        QVERIFY(add(*store, "one"));
        QVERIFY(add(*store, "two"));
        QVERIFY(writeDurably(newestFile(*store), "damaged", FileAccess::Private));
    }
    Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QCOMPARE(store->nextNumber(), 3U);
    QVERIFY(add(*store, "three"));
    QCOMPARE(store->newest(acceptsAll).revision->number, 3U);
    QVERIFY(store->newest(acceptsAll).problems.empty());
}

void TestConfigStore::belongsToOneProcessAtATime()
{
    QTemporaryDir dir;
    {
        const Result<ConfigStore> first = ConfigStore::open(dir.path().toStdString());
        QVERIFY(first);
        const Result<ConfigStore> second = ConfigStore::open(dir.path().toStdString());
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
    }
    QVERIFY(ConfigStore::open(dir.path().toStdString()));
}

void TestConfigStore::keepsNotesAndSeesTheirDamage()
{
    QTemporaryDir dir;
    const Result<ConfigStore> store = ConfigStore::open(dir.path().toStdString());
    QCOMPARE(store->readNote("overrides").error().kind, ErrorKind::NotFound);
    QVERIFY(store->writeNote("overrides", "text"));
    QCOMPARE(store->readNote("overrides").value(), std::string("text"));
    QVERIFY(
        writeDurably(dir.filePath(QStringLiteral("overrides")).toStdString(), "text", FileAccess::Private));
    QCOMPARE(store->readNote("overrides").error().kind, ErrorKind::Unreadable);
}

void TestConfigStore::seesEveryFlippedBit()
{
    const std::string sealed = seal("a document");
    QCOMPARE(unseal(sealed).value(), std::string("a document"));
    for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
        std::string flipped = sealed;
        flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
        const Result<std::string> text = unseal(flipped);
        QVERIFY2(!text, qPrintable(QStringLiteral("bit %1").arg(i)));
    }
}

QTEST_GUILESS_MAIN(TestConfigStore)
#include "tst_configstore.moc"
