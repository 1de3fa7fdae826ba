#pragma once

#include "core/model/values.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse {

/// What a bulkhead shows of itself; the first five fields carry the names they have in telemetry.
struct BulkheadStatus
{
    std::string pool_name;
    int max_concurrent = 0;
    int available_slots = 0;
    int active_requests = 0;
    double utilization = 0; ///< percent of max_concurrent
    int queued = 0;
    std::uint64_t rejected = 0; ///< since the start: queue full, or waited too long
    int highWater = 0; ///< most active requests at once since the start
};

/// A ceiling on concurrent calls with a bounded, fair queue (M. Nygard, Release It!, "Bulkheads").
///
/// All members may be called from any thread. A free slot with an empty queue costs one compare-and-swap; a
/// lock is taken only where somebody waits. How long to wait is the caller's business: it owns the timer,
/// calls cancel() when the time (`maxWait`) is over or when its client leaves, and thereby frees the place.
class Bulkhead final
{
public:
    /// Someone who waits for a slot. Must live until it was granted or cancelled.
    class Waiter
    {
    public:
        virtual ~Waiter() = default;
        /// The slot is yours: leave() it later. Called once, from the thread that freed the slot and without
        /// a lock held: hand it over to your own loop.
        virtual void granted() = 0;
    };

    enum class Entry : std::uint8_t { Entered, Queued, Rejected };

    Bulkhead(std::string name, const BulkheadSettings &settings);

    Bulkhead(const Bulkhead &) = delete;
    Bulkhead &operator=(const Bulkhead &) = delete;

    /// Entered: a slot is taken, leave() it. Queued: `waiter` will be granted one in its turn. Rejected:
    /// counted.
    [[nodiscard]] Entry enter(Waiter &waiter);
    /// Gives a slot back; the longest waiting one gets it.
    void leave();
    /// True: `waiter` was queued and will not be granted; it may go. False: it has been granted already.
    /// granted() may still be on its way from another thread, so the waiter must live until it came, and
    /// leave() the slot then. `timedOut` says that it counts as rejected (it waited too long), not as one
    /// that went away.
    [[nodiscard]] bool cancel(Waiter &waiter, bool timedOut);

    /// New limits; who is in stays in, who now fits is let in.
    void configure(const BulkheadSettings &settings);
    [[nodiscard]] Milliseconds maxWait() const
    {
        return Milliseconds{m_maxWait.load(std::memory_order_relaxed)};
    }
    [[nodiscard]] BulkheadStatus status() const;

private:
    bool takeSlot();
    Waiter *admitNext();
    void noteHighWater(int active);

    const std::string m_name;
    std::atomic<int> m_maxConcurrent;
    std::atomic<int> m_maxQueued;
    std::atomic<std::int64_t> m_maxWait; ///< ms
    /// Active calls in the low half, waiting ones in the high half: entering past a queue is impossible.
    std::atomic<std::uint64_t> m_load{0};
    std::atomic<std::uint64_t> m_rejected{0};
    std::atomic<int> m_highWater{0};
    mutable std::mutex m_mutex;
    std::deque<Waiter *> m_queue;
};

} // namespace gatehouse
