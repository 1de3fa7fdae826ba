#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace gatehouse::test {

/// A clock that stands still until it is stepped. Both times move together; the wall clock can jump alone.
/// Safe from any thread.
class SteppedClock final : public Clock
{
public:
    /// Begins at 2026-11-23T18:00:00Z.
    SteppedClock() = default;

    SteadyTime now() const override { return SteadyTime{std::chrono::nanoseconds{m_steady.load()}}; }
    WallTime wallNow() const override { return WallTime{std::chrono::milliseconds{m_wall.load()}}; }

    void step(std::chrono::nanoseconds by)
    {
        const std::int64_t before = m_steady.fetch_add(by.count());
        m_wall.fetch_add((before + by.count()) / 1'000'000 - before / 1'000'000);
    }
    void jumpWallClock(std::chrono::milliseconds by) { m_wall.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> m_steady{3'600'000'000'000};
    std::atomic<std::int64_t> m_wall{1'795'456'800'000};
};

} // namespace gatehouse::test
