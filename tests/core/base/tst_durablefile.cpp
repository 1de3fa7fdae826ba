#include "core/base/durablefile.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

#include <sys/resource.h>

using namespace gatehouse;

namespace {

/// Lets no file of this process grow beyond `bytes` until it goes: a full disk on order.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

} // namespace

class TestDurableFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesTheWholeFileAndLeavesNothingBeside();
    void givesTheModeThatWasAskedFor();
    void keepsTheOldContentsUntilCommitted();
    void keepsTheOldContentsWhenTheDiskIsFull();
    void saysWhatCannotBeWritten();
    void refusesAPrivateFileThatOthersMayRead_data();
    void refusesAPrivateFileThatOthersMayRead();
    void tellsMissingFromTooLarge();
};

void TestDurableFile::replacesTheWholeFileAndLeavesNothingBeside()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QVERIFY(writeDurably(file, "a long first text", FileAccess::Private));
    QVERIFY(writeDurably(file, "short", FileAccess::Private));
    QCOMPARE(readWholeFile(file, 100).value(), std::string("short"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a")});
}

void TestDurableFile::givesTheModeThatWasAskedFor()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QVERIFY(writeDurably(file, "x", FileAccess::Shared));
    QCOMPARE(std::filesystem::status(file).permissions(), std::filesystem::perms(0644));
    QVERIFY(writeDurably(file, "x", FileAccess::Private));
    QCOMPARE(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
}

void TestDurableFile::keepsTheOldContentsUntilCommitted()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QVERIFY(writeDurably(file, "old", FileAccess::Private));
    {
        const Result<StagedFile> staged = StagedFile::write(file, "new", FileAccess::Private);
        QVERIFY(staged);
        QCOMPARE(readWholeFile(file, 100).value(), std::string("old"));
    }
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    Result<StagedFile> staged = StagedFile::write(file, "new", FileAccess::Private);
    QVERIFY(staged && staged->commit());
    QCOMPARE(readWholeFile(file, 100).value(), std::string("new"));
}

void TestDurableFile::keepsTheOldContentsWhenTheDiskIsFull()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QVERIFY(writeDurably(file, "old", FileAccess::Private));
    Result<void> written;
    {
        const FileSizeLimit limit{10'000};
        written = writeDurably(file, std::string(20'000, 'x'), FileAccess::Private);
    }
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Unwritable);
    QCOMPARE(readWholeFile(file, 100).value(), std::string("old"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestDurableFile::saysWhatCannotBeWritten()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("none/a")).toStdString();
    const Result<void> written = writeDurably(file, "x", FileAccess::Private);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Unwritable);
    QCOMPARE(written.error().where, file.string());
}

void TestDurableFile::refusesAPrivateFileThatOthersMayRead_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("refused");
    QTest::newRow("owner reads and writes") << 0600 << false;
    QTest::newRow("owner reads") << 0400 << false;
    QTest::newRow("group reads") << 0640 << true;
    QTest::newRow("others read") << 0604 << true;
    QTest::newRow("others write") << 0602 << true;
    QTest::newRow("usual file") << 0644 << true;
}

void TestDurableFile::refusesAPrivateFileThatOthersMayRead()
{
    QFETCH(int, mode);
    QFETCH(bool, refused);
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QVERIFY(writeDurably(file, "secret", FileAccess::Private));
    std::filesystem::permissions(file, std::filesystem::perms(mode));
    const Result<std::string> read = readPrivateFile(file, 100);
    QCOMPARE(!read, refused);
    if (refused) {
        QCOMPARE(read.error().kind, ErrorKind::Refused);
        QVERIFY(read.error().message.find("secret") == std::string::npos);
    } else {
        QCOMPARE(*read, std::string("secret"));
    }
}

void TestDurableFile::tellsMissingFromTooLarge()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("a")).toStdString();
    QCOMPARE(readWholeFile(file, 100).error().kind, ErrorKind::NotFound);
    QVERIFY(writeDurably(file, "0123456789", FileAccess::Private));
    QCOMPARE(readWholeFile(file, 9).error().kind, ErrorKind::Unreadable);
    QCOMPARE(readWholeFile(file, 10).value(), std::string("0123456789"));
    QCOMPARE(readWholeFile(dir.path().toStdString(), 10).error().kind, ErrorKind::Unreadable);
}

QTEST_GUILESS_MAIN(TestDurableFile)
#include "tst_durablefile.moc"
