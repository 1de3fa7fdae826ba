#include "core/control/workspacesession.h"

#include "core/control/deliver.h"
#include "core/control/revisionbook.h"
#include "tests/support/fakegateway.h"
#include "tests/support/steppedclock.h"
#include "tests/support/warnings.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <csignal>
#include <cstdio>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

constexpr auto Shop = R"(gatehouse: v1
name: shop
listeners:
  - {name: web, address: "127.0.0.1:8080"}
services:
  - name: orders
    endpoints: [{address: "127.0.0.1:9201"}]
    timeouts: {request: 10s}
routes:
  - {name: a, match: {path: {prefix: /a}}, to: [{service: orders}], auth: {required: false}}
gateways:
  - {name: edge-1, make: builtin, address: "127.0.0.1:7001"}
environments:
  - {name: local, gateways: [edge-1]}
  - {name: production, gateways: [edge-1], changes: {services: [{name: orders, timeouts: {request: 3s}}]}}
)";

Edit set(const std::string &pointer, Tree value)
{
    return {SetValue{pointer, std::move(value)}};
}

template <class Value> Result<Value> wait(const QFuture<Result<Value>> &future)
{
    QObject receiver;
    std::optional<Result<Value>> result;
    deliver(&receiver, future, [&](const Result<Value> &value) { result = value; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
        return failure(ErrorKind::Internal, "no result came");
    return *result;
}

std::filesystem::path in(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

std::unique_ptr<WorkspaceSession> sessionOf(const OpeningWorkspace &opening, const Clock &clock)
{
    auto opened = wait(opening);
    if (!opened)
        qFatal("%s %s", opened.error().message.c_str(), opened.error().detail.c_str());
    return std::make_unique<WorkspaceSession>(*opened, Actor{"ana"}, clock);
}

std::unique_ptr<WorkspaceSession> created(const std::filesystem::path &file, const Clock &clock)
{
    return sessionOf(createWorkspace({file, test::documentOf(Shop).tree, "New", {"ana"}}, clock), clock);
}

bool settled(const WorkspaceSession &session)
{
    return session.savedState().kind == SavedState::Kind::Saved && session.analysisIsCurrent();
}

// The other side of the kill test: types for ever and tells each edit once it is durable.
int typeForEver(int argc, char **argv, const std::filesystem::path &file)
{
    QCoreApplication application(argc, argv);
    const SystemClock clock;
    auto session = sessionOf(openWorkspace(file), clock);
    int made = 0;
    const auto type = [&] {
        ++made;
        const auto name = std::to_string(made);
        static_cast<void>(session->edit("Describe", {set("/description", name)}));
        if (made % 5 == 0)
            static_cast<void>(session->undo());
    };
    QObject::connect(session.get(), &WorkspaceSession::savedStateChanged, session.get(), [&] {
        if (session->savedState().kind != SavedState::Kind::Saved)
            return;
        std::printf("%s\n", session->draft().model.description.c_str());
        std::fflush(stdout);
        QMetaObject::invokeMethod(session.get(), type, Qt::QueuedConnection);
    });
    type();
    return QCoreApplication::exec();
}

} // namespace

class TestWorkspaceSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsAnEditAtOnceAndMakesItDurable();
    void undoesAndRedoesAcrossARestart();
    void makesOneUndoStepOfTyping();
    void forgetsNothingThatChangesNothing();
    void refusesAnEditThatCannotBeApplied();
    void examinesInTheBackground();
    void mergesTheEnvironmentAndRemembersIt();
    void dropsAnEnvironmentThatWasDeleted();
    void explainsTheDraft();
    void comparesWithWhatWasPublished();
    void saysThatAnotherWindowWrote();
    void savesWhatIsPendingWhenItEnds();
    void opensQuicklyFromASnapshot();
    void showsTheSourceOfAnObject();
    void saysWhyAWorkspaceCannotBeOpened();
    void hasAllThatWasAcknowledgedAfterAKill();

private:
    test::SteppedClock m_clock;
    std::optional<test::WarningGuard> m_guard;
};

void TestWorkspaceSession::init()
{
    m_guard.emplace();
}

void TestWorkspaceSession::cleanup()
{
    GATEHOUSE_CHECK_WARNINGS(*m_guard);
    m_guard.reset();
}

void TestWorkspaceSession::showsAnEditAtOnceAndMakesItDurable()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    QCOMPARE(session->name(), std::string("shop"));
    QSignalSpy changes(session.get(), &WorkspaceSession::draftChanged);
    QVERIFY(session->edit("Set the timeout of a", {set("/routes/0/timeout", "5s")}).has_value());
    QVERIFY(session->draft().model.routes[0].timeout == 5s);
    QCOMPARE(changes.size(), 1);
    QVERIFY(changes[0][0].value<DraftChange>() == (DraftChange{.changed = {{"routes", "a"}}}));
    QCOMPARE(session->savedState().kind, SavedState::Kind::Saving);
    QTRY_COMPARE(session->savedState().kind, SavedState::Kind::Saved);
    QVERIFY(session->savedState().savedAt == m_clock.wallNow());
    const auto other = sessionOf(openWorkspace(in(folder, "w.gatehouse")), m_clock);
    QVERIFY(other->draft().tree == session->draft().tree);
}

void TestWorkspaceSession::undoesAndRedoesAcrossARestart()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    const Tree first = test::documentOf(Shop).tree;
    Tree second;
    {
        auto session = created(file, m_clock);
        QVERIFY(!session->canUndo());
        QVERIFY(session->edit("Rename", {{RenameObject{"services", "orders", "purchases"}}}).has_value());
        QVERIFY(session->edit("Describe", {set("/description", "x")}).has_value());
        second = session->draft().tree;
        QVERIFY(session->undo().has_value());
    }
    {
        auto session = sessionOf(openWorkspace(file), m_clock);
        QCOMPARE(session->undoTitle(), std::string("Rename"));
        QCOMPARE(session->redoTitle(), std::string("Describe"));
        QVERIFY(session->undo().has_value());
        QVERIFY(session->draft().tree == first);
        QCOMPARE(session->undo().error().kind, ErrorKind::NotFound);
        QVERIFY(session->redo().has_value());
    }
    auto session = sessionOf(openWorkspace(file), m_clock);
    QVERIFY(session->redo().has_value());
    QVERIFY(session->draft().tree == second);
    QCOMPARE(session->redo().error().kind, ErrorKind::NotFound);
    const auto history = session->history();
    QCOMPARE(history.size(), std::size_t(2));
    QCOMPARE(history[0].who.name, std::string("ana"));
    QVERIFY(history[0].at == m_clock.wallNow());
    QVERIFY(!history[0].undone && !history[1].undone);
}

void TestWorkspaceSession::makesOneUndoStepOfTyping()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    const auto type = [&](const char *text, const char *key) {
        QVERIFY(
            session->edit(std::string("Describe as ") + text, {set("/description", text)}, key).has_value());
    };
    type("a", "description");
    m_clock.step(1s);
    type("ab", "description");
    m_clock.step(2s);
    type("abc", "description");
    QCOMPARE(session->history().size(), std::size_t(1));
    QCOMPARE(session->undoTitle(), std::string("Describe as abc"));
    m_clock.step(2'001ms);
    type("abcd", "description"); // too late
    type("x", "other"); // another field
    session->endTyping();
    type("y", "other"); // the field was left
    type("z", "");
    type("zz", "");
    QCOMPARE(session->history().size(), std::size_t(6));
    for (const char *before : {"z", "y", "x", "abcd", "abc", ""}) {
        QVERIFY(session->undo().has_value());
        QCOMPARE(session->draft().model.description, std::string(before));
    }
    type("n", "other");
    QVERIFY(session->undo().has_value());
    type("m", "other"); // an undo closes the group
    QCOMPARE(session->history().back().title, std::string("Describe as m"));
}

void TestWorkspaceSession::forgetsNothingThatChangesNothing()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    QSignalSpy changes(session.get(), &WorkspaceSession::draftChanged);
    QVERIFY(session->edit("Same", {set("/name", "shop")}).has_value());
    QCOMPARE(changes.size(), 0);
    QVERIFY(!session->canUndo());
}

void TestWorkspaceSession::refusesAnEditThatCannotBeApplied()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    const auto refused = session->edit("Bad", {set("/name", "x"), {RemoveValue{"/routes/7"}}});
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY(session->draft().tree == test::documentOf(Shop).tree);
    QVERIFY(!session->canUndo());
}

void TestWorkspaceSession::examinesInTheBackground()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    QTRY_VERIFY(session->analysisIsCurrent());
    const auto before = session->findings().size();
    QVERIFY(session->edit("Misdirect", {set("/routes/0/to/0/service", "nobody")}).has_value());
    QVERIFY(session->edit("Mistype", {set("/routes/0/timeout", "5 seconds")}).has_value());
    QVERIFY(!session->analysisIsCurrent());
    QTRY_VERIFY(session->analysisIsCurrent());
    QVERIFY(session->findings().size() >= before + 2);
    QCOMPARE(session->findings().front().finding.severity, Severity::Error);
    const auto ofA = session->findingsOf({"routes", "a"});
    QVERIFY(std::any_of(ofA.begin(), ofA.end(), [](const PlacedFinding &finding) {
        return finding.pointer == "/timeout" && finding.finding.pointer == "/routes/0/timeout";
    }));
    QVERIFY(std::any_of(ofA.begin(), ofA.end(),
                        [](const PlacedFinding &finding) { return finding.pointer.starts_with("/to/0"); }));
    QVERIFY(session->undo().has_value());
    QVERIFY(session->undo().has_value());
    QTRY_VERIFY(session->analysisIsCurrent());
    QCOMPARE(session->findings().size(), before);
}

void TestWorkspaceSession::mergesTheEnvironmentAndRemembersIt()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    {
        auto session = created(file, m_clock);
        QSignalSpy chosen(session.get(), &WorkspaceSession::environmentChanged);
        QCOMPARE(session->setEnvironment(EnvironmentName{"nowhere"}).error().kind, ErrorKind::NotFound);
        QVERIFY(session->setEnvironment(EnvironmentName{"production"}).has_value());
        QCOMPARE(chosen.size(), 1);
        QTRY_VERIFY(session->analysisIsCurrent());
        QVERIFY(session->effective()->model.services[0].timeouts.request == 3s);
        QVERIFY(session->draft().model.services[0].timeouts.request == 10s);
        QVERIFY(!session->canUndo());
    }
    auto session = sessionOf(openWorkspace(file), m_clock);
    QCOMPARE(session->environment().str(), std::string("production"));
    QTRY_VERIFY(session->analysisIsCurrent());
    QVERIFY(session->effective()->model.services[0].timeouts.request == 3s);
    QVERIFY(session->edit("Describe", {set("/description", "x")}).has_value());
    std::shared_ptr<const Document> snapshot;
    deliver(this, session->snapshot(), [&](const std::shared_ptr<const Document> &now) { snapshot = now; });
    QTRY_VERIFY(snapshot);
    QCOMPARE(snapshot->model.description, std::string("x"));
    QVERIFY(snapshot->model.services[0].timeouts.request == 3s);
}

void TestWorkspaceSession::dropsAnEnvironmentThatWasDeleted()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    QVERIFY(session->setEnvironment(EnvironmentName{"production"}).has_value());
    QVERIFY(session->edit("Delete production", {{RemoveValue{"/environments/1"}}}).has_value());
    QVERIFY(session->environment().isEmpty());
}

void TestWorkspaceSession::explainsTheDraft()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    ExplainRequest request;
    request.target = "/a/7";
    QCOMPARE(wait(session->explainDraft(request)).value().route.str(), std::string("a"));
    QVERIFY(session->edit("Move", {set("/routes/0/match/path/prefix", "/b")}).has_value());
    QCOMPARE(wait(session->explainDraft(request)).value().status, std::optional<int>(404));
    const auto before = std::make_shared<const Document>(test::documentOf(Shop));
    QCOMPARE(wait(session->explain(before, request)).value().route.str(), std::string("a"));
}

void TestWorkspaceSession::comparesWithWhatWasPublished()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    {
        auto session = created(file, m_clock);
        QVERIFY(session->setEnvironment(EnvironmentName{"local"}).has_value());
        QTRY_VERIFY(session->analysisIsCurrent());
        QCOMPARE(session->changes().created.size(), std::size_t(3));
        Revision revision;
        revision.environment = session->environment();
        revision.message = "First";
        revision.at = m_clock.wallNow();
        revision.who = {"ana"};
        revision.outcomes = {{GatewayName{"edge-1"}}};
        const auto begun = wait(session->revisions().begin(revision, session->effective())).value();
        QCOMPARE(begun.number, RevisionNumber{1});
        QVERIFY(!session->revisions().lastPublished(session->environment()));
        GatewayOutcome applied{GatewayName{"edge-1"}};
        applied.result = GatewayResult::Applied;
        session->revisions().setOutcome(begun.number, applied);
        session->revisions().finish(begun.number, m_clock.wallNow());
        QTRY_VERIFY(session->changes().isEmpty());
        QVERIFY(session->edit("Describe", {set("/routes/0/description", "x")}).has_value());
        QTRY_COMPARE(session->changes().changed.size(), std::size_t(1));
        QVERIFY(session->edit("Add", {set("/gateways/0/publish", true)}).has_value());
        QTRY_VERIFY(session->analysisIsCurrent());
        QCOMPARE(session->changes().changed.size(), std::size_t(1)); // gateways are not pushed
    }
    auto session = sessionOf(openWorkspace(file), m_clock);
    const Revision *last = session->revisions().lastPublished(EnvironmentName{"local"});
    QVERIFY(last && last->finished);
    QCOMPARE(session->revisions().live(GatewayName{"edge-1"})->message, std::string("First"));
    QVERIFY(!session->revisions().live(GatewayName{"edge-2"}));
    QVERIFY(wait(session->revisions().document(last->number)).value()->tree == test::documentOf(Shop).tree);
    QCOMPARE(wait(session->revisions().document(RevisionNumber{9})).error().kind, ErrorKind::NotFound);
    QTRY_COMPARE(session->changes().changed.size(), std::size_t(1));
}

void TestWorkspaceSession::saysThatAnotherWindowWrote()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    auto mine = created(file, m_clock);
    auto theirs = sessionOf(openWorkspace(file), m_clock);
    QVERIFY(theirs->edit("Theirs", {set("/description", "theirs")}).has_value());
    QTRY_VERIFY(settled(*theirs));
    QVERIFY(mine->edit("Mine", {set("/description", "mine")}).has_value());
    QTRY_COMPARE(mine->savedState().kind, SavedState::Kind::Conflict);
    QCOMPARE(mine->edit("More", {set("/description", "more")}).error().kind, ErrorKind::Conflict);
    QCOMPARE(mine->undo().error().kind, ErrorKind::Conflict);
    QSignalSpy changes(mine.get(), &WorkspaceSession::draftChanged);
    const auto lost = wait(mine->reloadFromStore()).value();
    QCOMPARE(lost.size(), std::size_t(1));
    QCOMPARE(lost[0].title, std::string("Mine"));
    QVERIFY(changes[0][0].value<DraftChange>().everything);
    QCOMPARE(mine->draft().model.description, std::string("theirs"));
    QCOMPARE(mine->undoTitle(), std::string("Theirs"));
    QVERIFY(mine->edit("Again", {set("/description", "mine")}).has_value());
    QTRY_COMPARE(mine->savedState().kind, SavedState::Kind::Saved);
}

void TestWorkspaceSession::savesWhatIsPendingWhenItEnds()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    {
        auto session = created(file, m_clock);
        for (int i = 0; i < 50; ++i)
            QVERIFY(session->edit("Describe", {set("/description", std::to_string(i))}).has_value());
    }
    const auto session = sessionOf(openWorkspace(file), m_clock);
    QCOMPARE(session->draft().model.description, std::string("49"));
    QCOMPARE(session->history().size(), std::size_t(50));
}

void TestWorkspaceSession::opensQuicklyFromASnapshot()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    Tree last;
    {
        auto session = created(file, m_clock);
        for (int i = 0; i < 450; ++i)
            QVERIFY(session->edit("Describe", {set("/description", std::to_string(i))}, i % 3 ? "d" : "")
                        .has_value());
        QTRY_VERIFY(settled(*session));
        QVERIFY(session->undo().has_value());
        last = session->draft().tree;
        QTRY_VERIFY(settled(*session));
    }
    const auto opened = wait(openWorkspace(file)).value();
    QVERIFY(opened->loaded.snapshotAt > Sequence{100});
    QVERIFY(opened->loaded.draft.tree == last);
    WorkspaceSession session(opened, Actor{"ana"}, m_clock);
    while (session.canUndo())
        QVERIFY(session.undo().has_value());
    QVERIFY(session.draft().tree == test::documentOf(Shop).tree);
}

void TestWorkspaceSession::showsTheSourceOfAnObject()
{
    const QTemporaryDir folder;
    auto session = created(in(folder, "w.gatehouse"), m_clock);
    QVERIFY(session->objectText({"routes", "a"}, TextFormat::Yaml).find("prefix: /a") != std::string::npos);
    QVERIFY(session->objectText({"routes", "a"}, TextFormat::Json).find("\"prefix\": \"/a\"")
            != std::string::npos);
    QVERIFY(session->objectText({"routes", "z"}, TextFormat::Yaml).empty());
    const auto copy = in(folder, "copy.yaml");
    QVERIFY(wait(session->exportTo(copy)).has_value());
    QFile text(QString::fromStdString(copy.string()));
    QVERIFY(text.open(QIODevice::ReadOnly));
    QVERIFY(test::documentOf(text.readAll().toStdString()).tree == session->draft().tree);
}

void TestWorkspaceSession::saysWhyAWorkspaceCannotBeOpened()
{
    const QTemporaryDir folder;
    QCOMPARE(wait(openWorkspace(in(folder, "none.gatehouse"))).error().kind, ErrorKind::NotFound);
    const auto file = in(folder, "w.gatehouse");
    created(file, m_clock).reset();
    QCOMPARE(wait(createWorkspace({file, {}, {}, {"ana"}}, m_clock)).error().kind, ErrorKind::Conflict);
}

void TestWorkspaceSession::hasAllThatWasAcknowledgedAfterAKill()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "w.gatehouse");
    created(file, m_clock).reset();
    for (int round = 0; round < 8; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--type"), QString::fromStdString(file.string())});
        QVERIFY(child.waitForStarted());
        const int wanted = 3 + QRandomGenerator::global()->bounded(25);
        QByteArray told;
        while (told.count('\n') < wanted) {
            QVERIFY(child.waitForReadyRead());
            told += child.readAllStandardOutput();
        }
        ::kill(pid_t(child.processId()), SIGKILL);
        child.waitForFinished();
        told += child.readAllStandardOutput();
        const auto lines = told.left(told.lastIndexOf('\n')).split('\n');
        const auto session = sessionOf(openWorkspace(file), m_clock);
        // The description that was acknowledged last, or the one that was on its way.
        const int acknowledged = lines.constLast().toInt();
        const int found = std::atoi(session->draft().model.description.c_str());
        QVERIFY2(found >= acknowledged && found <= acknowledged + 2,
                 session->draft().model.description.c_str());
        while (session->canUndo())
            QVERIFY(session->undo().has_value());
        QVERIFY(session->draft().tree == test::documentOf(Shop).tree);
    }
}

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--type")
        return typeForEver(argc, argv, argv[2]);
    QCoreApplication application(argc, argv);
    TestWorkspaceSession test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_workspacesession.moc"
