#pragma once

#include <chrono>

namespace gatehouse {

/// Time that never jumps; for durations, timeouts and breakers.
using SteadyTime = std::chrono::steady_clock::time_point;
/// Time that people and other machines agree on, in milliseconds since 1970 UTC; may jump.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

/// Where time comes from. Handed in through constructors: nothing in core asks the system itself.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual SteadyTime now() const = 0;
    virtual WallTime wallNow() const = 0;
};

/// The machine's own clocks. Safe from any thread.
class SystemClock final : public Clock
{
public:
    SteadyTime now() const override { return std::chrono::steady_clock::now(); }
    WallTime wallNow() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace gatehouse
