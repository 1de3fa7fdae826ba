#include "core/control/secrets.h"

#include <QtTest/QTest>

using namespace gatehouse;

class TestSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsOnlyWhatItWasTold();
    void replacesAndForgets();
};

void TestSecrets::knowsOnlyWhatItWasTold()
{
    SecretVault vault;
    const SecretName token{"edge-1-admin"};
    QVERIFY(!vault.has(token));
    const auto missing = vault.get(token);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(!missing.error().remedy.empty());
    vault.put(token, "s3cret");
    QVERIFY(vault.has(token));
    QCOMPARE(vault.get(token).value(), std::string("s3cret"));
    QVERIFY(!vault.has(SecretName{"edge-2-admin"}));
}

void TestSecrets::replacesAndForgets()
{
    SecretVault vault;
    const SecretName token{"edge-1-admin"};
    vault.put(token, "old");
    vault.put(token, "new");
    QCOMPARE(vault.get(token).value(), std::string("new"));
    vault.remove(token);
    vault.remove(token);
    QVERIFY(!vault.has(token));
}

QTEST_APPLESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
