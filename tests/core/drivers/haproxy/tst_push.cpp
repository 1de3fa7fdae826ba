#include "tests/core/drivers/haproxy/driverfixture.h"

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QTcpServer>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace gatehouse;
using gatehouse::test::documentOf;
using gatehouse::test::DriverFixture;
using gatehouse::test::HttpAnswer;

/// A push to a real HAProxy: checked, replaced, reloaded, read back; and every way in which it does not come
/// to that.
class TestPush final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pushesAndReadsBack();
    void skipsWhatRunsAlready();
    void pushesAChangedSecret();
    void refusesWhatIsNotOursUntilItIsAdopted();
    void refusesWhileItOnlyObserves();
    void pushesNothingThatHaproxyDoesNotTake();
    void putsTheOldFileBackAfterAFailedReload();
    void refusesAPlanThatIsOld_data();
    void refusesAPlanThatIsOld();
    void goesBackToWhatRanThen();
    void goesBackToNothingThatSomebodyElseChanged();
    void pushesOneAfterTheOther();
    void changesNothingWhenItIsCancelled();
    void tellsADeadHaproxyFromASilentOne();
    void saysWhichSecretIsMissing();
    void keepsTheLastBackups();
};

void TestPush::pushesAndReadsBack()
{
    DriverFixture f;
    QVERIFY(f.start());
    const Document document = documentOf(f.yaml());
    const auto plan = f.plan(document);
    VERIFY_RESULT(plan);
    QVERIFY(!plan->nothingToDo);
    QVERIFY(!plan->needsAdoption);
    QVERIFY(plan->losesState);
    QCOMPARE(plan->hash, documentHash(document.tree));
    const auto outcome = f.push(*plan);
    VERIFY_RESULT(outcome);
    QVERIFY(outcome->changed);
    QCOMPARE(outcome->identity.hash, plan->hash);
    QCOMPARE(outcome->identity.version, std::string("2.6.12"));
    QCOMPARE(f.stages,
             (std::vector<PushStage>{PushStage::Checking, PushStage::Writing, PushStage::Loading,
                                     PushStage::Verifying, PushStage::Done}));
    QVERIFY(f.haproxy.stats("show info").find("description: " + plan->hash) != std::string::npos);
    QCOMPARE(f.haproxy.read(), plan->rendering.text); // it needs no secret
    QCOMPARE(int(std::filesystem::status(f.haproxy.configFile()).permissions()), 0600);
    QVERIFY(!std::filesystem::exists(f.haproxy.configFile() + ".checking"));
    QVERIFY(std::filesystem::exists(outcome->backupFile));
    const HttpAnswer answer = f.ask("/hello?a=b");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("GET /hello?a=b"));
    const auto identity = DriverFixture::wait(f.driver->identify({}));
    VERIFY_RESULT(identity);
    QCOMPARE(*identity, outcome->identity);
}

void TestPush::skipsWhatRunsAlready()
{
    DriverFixture f;
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(f.yaml()));
    const std::string worker = f.haproxy.worker();
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    QVERIFY(plan->nothingToDo);
    QVERIFY(!plan->losesState);
    const auto outcome = f.push(*plan);
    VERIFY_RESULT(outcome);
    QVERIFY(!outcome->changed);
    QCOMPARE(f.haproxy.worker(), worker);
}

void TestPush::pushesAChangedSecret()
{
    DriverFixture f;
    f.secrets["key"] = "one";
    const std::string yaml = f.yaml("", ", headers: {request: {set: {X-Key: {secret: key}}}}");
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(yaml));
    QCOMPARE(f.ask("/").status, 200);
    QCOMPARE(f.backend.requests().back().header("x-key"), std::string("one"));
    QVERIFY(f.plan(documentOf(yaml))->nothingToDo);
    f.secrets["key"] = "two";
    const auto plan = f.plan(documentOf(yaml));
    VERIFY_RESULT(plan);
    QVERIFY(!plan->nothingToDo);
    QVERIFY(plan->rendering.text.find("two") == std::string::npos);
    QVERIFY(plan->live.text.find("\"one") == std::string::npos);
    VERIFY_RESULT(f.push(*plan));
    QCOMPARE(f.ask("/").status, 200);
    QCOMPARE(f.backend.requests().back().header("x-key"), std::string("two"));
}

void TestPush::refusesWhatIsNotOursUntilItIsAdopted()
{
    DriverFixture f;
    const std::string foreign =
        fmt::format("global\n    stats socket {} mode 600 level admin\ndefaults\n    mode http\n"
                    "    timeout client 5s\n    timeout server 5s\n    timeout connect 5s\n"
                    "frontend theirs\n    bind 127.0.0.1:{}\n    http-request return status 218\n",
                    f.haproxy.statsSocket(), f.port);
    f.haproxy.write(foreign);
    QVERIFY(f.haproxy.start());
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    QVERIFY(plan->needsAdoption);
    QCOMPARE(plan->live.drift.kind, DriftKind::Unmanaged);
    QVERIFY(plan->live.identity.hash.empty());
    const auto refused = f.push(*plan);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QCOMPARE(f.haproxy.read(), foreign);
    QCOMPARE(f.ask("/").status, 218);
    const auto outcome = f.push(*plan, true);
    VERIFY_RESULT(outcome);
    QCOMPARE(f.ask("/").status, 200);
    std::ifstream backup(outcome->backupFile);
    QCOMPARE(std::string(std::istreambuf_iterator<char>(backup), {}), foreign);
}

void TestPush::refusesWhileItOnlyObserves()
{
    DriverFixture f;
    f.entry().publish = false;
    f.renew();
    QVERIFY(f.start());
    const std::string before = f.haproxy.read();
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    for (const ErrorKind kind :
         {f.push(*plan).error().kind,
          DriverFixture::wait(f.driver->rollBack(documentOf(f.yaml()), {})).error().kind,
          DriverFixture::wait(f.driver->overrideEndpoint(ServiceName("echo"), {"127.0.0.1", f.backend.port()},
                                                         EndpointState::Draining, std::nullopt, {}))
              .error()
              .kind})
        QCOMPARE(kind, ErrorKind::Refused);
    QCOMPARE(f.haproxy.read(), before);
    VERIFY_RESULT(DriverFixture::wait(f.driver->telemetry({})));
}

void TestPush::pushesNothingThatHaproxyDoesNotTake()
{
    DriverFixture f;
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(f.yaml()));
    const std::string before = f.haproxy.read();
    const std::string worker = f.haproxy.worker();
    f.entry().listeners["web"] = {"no-such-host.invalid", f.port};
    f.renew();
    const auto rejected = f.push(f.yaml());
    QVERIFY(!rejected.has_value());
    QCOMPARE(rejected.error().kind, ErrorKind::Rejected);
    QVERIFY2(rejected.error().detail.find("no-such-host") != std::string::npos,
             rejected.error().detail.c_str());
    QCOMPARE(rejected.error().where, std::string("listeners/web"));
    QVERIFY(rejected.error().message.find(".checking") == std::string::npos);
    QCOMPARE(f.haproxy.read(), before);
    QCOMPARE(f.haproxy.worker(), worker);
    QCOMPARE(f.drift().kind, DriftKind::None);
    QVERIFY(!std::filesystem::exists(f.haproxy.configFile() + ".checking"));
}

void TestPush::putsTheOldFileBackAfterAFailedReload()
{
    DriverFixture f;
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(f.yaml()));
    const std::string before = f.haproxy.read();
    const std::string worker = f.haproxy.worker();
    QTcpServer squatter;
    QVERIFY(squatter.listen(QHostAddress::LocalHost));
    const std::uint16_t port = std::exchange(f.port, squatter.serverPort());
    const auto rejected = f.push(f.yaml());
    f.port = port;
    QVERIFY(!rejected.has_value());
    QCOMPARE(rejected.error().kind, ErrorKind::Rejected);
    QCOMPARE(f.haproxy.read(), before);
    QCOMPARE(f.haproxy.worker(), worker);
    QCOMPARE(f.ask("/").status, 200);
    QCOMPARE(f.drift().kind, DriftKind::None);
    squatter.close();
    VERIFY_RESULT(f.push(f.yaml(", timeouts: {request: 3s}")));
    QCOMPARE(f.ask("/").status, 200);
}

void TestPush::refusesAPlanThatIsOld_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : {"file", "reload", "runtime", "push"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TestPush::refusesAPlanThatIsOld()
{
    QFETCH(QString, change);
    DriverFixture f;
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(f.yaml()));
    const auto plan = f.plan(documentOf(f.yaml(", timeouts: {request: 3s}")));
    VERIFY_RESULT(plan);
    if (change == QStringLiteral("file"))
        f.haproxy.write(f.haproxy.read() + "# mine\n");
    else if (change == QStringLiteral("reload"))
        f.haproxy.reload();
    else if (change == QStringLiteral("runtime"))
        f.haproxy.stats(fmt::format("set server service.echo/{} weight 7", f.backend.address()));
    else
        VERIFY_RESULT(f.push(f.yaml(", timeouts: {request: 4s}")));
    const std::string before = f.haproxy.read();
    const auto refused = f.push(*plan);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(f.haproxy.read(), before);
}

void TestPush::goesBackToWhatRanThen()
{
    DriverFixture f;
    f.secrets["key"] = "one";
    const std::string first = f.yaml("", ", headers: {request: {set: {X-Key: {secret: key}}}}");
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(first));
    const std::string then = f.haproxy.read();
    VERIFY_RESULT(f.push(f.yaml("", ", rewrite: {path: /other}")));
    QCOMPARE(f.ask("/").body, std::string("GET /other"));
    f.renew();
    f.secrets.clear();
    const auto outcome =
        DriverFixture::wait(f.driver->rollBack(documentOf(first), {std::chrono::seconds(10)}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->identity.hash, documentHash(documentOf(first).tree));
    QCOMPARE(f.haproxy.read(), then);
    QCOMPARE(f.ask("/").body, std::string("GET /"));
    // One that was never pushed here is rendered.
    const std::string never = f.yaml(", timeouts: {request: 9s}");
    const auto rendered =
        DriverFixture::wait(f.driver->rollBack(documentOf(never), {std::chrono::seconds(10)}));
    VERIFY_RESULT(rendered);
    QCOMPARE(rendered->identity.hash, documentHash(documentOf(never).tree));
}

void TestPush::goesBackToNothingThatSomebodyElseChanged()
{
    DriverFixture f;
    QVERIFY(f.start());
    VERIFY_RESULT(f.push(f.yaml()));
    VERIFY_RESULT(f.push(f.yaml(", timeouts: {request: 3s}")));
    f.haproxy.write(f.haproxy.read() + "# mine\n");
    const auto refused =
        DriverFixture::wait(f.driver->rollBack(documentOf(f.yaml()), {std::chrono::seconds(10)}));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(f.haproxy.read().ends_with("# mine\n"));
}

void TestPush::pushesOneAfterTheOther()
{
    DriverFixture f;
    QVERIFY(f.start());
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    const auto first = f.driver->push({*plan}, {std::chrono::seconds(10)});
    const auto second = f.driver->push({*plan}, {std::chrono::seconds(10)});
    VERIFY_RESULT(DriverFixture::wait(first));
    const auto late = DriverFixture::wait(second);
    QVERIFY(!late.has_value());
    QCOMPARE(late.error().kind, ErrorKind::Conflict); // it was planned against what the first replaced
}

void TestPush::changesNothingWhenItIsCancelled()
{
    DriverFixture f;
    QVERIFY(f.start());
    const std::string before = f.haproxy.read();
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    auto future = f.driver->push({*plan}, {std::chrono::seconds(10)});
    future.cancel();
    const auto result = DriverFixture::wait(future);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    VERIFY_RESULT(DriverFixture::wait(f.driver->readLive({}))); // the driver goes on
    QCOMPARE(f.haproxy.read(), before);
    auto gone = f.driver->push({*plan}, {std::chrono::seconds(10)});
    f.driver.reset(); // with a call under way
    QVERIFY(gone.isFinished());
    QCOMPARE(gone.resultCount(), 0);
    QCOMPARE(f.haproxy.read(), before);
}

void TestPush::tellsADeadHaproxyFromASilentOne()
{
    DriverFixture f;
    QVERIFY(f.start());
    const auto plan = f.plan(documentOf(f.yaml()));
    VERIFY_RESULT(plan);
    const std::string before = f.haproxy.read();
    f.haproxy.process().signal(SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    const auto silent = DriverFixture::wait(f.driver->push({*plan}, {std::chrono::milliseconds(500)}));
    QVERIFY(timer.elapsed() < 5'000);
    QVERIFY(!silent.has_value());
    QCOMPARE(silent.error().kind, ErrorKind::Timeout);
    QCOMPARE(f.haproxy.read(), before);
    f.haproxy.process().signal(SIGCONT);
    VERIFY_RESULT(f.push(*plan));
    f.haproxy.process().stop();
    const auto dead = DriverFixture::wait(f.driver->identify({}));
    QVERIFY(!dead.has_value());
    QCOMPARE(dead.error().kind, ErrorKind::Unreachable);
    QVERIFY(!dead.error().remedy.empty());
    QCOMPARE(DriverFixture::wait(f.driver->telemetry({})).error().kind, ErrorKind::Unreachable);
    QCOMPARE(f.push(*plan).error().kind, ErrorKind::Unreachable);
}

void TestPush::saysWhichSecretIsMissing()
{
    DriverFixture f;
    QVERIFY(f.start());
    const auto plan = f.plan(documentOf(f.yaml("", ", headers: {request: {set: {X-Key: {secret: key}}}}")));
    VERIFY_RESULT(plan);
    QCOMPARE(plan->findings.size(), std::size_t(1));
    QCOMPARE(plan->findings.front().severity, Severity::Error);
    QCOMPARE(f.push(*plan).error().kind, ErrorKind::Refused);
}

void TestPush::keepsTheLastBackups()
{
    DriverFixture f;
    QVERIFY(f.start());
    for (int i = 1; i <= 13; ++i)
        VERIFY_RESULT(f.push(f.yaml(fmt::format(", timeouts: {{request: {}s}}", i))));
    int count = 0;
    for (const auto &entry : std::filesystem::directory_iterator(f.haproxy.configFile() + ".backups")) {
        ++count;
        QCOMPARE(int(entry.status().permissions()), 0600);
    }
    QCOMPARE(count, 10);
}

QTEST_GUILESS_MAIN(TestPush)
#include "tst_push.moc"
