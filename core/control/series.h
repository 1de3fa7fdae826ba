#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace gatehouse {

/// One value of a series; NaN where the gateway said nothing.
struct Sample
{
    WallTime at{};
    float value = std::numeric_limits<float>::quiet_NaN();
};

/// What became of the samples of one minute.
struct Rollup
{
    WallTime start{};
    float minimum = 0;
    float maximum = 0;
    float mean = 0;
    int samples = 0; ///< those that had a value; ≥ 1
};

/// How much a series keeps.
struct SeriesLimits
{
    std::size_t samples = 3'600; ///< one a second: the last hour
    std::size_t minutes = 0; ///< rolled up behind them; 1,440: the last day
};

/// A bounded rolling series of one figure, newest last. Values only, not safe from two threads at once.
/// Memory is taken as samples come and never exceeds the limits.
class Series final
{
public:
    explicit Series(SeriesLimits limits = {});

    /// Times that do not grow (a clock set back) replace the newest sample's time by one millisecond after
    /// it, so that the order holds. NaN is a gap and is kept, so that a chart shows it.
    void append(WallTime at, float value);

    std::size_t size() const { return m_samples.size(); }
    bool isEmpty() const { return m_samples.empty(); }
    /// From the oldest, 0 ≤ index < size().
    Sample at(std::size_t index) const;
    /// NaN where empty.
    float last() const;
    /// Those at or after `from`, oldest first.
    std::vector<Sample> since(WallTime from) const;
    /// Whole minutes that have passed, oldest first; without those that had no value.
    std::vector<Rollup> rollups() const;
    /// Over the samples at or after `from` that have a value; NaN where there is none.
    float mean(WallTime from) const;
    float maximum(WallTime from) const;

private:
    // Half the size of a Sample: there are thousands of series.
    struct Stored
    {
        std::uint32_t offset = 0; ///< milliseconds since m_base
        float value = 0;
    };

    void rollUp(const Sample &sample);
    std::uint32_t offsetOf(WallTime at);
    std::size_t firstSince(WallTime from) const;

    SeriesLimits m_limits;
    WallTime m_base{};
    std::vector<Stored> m_samples; ///< a ring once it is full
    std::size_t m_oldest = 0;
    std::vector<Rollup> m_minutes; ///< a ring once it is full
    std::size_t m_oldestMinute = 0;
    Rollup m_open; ///< the minute that is being filled
};

} // namespace gatehouse
