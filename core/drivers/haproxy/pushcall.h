#pragma once

#include "core/drivers/haproxy/configcheck.h"
#include "core/drivers/haproxy/connection.h"
#include "core/drivers/haproxy/drivercall.h"

#include <functional>
#include <string>

namespace gatehouse::haproxy {

/// What one push is to do.
struct PushTask
{
    std::string text; ///< the whole file, secrets in it
    std::string hash; ///< what the worker must say afterwards
    std::string expectedMark; ///< concurrencyMark of what was planned against; empty: whatever is ours may go
    bool adopt = false; ///< overwrite a configuration that is not ours
    WallTime now{}; ///< names the backup
    std::function<void(PushStage)> progress{};
    std::function<void(const Observation &)>
        whenPushed{}; ///< told of what was read back, before the call ends
};

/// Checks, replaces the file, reloads, reads back; and puts the old file back where HAProxy does not take the
/// new one. Before anything is written a cancelled call or one that is late leaves all as it was. Later it
/// goes on until the gateway is in a known state: as it was, or as pushed.
class PushCall final : public DriverCall<PushOutcome>
{
public:
    PushCall(QObject *parent, Connection &connection, PushTask task, std::function<OwnActs()> own,
             std::chrono::milliseconds deadline);

    void start();

protected:
    void whenLate() override;
    void whenCancelled() override;

private:
    void examine(Observation seen);
    void stageForCheck();
    void check();
    void checked(const ConfigCheck::Verdict &verdict);
    void replace();
    void reload();
    void askForWorker();
    void lookForWorker(const ProcessList &processes);
    void verify();
    void verified(const Observation &seen);
    void giveUp(Error error);
    void report(PushStage stage);

    Connection &m_connection;
    PushTask m_task;
    std::function<OwnActs()> m_ownActs; ///< asked when the push begins
    OwnActs m_own;
    Observation m_before;
    PushStage m_stage = PushStage::Checking;
    bool m_late = false; ///< over its deadline while it could not stop
    bool m_givingUp = false;
    std::string m_checkFile;
    std::filesystem::path m_backup;
    std::string m_reloadSaid;
};

} // namespace gatehouse::haproxy
