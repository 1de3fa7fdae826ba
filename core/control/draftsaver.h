#pragma once

#include "core/control/savedstate.h"
#include "core/events/workspacestore.h"

#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace gatehouse {

/// Brings the draft's events to the store, in their order, all that wait in one transaction. Lives on the GUI
/// thread.
class DraftSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DraftSaver)

public:
    /// `end` is the sequence of the last event in the store.
    DraftSaver(std::shared_ptr<WorkspaceStore> store, Sequence end, QObject *parent = nullptr);
    /// Gives the store what is still waiting; the store's end waits for it.
    ~DraftSaver() override;

    /// Takes an event on its way and says which sequence it will have.
    Sequence append(NewEvent event);
    /// Everything up to here is durable.
    Sequence durableEnd() const { return m_end; }
    const SavedState &state() const { return m_state; }
    void retry();
    /// What is not durable, oldest first.
    const std::vector<NewEvent> &pending() const { return m_pending; }
    /// After a reload: forgets what is pending and goes on behind `end`.
    void restart(Sequence end);

Q_SIGNALS:
    void stateChanged(const gatehouse::SavedState &state);
    /// durableEnd() is another.
    void becameDurable();

private:
    void send();
    void sent(WallTime newest, const Result<Sequence> &result);
    void tell(SavedState::Kind kind);

    std::shared_ptr<WorkspaceStore> m_store;
    Sequence m_end{}; ///< durable
    std::vector<NewEvent> m_pending;
    std::size_t m_sending = 0; ///< how many of the pending are on their way
    int m_era = 0; ///< answers of before a restart are passed over
    SavedState m_state;
};

} // namespace gatehouse
