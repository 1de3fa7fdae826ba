#include "core/gateway/adminresource.h"
#include "core/gateway/admintoken.h"

#include "core/base/durablefile.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace gatehouse;

class TestAdminResource final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsPaths_data();
    void knowsItsPaths();
    void knowsItsMethods();
    void readsIfMatch_data();
    void readsIfMatch();
    void admitsTheTokenAlone_data();
    void admitsTheTokenAlone();
    void readsTheTokenFromAPrivateFile();
};

void TestAdminResource::knowsItsPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("resource");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("address");
    const auto row = [](const char *path, int resource, const char *name = "", const char *address = "") {
        QTest::newRow(path) << QByteArray(path) << resource << QByteArray(name) << QByteArray(address);
    };
    const auto known = [&row](const char *path, AdminResource resource, const char *name = "",
                              const char *address = "") {
        row(path, static_cast<int>(resource), name, address);
    };
    known("/v1/config", AdminResource::Config);
    known("/v1/validate", AdminResource::Validate);
    known("/v1/status", AdminResource::Status);
    known("/v1/telemetry", AdminResource::Telemetry);
    known("/v1/telemetry/stream", AdminResource::Stream);
    known("/v1/revisions", AdminResource::Revisions);
    known("/v1/revisions/7", AdminResource::Revision, "7");
    known("/v1/secrets/staff-jwt", AdminResource::Secret, "staff-jwt");
    known("/v1/services/a/breaker", AdminResource::Breaker, "a");
    known("/v1/services/a/endpoints/127.0.0.1:80", AdminResource::Endpoint, "a", "127.0.0.1:80");
    known("/v1/services/a/endpoints/%5B::1%5D:80", AdminResource::Endpoint, "a", "[::1]:80");
    known("/metrics", AdminResource::Metrics);
    for (const char *unknown :
         {"/", "/v1", "/v1/", "/v2/config", "/v1/config/", "/v1//config", "/v1/secrets", "/v1/secrets/a/b",
          "/v1/services/a", "/v1/services/a/endpoints", "/V1/config", "/v1/../metrics"})
        row(unknown, -1);
}

void TestAdminResource::knowsItsPaths()
{
    QFETCH(QByteArray, path);
    QFETCH(int, resource);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, address);
    WebRequest request;
    request.path = path.toStdString();
    const std::optional<AdminPath> found = adminPath(request);
    QCOMPARE(found ? static_cast<int>(found->resource) : -1, resource);
    if (found) {
        QCOMPARE(found->name, name.toStdString());
        QCOMPARE(found->address, address.toStdString());
    }
}

void TestAdminResource::knowsItsMethods()
{
    QVERIFY(isAllowed(AdminResource::Config, "PUT"));
    QVERIFY(isAllowed(AdminResource::Config, "HEAD"));
    QVERIFY(!isAllowed(AdminResource::Config, "POST"));
    QVERIFY(!isAllowed(AdminResource::Config, "put"));
    QVERIFY(!isAllowed(AdminResource::Secret, "GET"));
    QVERIFY(!isAllowed(AdminResource::Status, ""));
    QVERIFY(!isAllowed(AdminResource::Status, "GET, HEAD"));
}

void TestAdminResource::readsIfMatch_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("admits"); ///< of "a" and "b"; "!" where it is malformed
    QTest::newRow("one") << QByteArray("\"a\"") << QByteArray("a");
    QTest::newRow("list") << QByteArray("\"x\", \"b\" ,\"a\"") << QByteArray("ab");
    QTest::newRow("any") << QByteArray("*") << QByteArray("ab");
    QTest::newRow("weak") << QByteArray("W/\"a\", \"b\"") << QByteArray("b");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("no quotes") << QByteArray("a") << QByteArray("!");
    QTest::newRow("open quotes") << QByteArray("\"a") << QByteArray("!");
    QTest::newRow("no comma") << QByteArray("\"a\" \"b\"") << QByteArray("!");
}

void TestAdminResource::readsIfMatch()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, admits);
    const std::optional<AdminPrecondition> precondition = preconditionOf(field.toStdString());
    QByteArray found = precondition ? QByteArray() : QByteArray("!");
    for (const char *hash : {"a", "b"}) {
        if (precondition && precondition->admits(hash))
            found += hash;
    }
    QCOMPARE(found, admits);
}

void TestAdminResource::admitsTheTokenAlone_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<bool>("admitted");
    QTest::newRow("right") << QByteArray("Bearer s3cret") << true;
    QTest::newRow("scheme without case") << QByteArray("bearer s3cret") << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("scheme alone") << QByteArray("Bearer ") << false;
    QTest::newRow("shorter") << QByteArray("Bearer s3cre") << false;
    QTest::newRow("longer") << QByteArray("Bearer s3cret1") << false;
    QTest::newRow("other case") << QByteArray("Bearer S3cret") << false;
    QTest::newRow("other scheme") << QByteArray("Basic s3cret") << false;
    QTest::newRow("no scheme") << QByteArray("s3cret") << false;
}

void TestAdminResource::admitsTheTokenAlone()
{
    QFETCH(QByteArray, field);
    QFETCH(bool, admitted);
    WebRequest request;
    if (!field.isNull())
        request.headers.emplace_back("authorization", field.toStdString());
    QCOMPARE(AdminToken("s3cret").admits(request), admitted);
}

void TestAdminResource::readsTheTokenFromAPrivateFile()
{
    QTemporaryDir dir;
    const std::filesystem::path file = dir.filePath(QStringLiteral("token")).toStdString();
    QCOMPARE(AdminToken::fromFile(file).error().kind, ErrorKind::NotFound);
    QVERIFY(writeDurably(file, " \n", FileAccess::Private));
    QCOMPARE(AdminToken::fromFile(file).error().kind, ErrorKind::InvalidInput);
    QVERIFY(writeDurably(file, "s3cret\n", FileAccess::Shared));
    QCOMPARE(AdminToken::fromFile(file).error().kind, ErrorKind::Refused);
    QVERIFY(writeDurably(file, "s3cret\n", FileAccess::Private));
    WebRequest request;
    request.headers.emplace_back("Authorization", "Bearer s3cret");
    QVERIFY(AdminToken::fromFile(file)->admits(request));
}

QTEST_GUILESS_MAIN(TestAdminResource)
#include "tst_adminresource.moc"
