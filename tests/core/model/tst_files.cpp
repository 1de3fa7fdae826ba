#include "core/model/files.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <filesystem>
#include <sys/stat.h>

using namespace gatehouse;

class TestFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWhatWasSaved();
    void tellsAMissingFileFromAnUnreadableOne();
    void refusesAFileThatIsTooLarge();
    void keepsTheModeOfAnExistingFile();
    void givesANewFileItsMode();
    void followsASymbolicLink();
    void leavesTheOldFileWhereItCannotWrite();

private:
    std::filesystem::path at(const char *name) const
    {
        return std::filesystem::path(m_directory->path().toStdString()) / name;
    }
    std::size_t count() const
    {
        const std::filesystem::directory_iterator entries(at(""));
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestFiles::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestFiles::readsWhatWasSaved()
{
    const std::string bytes = std::string("a\r\n\0b\xFF", 6) + std::string(200'000, 'x');
    QVERIFY(saveFileAtomically(at("f"), bytes).has_value());
    QVERIFY(readFile(at("f")).value() == bytes);
    QVERIFY(saveFileAtomically(at("f"), "").has_value());
    QCOMPARE(readFile(at("f")).value(), std::string());
    QCOMPARE(count(), std::size_t(1));
}

void TestFiles::tellsAMissingFileFromAnUnreadableOne()
{
    QCOMPARE(readFile(at("none")).error().kind, ErrorKind::NotFound);
    QCOMPARE(readFile(at("")).error().kind, ErrorKind::Unreadable);
}

void TestFiles::refusesAFileThatIsTooLarge()
{
    QVERIFY(saveFileAtomically(at("f"), "12345").has_value());
    QVERIFY(readFile(at("f"), 5).has_value());
    QCOMPARE(readFile(at("f"), 4).error().kind, ErrorKind::Unreadable);
}

void TestFiles::keepsTheModeOfAnExistingFile()
{
    QVERIFY(saveFileAtomically(at("f"), "old").has_value());
    QCOMPARE(::chmod(at("f").c_str(), 0604), 0);
    QVERIFY(saveFileAtomically(at("f"), "new").has_value());
    struct stat status
    {
    };
    QCOMPARE(::stat(at("f").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0604U);
}

void TestFiles::givesANewFileItsMode()
{
    QVERIFY(saveFileAtomically(at("f"), "x", 0600).has_value());
    struct stat status
    {
    };
    QCOMPARE(::stat(at("f").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
}

void TestFiles::followsASymbolicLink()
{
    QVERIFY(saveFileAtomically(at("real"), "old").has_value());
    std::filesystem::create_symlink("real", at("link"));
    QVERIFY(saveFileAtomically(at("link"), "new").has_value());
    QCOMPARE(readFile(at("real")).value(), std::string("new"));
    QVERIFY(std::filesystem::is_symlink(at("link")));
}

void TestFiles::leavesTheOldFileWhereItCannotWrite()
{
    QCOMPARE(saveFileAtomically(at("none/f"), "x").error().kind, ErrorKind::Unwritable);
    QVERIFY(std::filesystem::create_directory(at("d")));
    QCOMPARE(saveFileAtomically(at("d"), "x").error().kind, ErrorKind::Unwritable);
    QCOMPARE(count(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TestFiles)
#include "tst_files.moc"
