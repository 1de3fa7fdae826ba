#include "core/resilience/bulkhead.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

constexpr std::uint64_t OneActive = 1;
constexpr std::uint64_t OneWaiting = std::uint64_t{1} << 32;

int activeOf(std::uint64_t load)
{
    return static_cast<int>(load & 0xFFFF'FFFFU);
}
int waitingOf(std::uint64_t load)
{
    return static_cast<int>(load >> 32);
}

} // namespace

Bulkhead::Bulkhead(std::string name, const BulkheadSettings &settings)
    : m_name(std::move(name))
    , m_maxConcurrent(settings.maxConcurrent)
    , m_maxQueued(settings.maxQueued)
    , m_maxWait(settings.maxWait.count())
{
}

bool Bulkhead::takeSlot()
{
    std::uint64_t load = m_load.load(std::memory_order_acquire);
    while (waitingOf(load) == 0 && activeOf(load) < m_maxConcurrent.load(std::memory_order_relaxed)) {
        if (m_load.compare_exchange_weak(load, load + OneActive, std::memory_order_acq_rel,
                                         std::memory_order_acquire)) {
            noteHighWater(activeOf(load) + 1);
            return true;
        }
    }
    return false;
}

void Bulkhead::noteHighWater(int active)
{
    int seen = m_highWater.load(std::memory_order_relaxed);
    while (active > seen && !m_highWater.compare_exchange_weak(seen, active, std::memory_order_relaxed)) { }
}

Bulkhead::Entry Bulkhead::enter(Waiter &waiter)
{
    if (takeSlot())
        return Entry::Entered;
    const std::scoped_lock lock{m_mutex};
    // Counted as waiting before the last look: whoever leaves from now on takes the lock and finds the queue.
    const std::uint64_t load = m_load.fetch_add(OneWaiting, std::memory_order_acq_rel);
    if (m_queue.empty() && activeOf(load) < m_maxConcurrent.load(std::memory_order_relaxed)) {
        const std::uint64_t entered =
            m_load.fetch_sub(OneWaiting - OneActive, std::memory_order_acq_rel) - OneWaiting + OneActive;
        noteHighWater(activeOf(entered));
        return Entry::Entered;
    }
    if (static_cast<int>(m_queue.size()) >= m_maxQueued.load(std::memory_order_relaxed)) {
        m_load.fetch_sub(OneWaiting, std::memory_order_acq_rel);
        m_rejected.fetch_add(1, std::memory_order_relaxed);
        return Entry::Rejected;
    }
    m_queue.push_back(&waiter);
    return Entry::Queued;
}

void Bulkhead::leave()
{
    std::uint64_t load = m_load.load(std::memory_order_acquire);
    while (waitingOf(load) == 0) {
        if (m_load.compare_exchange_weak(load, load - OneActive, std::memory_order_acq_rel,
                                         std::memory_order_acquire))
            return;
    }
    Waiter *next = nullptr;
    {
        const std::scoped_lock lock{m_mutex};
        m_load.fetch_sub(OneActive, std::memory_order_acq_rel);
        next = admitNext();
    }
    if (next)
        next->granted();
}

/// Gives a free slot to the longest waiting one. m_mutex is held.
Bulkhead::Waiter *Bulkhead::admitNext()
{
    const std::uint64_t load = m_load.load(std::memory_order_acquire);
    if (m_queue.empty() || activeOf(load) >= m_maxConcurrent.load(std::memory_order_relaxed))
        return nullptr;
    Waiter *const next = m_queue.front();
    m_queue.pop_front();
    m_load.fetch_sub(OneWaiting - OneActive, std::memory_order_acq_rel);
    noteHighWater(activeOf(load) + 1);
    return next;
}

bool Bulkhead::cancel(Waiter &waiter, bool timedOut)
{
    const std::scoped_lock lock{m_mutex};
    const auto found = std::find(m_queue.begin(), m_queue.end(), &waiter);
    if (found == m_queue.end())
        return false;
    m_queue.erase(found);
    m_load.fetch_sub(OneWaiting, std::memory_order_acq_rel);
    if (timedOut)
        m_rejected.fetch_add(1, std::memory_order_relaxed);
    return true;
}

void Bulkhead::configure(const BulkheadSettings &settings)
{
    std::vector<Waiter *> admitted;
    {
        const std::scoped_lock lock{m_mutex};
        m_maxConcurrent.store(settings.maxConcurrent, std::memory_order_relaxed);
        m_maxQueued.store(settings.maxQueued, std::memory_order_relaxed);
        m_maxWait.store(settings.maxWait.count(), std::memory_order_relaxed);
        while (Waiter *const next = admitNext())
            admitted.push_back(next);
    }
    for (Waiter *const waiter : admitted)
        waiter->granted();
}

BulkheadStatus Bulkhead::status() const
{
    const std::uint64_t load = m_load.load(std::memory_order_acquire);
    BulkheadStatus status;
    status.pool_name = m_name;
    status.max_concurrent = m_maxConcurrent.load(std::memory_order_relaxed);
    status.active_requests = activeOf(load);
    status.available_slots = std::max(0, status.max_concurrent - status.active_requests);
    if (status.max_concurrent > 0)
        status.utilization = 100.0 * status.active_requests / status.max_concurrent;
    status.queued = waitingOf(load);
    status.rejected = m_rejected.load(std::memory_order_relaxed);
    status.highWater = m_highWater.load(std::memory_order_relaxed);
    return status;
}

} // namespace gatehouse
