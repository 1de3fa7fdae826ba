#include "core/drivers/haproxy/pushcall.h"

#include "core/base/durablefile.h"
#include "core/drivers/haproxy/background.h"
#include "core/drivers/haproxy/checkmessage.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

constexpr std::chrono::milliseconds SocketPatience{2'000};
/// How often the master is asked whether the new worker is there; a reload takes about 150 ms.
constexpr std::chrono::milliseconds PollInterval{25};

} // namespace

PushCall::PushCall(QObject *parent, Connection &connection, PushTask task, std::function<OwnActs()> own,
                   std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
    , m_task(std::move(task))
    , m_ownActs(std::move(own))
    , m_checkFile(connection.places().config.string() + ".checking")
{
}

void PushCall::start()
{
    if (hasEnded())
        return;
    report(PushStage::Checking);
    m_connection.observe(this, left(SocketPatience), [this](Result<Observation> seen) {
        if (hasEnded())
            return;
        if (!seen)
            return fail(seen.error());
        examine(std::move(*seen));
    });
}

void PushCall::examine(Observation seen)
{
    m_before = std::move(seen);
    m_own = m_ownActs();
    const Drift drift = driftOf(m_before, m_own);
    if (isForeign(m_before) && !m_task.adopt)
        return end(failure(ErrorKind::Refused, "HAProxy has a configuration that Gatehouse did not write.",
                           m_connection.places().config.string(),
                           "Adopt it: it is kept as a backup and replaced."));
    if (!m_task.expectedMark.empty() && concurrencyMark(m_before, m_own) != m_task.expectedMark)
        return end(failure(ErrorKind::Conflict, "The gateway was changed since the plan was made.",
                           m_connection.places().config.string(), "Look at the change and plan again."));
    if (m_task.expectedMark.empty()
        && (drift.kind == DriftKind::FileEdited || drift.kind == DriftKind::EditedAndLoaded))
        return end(failure(ErrorKind::Conflict, "The gateway was changed by somebody else.",
                           m_connection.places().config.string(),
                           "Look at the change and plan a push instead."));
    if (drift.kind == DriftKind::None && m_before.file.text == m_task.text
        && m_before.runningHash() == m_task.hash) {
        if (m_task.whenPushed)
            m_task.whenPushed(m_before);
        report(PushStage::Done);
        return end(PushOutcome{m_before.identity(), std::nullopt, false, {}});
    }
    stageForCheck();
}

void PushCall::stageForCheck()
{
    inBackground(
        m_connection.disk(), this,
        [file = m_checkFile, text = m_task.text] { return writeDurably(file, text, FileAccess::Private); },
        [this](Result<void> written) {
            if (hasEnded())
                return;
            if (!written)
                return fail(written.error());
            check();
        });
}

void PushCall::check()
{
    ConfigCheck::run(this, m_connection.places().program, m_checkFile, left(),
                     [this](Result<ConfigCheck::Verdict> verdict) {
                         inBackground(
                             m_connection.disk(), this,
                             [file = m_checkFile] {
                                 std::error_code ignored; // the next check writes over it
                                 return std::filesystem::remove(file, ignored);
                             },
                             [this, verdict = std::move(verdict)](bool) {
                                 if (hasEnded())
                                     return;
                                 if (!verdict)
                                     return fail(verdict.error());
                                 checked(*verdict);
                             });
                     });
}

void PushCall::checked(const ConfigCheck::Verdict &verdict)
{
    if (!verdict.accepted)
        return fail(rejection(verdict.said, m_task.text, m_checkFile, m_connection.places().config.string()));
    replace();
}

void PushCall::replace()
{
    report(PushStage::Writing);
    inBackground(
        m_connection.disk(), this,
        [file = m_connection.places().config, text = m_task.text, expected = m_before.file.digest,
         now = m_task.now] { return replaceConfig(file, text, expected, now); },
        [this](Result<std::filesystem::path> backup) {
            if (!backup)
                return fail(backup.error());
            m_backup = std::move(*backup);
            if (m_late)
                return giveUp({ErrorKind::Timeout, "The configuration could not be replaced in time."});
            reload();
        });
}

void PushCall::reload()
{
    report(PushStage::Loading);
    m_connection.askMaster(this, "reload", left(), [this](Result<std::string> said) {
        if (m_givingUp)
            return;
        if (!said)
            return giveUp(said.error());
        m_reloadSaid = std::move(*said);
        askForWorker();
    });
}

void PushCall::askForWorker()
{
    m_connection.askMaster(this, "show proc", left(SocketPatience), [this](Result<std::string> said) {
        if (m_givingUp || hasEnded())
            return;
        // While the master starts itself anew, nobody answers.
        const auto processes =
            said ? readProcesses(*said) : Result<ProcessList>(tl::unexpected(said.error()));
        if (processes)
            lookForWorker(*processes);
        else
            QTimer::singleShot(PollInterval, this, [this] { askForWorker(); });
    });
}

void PushCall::lookForWorker(const ProcessList &processes)
{
    const std::vector<std::string> &before = m_before.processes.workers;
    const bool isNew = !processes.workers.empty()
        && std::find(before.begin(), before.end(), processes.workers.back()) == before.end();
    if (isNew)
        return verify();
    if (processes.reloads != m_before.processes.reloads && processes.failed > 0)
        return giveUp({ErrorKind::Rejected,
                       "HAProxy could not load the new configuration and goes on with the old one.",
                       m_connection.places().config.string(),
                       "See HAProxy's log; most often an address is in use by another program.",
                       maskSecrets(m_reloadSaid)});
    QTimer::singleShot(PollInterval, this, [this] {
        if (!m_givingUp)
            askForWorker();
    });
}

void PushCall::verify()
{
    report(PushStage::Verifying);
    m_connection.observe(this, left(SocketPatience), [this](Result<Observation> seen) {
        if (hasEnded())
            return;
        if (!seen)
            return fail(seen.error());
        verified(*seen);
    });
}

void PushCall::verified(const Observation &seen)
{
    const bool fileIsOurs = seen.file.text == m_task.text;
    if (!fileIsOurs || seen.runningHash() != m_task.hash) {
        Error error{ErrorKind::VerifiedDifferent, "HAProxy does not run what was pushed.",
                    m_connection.places().config.string(), "Look at what runs and plan again."};
        // A file that somebody else wrote meanwhile is left to them.
        return fileIsOurs ? giveUp(std::move(error)) : fail(std::move(error));
    }
    if (m_task.whenPushed)
        m_task.whenPushed(seen);
    report(PushStage::Done);
    end(PushOutcome{seen.identity(), std::nullopt, true, m_backup.string()});
}

/// Puts the old file back. HAProxy goes on with the old worker where the new one did not come up.
void PushCall::giveUp(Error error)
{
    m_givingUp = true;
    inBackground(
        m_connection.disk(), this,
        [file = m_connection.places().config, backup = m_backup] { return restoreConfig(file, backup); },
        [this, error = std::move(error)](Result<void> restored) mutable {
            if (!restored)
                error.detail +=
                    fmt::format("\nThe old file could not be put back either: {}", restored.error().message);
            fail(std::move(error));
        });
}

void PushCall::whenLate()
{
    switch (m_stage) {
    case PushStage::Checking:
        return DriverCall::whenLate();
    case PushStage::Writing:
        m_late = true; // the disk decides; then the old file comes back
        return;
    case PushStage::Loading:
        if (!m_givingUp)
            giveUp({ErrorKind::Timeout,
                    "HAProxy did not load the new configuration in time; the old file was put back."});
        return;
    case PushStage::Verifying:
    case PushStage::Done:
        return end(failure(ErrorKind::Timeout,
                           "The configuration was pushed, but HAProxy did not say in time what it runs."));
    }
}

void PushCall::whenCancelled()
{
    if (m_stage == PushStage::Checking)
        DriverCall::whenCancelled();
}

void PushCall::report(PushStage stage)
{
    m_stage = stage;
    if (m_task.progress)
        m_task.progress(stage);
}

} // namespace gatehouse::haproxy
