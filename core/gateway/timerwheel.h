#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstdint>
#include <optional>

namespace gatehouse {

/// Timeouts of one loop: cheap to set and to move, a little late, never early (G. Varghese, A. Lauck: Hashed
/// and Hierarchical Timing Wheels, 1987). Moving a deadline further away, which is what a keep-alive
/// connection does with every request, only stores it. Time is passed in. Not thread-safe.
class TimerWheel final
{
public:
    /// One timeout. Lives inside what it belongs to; ends with it.
    class Timer
    {
    public:
        Timer() = default;
        virtual ~Timer();
        Timer(const Timer &) = delete;
        Timer &operator=(const Timer &) = delete;

        [[nodiscard]] bool isSet() const { return m_wheel != nullptr; }
        [[nodiscard]] SteadyTime deadline() const { return m_deadline; }
        void cancel();

    protected:
        /// The deadline has passed; the timer is not set any more and may be set again.
        virtual void expired() = 0;

    private:
        friend class TimerWheel;

        TimerWheel *m_wheel = nullptr;
        Timer *m_next = nullptr;
        Timer **m_link = nullptr; ///< what points to this timer
        std::int64_t m_tick = 0; ///< of the slot in which it is
        SteadyTime m_deadline{};
    };

    using Tick = std::chrono::duration<std::int64_t, std::ratio<4, 1000>>;

    explicit TimerWheel(SteadyTime now);
    ~TimerWheel();
    TimerWheel(const TimerWheel &) = delete;
    TimerWheel &operator=(const TimerWheel &) = delete;

    /// `now` is used where no other timer is set: the wheel has stood still since then.
    void set(Timer &timer, SteadyTime deadline, SteadyTime now);
    /// Calls expired() of all timers whose deadline is not after `now`.
    void advance(SteadyTime now);
    /// When advance() has something to do at the latest; empty where no timer is set.
    [[nodiscard]] std::optional<SteadyTime> next() const;

private:
    static constexpr std::int64_t Slots = 1024; ///< 4 s; what is further away is put off when its slot comes

    void insert(Timer &timer);
    void remove(Timer &timer);

    std::array<Timer *, Slots> m_slots{};
    std::array<std::uint64_t, Slots / 64> m_used{}; ///< a bit for each slot that may have timers
    std::size_t m_count = 0;
    std::int64_t m_done; ///< the last tick that was worked off
};

/// A timer that calls a member of its owner.
template <class Owner, void (Owner::*Expired)()> class MemberTimer final : public TimerWheel::Timer
{
public:
    explicit MemberTimer(Owner &owner)
        : m_owner(owner)
    {
    }

private:
    void expired() override { (m_owner.*Expired)(); }

    Owner &m_owner;
};

} // namespace gatehouse
