#include "core/events/sqliteeventstore.h"

#include "tests/support/warnings.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QTest>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace gatehouse;

namespace {

NewEvent sample(const std::string &title, std::string payload = R"({"a":1})")
{
    return {"draft.edited", WallTime{std::chrono::milliseconds{1'795'456'800'000}}, Actor{"ana"}, title,
            std::move(payload)};
}

std::filesystem::path fileIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("w.gatehouse")).toStdString();
}

QByteArray bytesOf(const std::filesystem::path &file)
{
    QFile raw(QString::fromStdString(file.string()));
    return raw.open(QIODevice::ReadOnly) ? raw.readAll() : QByteArray();
}

void write(const std::filesystem::path &file, const QByteArray &bytes)
{
    QFile raw(QString::fromStdString(file.string()));
    QVERIFY(raw.open(QIODevice::WriteOnly));
    QCOMPARE(raw.write(bytes), bytes.size());
}

// Runs one statement on the file behind the store's back.
void tamper(const std::filesystem::path &file, const QString &statement)
{
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
        database.setDatabaseName(QString::fromStdString(file.string()));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY2(query.exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
}

// The other side of the kill test: appends for ever and tells each event once it is acknowledged.
int appendForEver(const std::filesystem::path &file)
{
    auto store = SqliteEventStore::open(file, SqliteEventStore::OpenMode::Existing);
    if (!store)
        return 2;
    auto last = (*store)->last("draft");
    while (last) {
        const std::vector<NewEvent> events{sample("one"), sample("two", std::string(20'000, 'x'))};
        last = (*store)->append("draft", *last, events);
        if (last) {
            std::printf("%lld\n", static_cast<long long>(*last));
            std::fflush(stdout);
        }
    }
    return 1;
}

} // namespace

class TestSqliteEventStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEventsOverARestart();
    void keepsStreamsApart();
    void refusesAnAppendThatDoesNotKnowTheLastEvent();
    void appendsAllOrNothing();
    void refusesToMakeAFileThatExists();
    void saysThatThereIsNoFile();
    void leavesAFileAloneThatIsNoWorkspace_data();
    void leavesAFileAloneThatIsNoWorkspace();
    void leavesAFileOfANewerVersionAlone();
    void namesTheDamagedEvent_data();
    void namesTheDamagedEvent();
    void refusesAFileWhosePagesAreDamaged();
    void keepsTheTwoNewestSnapshots();
    void passesOverADamagedSnapshot();
    void saysThatAnotherProgramHoldsTheFile();
    void saysThatTheDiskIsFullAndLosesNothing();
    void hasAllThatWasAcknowledgedAfterAKill();
    void asksTheDiskForEveryCommit();
};

void TestSqliteEventStore::keepsEventsOverARestart()
{
    const QTemporaryDir folder;
    const std::vector<NewEvent> events{sample("Set the timeout"),
                                       sample("große Änderung", std::string(50'000, 'y'))};
    {
        auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
        QCOMPARE(store->append("draft", Sequence{0}, events).value(), Sequence{2});
    }
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing).value();
    const auto all = store->read("draft", Sequence{0}).value();
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].sequence, Sequence{1});
    QVERIFY(all[0].event == events[0]);
    QVERIFY(all[1].event == events[1]);
    QCOMPARE(store->read("draft", Sequence{1}).value().size(), std::size_t(1));
    QCOMPARE(store->last("draft").value(), Sequence{2});
    QVERIFY(bytesOf(fileIn(folder)).size() < 50'000);
}

void TestSqliteEventStore::keepsStreamsApart()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    const std::vector<NewEvent> one{sample("one")};
    QCOMPARE(store->append("draft", Sequence{0}, one).value(), Sequence{1});
    QCOMPARE(store->append("revisions", Sequence{0}, one).value(), Sequence{1});
    QCOMPARE(store->append("draft", Sequence{1}, one).value(), Sequence{2});
    QCOMPARE(store->read("revisions", Sequence{0}).value().size(), std::size_t(1));
    QVERIFY(store->read("nothing", Sequence{0}).value().empty());
}

void TestSqliteEventStore::refusesAnAppendThatDoesNotKnowTheLastEvent()
{
    const QTemporaryDir folder;
    auto mine = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    auto theirs = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing).value();
    const std::vector<NewEvent> one{sample("one")};
    QVERIFY(theirs->append("draft", Sequence{0}, one).has_value());
    const auto refused = mine->append("draft", Sequence{0}, one);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(mine->append("draft", Sequence{2}, one).error().kind, ErrorKind::Conflict);
    QCOMPARE(mine->append("draft", Sequence{1}, one).value(), Sequence{2});
}

void TestSqliteEventStore::appendsAllOrNothing()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    tamper(fileIn(folder),
           QStringLiteral("CREATE TRIGGER no BEFORE INSERT ON events WHEN new.title = 'bad' BEGIN SELECT"
                          " raise(ABORT, 'no'); END"));
    const std::vector<NewEvent> events{sample("good"), sample("bad")};
    QVERIFY(!store->append("draft", Sequence{0}, events).has_value());
    QCOMPARE(store->last("draft").value(), Sequence{0});
    const std::vector<NewEvent> good{sample("good")};
    QCOMPARE(store->append("draft", Sequence{0}, good).value(), Sequence{1});
}

void TestSqliteEventStore::refusesToMakeAFileThatExists()
{
    const QTemporaryDir folder;
    write(fileIn(folder), "mine");
    const auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New);
    QCOMPARE(store.error().kind, ErrorKind::Conflict);
    QCOMPARE(bytesOf(fileIn(folder)), QByteArray("mine"));
}

void TestSqliteEventStore::saysThatThereIsNoFile()
{
    const QTemporaryDir folder;
    const auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing);
    QCOMPARE(store.error().kind, ErrorKind::NotFound);
    QVERIFY(!QFile::exists(QString::fromStdString(fileIn(folder).string())));
}

void TestSqliteEventStore::leavesAFileAloneThatIsNoWorkspace_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("gatehouse: v1\n");
    QTest::newRow("long text") << QByteArray(8'192, 'a');
    QTest::newRow("another program's database")
        << (QByteArray("SQLite format 3\0", 16) + QByteArray(4'080, '\0'));
}

void TestSqliteEventStore::leavesAFileAloneThatIsNoWorkspace()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    write(fileIn(folder), bytes);
    const auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing);
    QVERIFY(!store.has_value());
    QCOMPARE(store.error().kind, ErrorKind::Unreadable);
    QCOMPARE(bytesOf(fileIn(folder)), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestSqliteEventStore::leavesAFileOfANewerVersionAlone()
{
    const QTemporaryDir folder;
    QVERIFY(SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).has_value());
    tamper(fileIn(folder), QStringLiteral("PRAGMA user_version = 99"));
    const QByteArray before = bytesOf(fileIn(folder));
    const auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing);
    QCOMPARE(store.error().kind, ErrorKind::Unreadable);
    QVERIFY(store.error().message.find("newer version") != std::string::npos);
    QCOMPARE(bytesOf(fileIn(folder)), before);
}

void TestSqliteEventStore::namesTheDamagedEvent_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("payload") << QStringLiteral("UPDATE events SET payload = X'7b7d' WHERE sequence = 2");
    QTest::newRow("title") << QStringLiteral("UPDATE events SET title = 'x' WHERE sequence = 2");
    QTest::newRow("time") << QStringLiteral("UPDATE events SET at = at + 1 WHERE sequence = 2");
    QTest::newRow("who") << QStringLiteral("UPDATE events SET who = 'eve' WHERE sequence = 2");
    QTest::newRow("type") << QStringLiteral("UPDATE events SET type = 'draft.undone' WHERE sequence = 2");
    QTest::newRow("packed flag") << QStringLiteral(
        "UPDATE events SET payload = X'00', packed = 1 WHERE sequence = 2");
}

void TestSqliteEventStore::namesTheDamagedEvent()
{
    QFETCH(QString, statement);
    const QTemporaryDir folder;
    const std::vector<NewEvent> events{sample("one"), sample("two"), sample("three")};
    {
        auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
        QVERIFY(store->append("draft", Sequence{0}, events).has_value());
    }
    tamper(fileIn(folder), statement);
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing).value();
    const auto all = store->read("draft", Sequence{0});
    QVERIFY(!all.has_value());
    QCOMPARE(all.error().kind, ErrorKind::Unreadable);
    QVERIFY2(all.error().message.find("event 2 of draft") != std::string::npos, all.error().message.c_str());
}

void TestSqliteEventStore::refusesAFileWhosePagesAreDamaged()
{
    const QTemporaryDir folder;
    {
        auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
        const std::vector<NewEvent> events(40, sample("one", std::string(3'000, 'z')));
        QVERIFY(store->append("draft", Sequence{0}, events).has_value());
    }
    QByteArray bytes = bytesOf(fileIn(folder));
    QVERIFY(bytes.size() > 100'000);
    for (qsizetype i = 4'096; i < bytes.size(); ++i)
        bytes[i] = char(QRandomGenerator::global()->bounded(256));
    write(fileIn(folder), bytes);
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing);
    const ErrorKind kind = store ? (*store)->read("draft", Sequence{0}).error().kind : store.error().kind;
    QCOMPARE(kind, ErrorKind::Unreadable);
}

void TestSqliteEventStore::keepsTheTwoNewestSnapshots()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    QVERIFY(!store->snapshot("draft").value().has_value());
    for (std::int64_t i = 1; i <= 4; ++i)
        QVERIFY(
            store->putSnapshot("draft", {Sequence{i}, std::string(std::size_t(i) * 5'000, 's')}).has_value());
    QCOMPARE(store->snapshot("draft").value()->sequence, Sequence{4});
    QCOMPARE(store->snapshot("draft").value()->payload.size(), std::size_t(20'000));
    QVERIFY(!store->snapshot("other").value().has_value());
    tamper(fileIn(folder), QStringLiteral("DELETE FROM snapshots WHERE sequence = 4"));
    QCOMPARE(store->snapshot("draft").value()->sequence, Sequence{3});
    tamper(fileIn(folder), QStringLiteral("DELETE FROM snapshots WHERE sequence = 3"));
    QVERIFY(!store->snapshot("draft").value().has_value());
}

void TestSqliteEventStore::passesOverADamagedSnapshot()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    QVERIFY(store->putSnapshot("draft", {Sequence{1}, "first"}).has_value());
    QVERIFY(store->putSnapshot("draft", {Sequence{2}, "second"}).has_value());
    tamper(fileIn(folder), QStringLiteral("UPDATE snapshots SET payload = X'00' WHERE sequence = 2"));
    QCOMPARE(store->snapshot("draft").value()->payload, std::string("first"));
}

void TestSqliteEventStore::saysThatAnotherProgramHoldsTheFile()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New,
                                        {std::chrono::milliseconds{10}})
                     .value();
    const std::vector<NewEvent> one{sample("one")};
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("holder"));
        database.setDatabaseName(QString::fromStdString(fileIn(folder).string()));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
        QCOMPARE(store->append("draft", Sequence{0}, one).error().kind, ErrorKind::Timeout);
        QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("holder"));
    QVERIFY(store->append("draft", Sequence{0}, one).has_value());
}

void TestSqliteEventStore::saysThatTheDiskIsFullAndLosesNothing()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    const std::vector<NewEvent> one{sample("one")};
    QVERIFY(store->append("draft", Sequence{0}, one).has_value());
    // A limit on the size of files is a disk without room for this process.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 100'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string noise;
    for (int i = 0; i < 400'000; ++i)
        noise += char('a' + QRandomGenerator::global()->bounded(26));
    const std::vector<NewEvent> large{sample("large", noise)};
    const auto refused = store->append("draft", Sequence{1}, large);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Unwritable);
    QCOMPARE(store->read("draft", Sequence{0}).value().size(), std::size_t(1));
    QCOMPARE(store->append("draft", Sequence{1}, large).value(), Sequence{2});
}

void TestSqliteEventStore::hasAllThatWasAcknowledgedAfterAKill()
{
    const QTemporaryDir folder;
    QVERIFY(SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).has_value());
    qint64 acknowledged = 0;
    for (int round = 0; round < 12; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--append"), QString::fromStdString(fileIn(folder).string())});
        QVERIFY(child.waitForStarted());
        // The moment of the kill differs from round to round: after so many acknowledgements, in the middle
        // of the one that follows.
        const int wanted = 1 + QRandomGenerator::global()->bounded(12);
        QByteArray told;
        while (told.count('\n') < wanted) {
            QVERIFY(child.waitForReadyRead());
            told += child.readAllStandardOutput();
        }
        ::kill(pid_t(child.processId()), SIGKILL);
        child.waitForFinished();
        told += child.readAllStandardOutput();
        for (const QByteArray &line : told.left(told.lastIndexOf('\n')).split('\n'))
            acknowledged = std::max(acknowledged, line.toLongLong());
        auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::Existing);
        QVERIFY2(store.has_value(), store.has_value() ? "" : store.error().message.c_str());
        const auto all = (*store)->read("draft", Sequence{0});
        QVERIFY2(all.has_value(), all.has_value() ? "" : all.error().message.c_str());
        QVERIFY(qint64(all->size()) >= acknowledged);
        QVERIFY(all->size() % 2 == 0);
    }
}

void TestSqliteEventStore::asksTheDiskForEveryCommit()
{
    const QTemporaryDir folder;
    auto store = SqliteEventStore::open(fileIn(folder), SqliteEventStore::OpenMode::New).value();
    QCOMPARE(QSqlDatabase::connectionNames().size(), 1);
    QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst(), false));
    QVERIFY(query.exec(QStringLiteral("PRAGMA synchronous")) && query.next());
    QCOMPARE(query.value(0).toInt(), 2);
    QVERIFY(query.exec(QStringLiteral("PRAGMA journal_mode")) && query.next());
    QCOMPARE(query.value(0).toString(), QStringLiteral("wal"));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--append")
        return appendForEver(argv[2]);
    TestSqliteEventStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sqliteeventstore.moc"
