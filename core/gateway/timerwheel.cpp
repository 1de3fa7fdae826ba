#include "core/gateway/timerwheel.h"

#include <algorithm>
#include <bit>

namespace gatehouse {

namespace {

/// Rounded up: a timer is never early.
std::int64_t dueTick(SteadyTime deadline)
{
    return std::chrono::ceil<TimerWheel::Tick>(deadline.time_since_epoch()).count();
}

/// Rounded down: a tick is over only when all of it has passed.
std::int64_t passedTick(SteadyTime now)
{
    return std::chrono::floor<TimerWheel::Tick>(now.time_since_epoch()).count();
}

} // namespace

TimerWheel::Timer::~Timer()
{
    cancel();
}

void TimerWheel::Timer::cancel()
{
    if (m_wheel)
        m_wheel->remove(*this);
}

TimerWheel::TimerWheel(SteadyTime now)
    : m_done(passedTick(now))
{
}

TimerWheel::~TimerWheel()
{
    for (Timer *slot : m_slots) {
        while (slot) {
            Timer *const timer = slot;
            slot = timer->m_next;
            timer->m_wheel = nullptr;
        }
    }
}

void TimerWheel::set(Timer &timer, SteadyTime deadline, SteadyTime now)
{
    timer.m_deadline = deadline;
    if (timer.m_wheel) {
        // Further away than its slot: advance() will find out and put it off.
        if (dueTick(deadline) >= timer.m_tick)
            return;
        remove(timer);
    }
    if (m_count == 0)
        m_done = std::max(m_done, passedTick(now));
    insert(timer);
}

void TimerWheel::insert(Timer &timer)
{
    timer.m_tick = std::clamp(dueTick(timer.m_deadline), m_done + 1, m_done + Slots - 1);
    const auto slot = static_cast<std::size_t>(timer.m_tick % Slots);
    timer.m_wheel = this;
    ++m_count;
    timer.m_next = m_slots[slot];
    timer.m_link = &m_slots[slot];
    if (timer.m_next)
        timer.m_next->m_link = &timer.m_next;
    m_slots[slot] = &timer;
    m_used[slot / 64] |= std::uint64_t{1} << (slot % 64);
}

void TimerWheel::remove(Timer &timer)
{
    *timer.m_link = timer.m_next;
    if (timer.m_next)
        timer.m_next->m_link = timer.m_link;
    --m_count;
    timer.m_wheel = nullptr;
    timer.m_next = nullptr;
    timer.m_link = nullptr;
}

void TimerWheel::advance(SteadyTime now)
{
    // Rounded down: a tick is over only when all of it has passed.
    const std::int64_t current = passedTick(now);
    while (m_done < current) {
        ++m_done;
        const auto slot = static_cast<std::size_t>(m_done % Slots);
        if ((m_used[slot / 64] & (std::uint64_t{1} << (slot % 64))) == 0)
            continue;
        m_used[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
        // Taken out first: an expired timer may set or cancel any other one, this slot's included.
        Timer *due = m_slots[slot];
        m_slots[slot] = nullptr;
        if (due)
            due->m_link = &due;
        while (due) {
            Timer &timer = *due;
            remove(timer);
            if (timer.m_deadline > now)
                insert(timer);
            else
                timer.expired();
        }
    }
}

std::optional<SteadyTime> TimerWheel::next() const
{
    const std::int64_t first = m_done + 1;
    for (std::int64_t offset = 0; offset < Slots;) {
        const auto slot = static_cast<std::size_t>((first + offset) % Slots);
        const std::uint64_t bits = m_used[slot / 64] >> (slot % 64);
        if (bits == 0) {
            offset += static_cast<std::int64_t>(64 - slot % 64);
            continue;
        }
        offset += std::countr_zero(bits);
        if (offset >= Slots)
            break;
        return SteadyTime{Tick{first + offset}};
    }
    return {};
}

} // namespace gatehouse
