#include "core/base/durablefile.h"
#include "core/gateway/secretstore.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace gatehouse;

class TestSecretStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void writesFilesThatOnlyTheOwnerReads();
    void makesItsFolderForTheOwnerAlone();
    void removesWhatIsThere();
    void leavesOutTheLineEndThatEditorsAdd();
    void refusesAFileThatOthersMayRead();
    void neverLeavesItsFolder_data();
    void neverLeavesItsFolder();
    void hasNoSecretsWithoutAFolder();
    void refusesWhatIsEmptyOrTooLarge();
};

void TestSecretStore::readsWhatItWrote()
{
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QVERIFY(store.write(SecretName{"staff-jwt"}, std::string("a\0b", 3)));
    QCOMPARE(store.read(SecretName{"staff-jwt"}).value(), std::string("a\0b", 3));
    QVERIFY(store.write(SecretName{"staff-jwt"}, "changed"));
    QCOMPARE(store.read(SecretName{"staff-jwt"}).value(), std::string("changed"));
    QCOMPARE(store.read(SecretName{"other"}).error().kind, ErrorKind::NotFound);
}

void TestSecretStore::writesFilesThatOnlyTheOwnerReads()
{
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QVERIFY(store.write(SecretName{"k"}, "v"));
    QCOMPARE(std::filesystem::status(dir.filePath(QStringLiteral("k")).toStdString()).permissions(),
             std::filesystem::perms(0600));
}

void TestSecretStore::makesItsFolderForTheOwnerAlone()
{
    QTemporaryDir dir;
    const std::filesystem::path folder = dir.filePath(QStringLiteral("a/b")).toStdString();
    QVERIFY(SecretStore{folder}.write(SecretName{"k"}, "v"));
    QCOMPARE(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
    QCOMPARE(SecretStore{folder}.read(SecretName{"k"}).value(), std::string("v"));
}

void TestSecretStore::removesWhatIsThere()
{
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QVERIFY(store.write(SecretName{"k"}, "v"));
    QVERIFY(store.remove(SecretName{"k"}));
    QVERIFY(store.remove(SecretName{"k"}));
    QCOMPARE(store.read(SecretName{"k"}).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.remove(SecretName{"../k"}).error().kind, ErrorKind::InvalidInput);
}

void TestSecretStore::leavesOutTheLineEndThatEditorsAdd()
{
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QVERIFY(store.write(SecretName{"unix"}, "value\n"));
    QVERIFY(store.write(SecretName{"dos"}, "value\r\n"));
    QVERIFY(store.write(SecretName{"two"}, "value\n\n"));
    QCOMPARE(store.read(SecretName{"unix"}).value(), std::string("value"));
    QCOMPARE(store.read(SecretName{"dos"}).value(), std::string("value"));
    QCOMPARE(store.read(SecretName{"two"}).value(), std::string("value\n"));
}

void TestSecretStore::refusesAFileThatOthersMayRead()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("k")).toStdString();
    QVERIFY(writeDurably(file, "v", FileAccess::Shared));
    const Result<std::string> read = SecretStore{dir.path().toStdString()}.read(SecretName{"k"});
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Refused);
}

void TestSecretStore::neverLeavesItsFolder_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("parent") << QByteArray("../k");
    QTest::newRow("absolute") << QByteArray("/etc/passwd");
    QTest::newRow("hidden") << QByteArray(".k");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("folder") << QByteArray("a/b");
    QTest::newRow("null") << QByteArray("a\0b", 3);
    QTest::newRow("64 letters") << QByteArray(64, 'a');
}

void TestSecretStore::neverLeavesItsFolder()
{
    QFETCH(QByteArray, name);
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QCOMPARE(store.read(SecretName{name.toStdString()}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(store.write(SecretName{name.toStdString()}, "v").error().kind, ErrorKind::InvalidInput);
}

void TestSecretStore::hasNoSecretsWithoutAFolder()
{
    const SecretStore store{{}};
    QCOMPARE(store.read(SecretName{"k"}).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.write(SecretName{"k"}, "v").error().kind, ErrorKind::Refused);
}

void TestSecretStore::refusesWhatIsEmptyOrTooLarge()
{
    QTemporaryDir dir;
    const SecretStore store{dir.path().toStdString()};
    QCOMPARE(store.write(SecretName{"k"}, "").error().kind, ErrorKind::InvalidInput);
    QCOMPARE(store.write(SecretName{"k"}, std::string(SecretStore::MaxSize + 1, 'x')).error().kind,
             ErrorKind::InvalidInput);
    QVERIFY(store.write(SecretName{"k"}, std::string(SecretStore::MaxSize, 'x')));
}

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
