#include "core/control/draftsaver.h"

#include "core/control/deliver.h"

namespace gatehouse {

DraftSaver::DraftSaver(std::shared_ptr<WorkspaceStore> store, Sequence end, QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_end(end)
{
}

DraftSaver::~DraftSaver()
{
    const auto waiting = m_pending.begin() + static_cast<std::ptrdiff_t>(m_sending);
    if (waiting != m_pending.end() && m_state.kind != SavedState::Kind::Conflict)
        m_store->append(stream::Draft, m_end + static_cast<std::int64_t>(m_sending),
                        {waiting, m_pending.end()});
}

Sequence DraftSaver::append(NewEvent event)
{
    m_pending.push_back(std::move(event));
    const Sequence sequence = m_end + static_cast<std::int64_t>(m_pending.size());
    if (m_state.kind == SavedState::Kind::Conflict)
        tell(SavedState::Kind::Conflict);
    else
        retry();
    return sequence;
}

void DraftSaver::retry()
{
    if (m_pending.empty() || m_state.kind == SavedState::Kind::Conflict)
        return;
    m_state.error.reset();
    tell(SavedState::Kind::Saving);
    if (m_sending == 0)
        send();
}

void DraftSaver::send()
{
    m_sending = m_pending.size();
    const WallTime newest = m_pending.back().at;
    deliver(this, m_store->append(stream::Draft, m_end, m_pending),
            [this, newest, era = m_era](const Result<Sequence> &result) {
                if (era == m_era)
                    sent(newest, result);
            });
}

void DraftSaver::sent(WallTime newest, const Result<Sequence> &result)
{
    const std::size_t count = std::exchange(m_sending, 0);
    if (!result) {
        m_state.error = result.error();
        tell(result.error().kind == ErrorKind::Conflict ? SavedState::Kind::Conflict
                                                        : SavedState::Kind::Failed);
        return;
    }
    m_end = *result;
    m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(count));
    m_state.savedAt = newest;
    tell(m_pending.empty() ? SavedState::Kind::Saved : SavedState::Kind::Saving);
    Q_EMIT becameDurable();
    if (!m_pending.empty() && m_sending == 0)
        send();
}

void DraftSaver::restart(Sequence end)
{
    ++m_era;
    m_sending = 0;
    m_end = end;
    m_pending.clear();
    m_state = {};
    tell(SavedState::Kind::Saved);
}

void DraftSaver::tell(SavedState::Kind kind)
{
    m_state.kind = kind;
    m_state.pending = static_cast<int>(m_pending.size());
    Q_EMIT stateChanged(m_state);
}

} // namespace gatehouse

#include "moc_draftsaver.cpp"
