#include "core/control/series.h"

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

// Appends to a vector that becomes a ring once it holds `limit`; `oldest` is where the ring begins.
template <class T> void push(std::vector<T> &ring, std::size_t &oldest, std::size_t limit, const T &item)
{
    if (limit == 0)
        return;
    if (ring.size() < limit) {
        ring.push_back(item);
        return;
    }
    ring[oldest] = item;
    oldest = (oldest + 1) % limit;
}

WallTime minuteOf(WallTime time)
{
    return std::chrono::floor<std::chrono::minutes>(time);
}

} // namespace

Series::Series(SeriesLimits limits)
    : m_limits(limits)
{
}

void Series::append(WallTime at, float value)
{
    if (!m_samples.empty()) {
        const WallTime newest = this->at(size() - 1).at;
        if (at <= newest)
            at = newest + std::chrono::milliseconds{1};
    }
    push(m_samples, m_oldest, m_limits.samples, Stored{offsetOf(at), value});
    if (m_limits.minutes > 0)
        rollUp({at, value});
}

// Offsets last for 49 days; then, or after a clock was set forward by more, the base moves.
std::uint32_t Series::offsetOf(WallTime at)
{
    constexpr std::int64_t Highest = std::numeric_limits<std::uint32_t>::max();
    if (m_samples.empty())
        m_base = at;
    if ((at - m_base).count() > Highest) {
        const WallTime from = std::max(this->at(0).at, at - std::chrono::hours{24});
        const std::int64_t moved = (from - m_base).count();
        for (Stored &stored : m_samples)
            stored.offset = static_cast<std::uint32_t>(std::max<std::int64_t>(stored.offset - moved, 0));
        m_base = from;
    }
    return static_cast<std::uint32_t>((at - m_base).count());
}

void Series::rollUp(const Sample &sample)
{
    const WallTime minute = minuteOf(sample.at);
    if (minute != m_open.start) {
        if (m_open.samples > 0)
            push(m_minutes, m_oldestMinute, m_limits.minutes, m_open);
        m_open = Rollup{minute};
    }
    if (std::isnan(sample.value))
        return;
    const bool first = m_open.samples == 0;
    m_open.minimum = first ? sample.value : std::min(m_open.minimum, sample.value);
    m_open.maximum = first ? sample.value : std::max(m_open.maximum, sample.value);
    ++m_open.samples;
    m_open.mean += (sample.value - m_open.mean) / static_cast<float>(m_open.samples);
}

Sample Series::at(std::size_t index) const
{
    const Stored &stored = m_samples[(m_oldest + index) % m_samples.size()];
    return {m_base + std::chrono::milliseconds{stored.offset}, stored.value};
}

float Series::last() const
{
    return isEmpty() ? Sample{}.value : at(size() - 1).value;
}

std::size_t Series::firstSince(WallTime from) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (at(middle).at < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<Sample> Series::since(WallTime from) const
{
    std::vector<Sample> samples;
    const std::size_t first = firstSince(from);
    samples.reserve(size() - first);
    for (std::size_t i = first; i < size(); ++i)
        samples.push_back(at(i));
    return samples;
}

std::vector<Rollup> Series::rollups() const
{
    std::vector<Rollup> all;
    all.reserve(m_minutes.size());
    for (std::size_t i = 0; i < m_minutes.size(); ++i)
        all.push_back(m_minutes[(m_oldestMinute + i) % m_minutes.size()]);
    return all;
}

float Series::mean(WallTime from) const
{
    double sum = 0;
    int count = 0;
    for (std::size_t i = firstSince(from); i < size(); ++i) {
        const float value = at(i).value;
        if (!std::isnan(value)) {
            sum += static_cast<double>(value);
            ++count;
        }
    }
    return count == 0 ? Sample{}.value : static_cast<float>(sum / count);
}

float Series::maximum(WallTime from) const
{
    float highest = Sample{}.value;
    for (std::size_t i = firstSince(from); i < size(); ++i) {
        const float value = at(i).value;
        if (!std::isnan(value) && !(value <= highest))
            highest = value;
    }
    return highest;
}

} // namespace gatehouse
