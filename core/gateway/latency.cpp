#include "core/gateway/latency.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace gatehouse {

namespace {

using std::chrono::microseconds;

constexpr unsigned FirstOctave = 6; ///< 2^6 µs = 64 µs
constexpr std::int64_t SliceSeconds = 5;
constexpr std::int64_t RecentSlices = 12;

std::int64_t sliceNumber(SteadyTime now)
{
    return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count() / SliceSeconds;
}

bool isRecent(std::int64_t slice, std::int64_t current)
{
    return slice >= 0 && slice <= current && current - slice < RecentSlices;
}

template <class Integer> void bump(std::atomic<Integer> &value, Integer by)
{
    value.store(value.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

double quantile(const LatencyCounts &counts, std::uint64_t total, double share)
{
    const double wanted = share * static_cast<double>(total);
    double seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto count = static_cast<double>(counts[i]);
        if (counts[i] > 0 && seen + count >= wanted) {
            const double lower = i == 0 ? 0 : LatencyBuckets::upToMs(i - 1);
            // The last bucket has no upper bound: the least that is known of it.
            if (i + 1 == counts.size())
                return lower;
            return lower + (LatencyBuckets::upToMs(i) - lower) * (wanted - seen) / count;
        }
        seen += count;
    }
    return 0;
}

} // namespace

std::size_t LatencyBuckets::indexOf(microseconds latency)
{
    const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 0));
    const auto octave = static_cast<unsigned>(std::bit_width(us)); // us < 2^octave
    if (octave <= FirstOctave)
        return 0;
    const std::uint64_t quarter = (us >> (octave - 3)) & 3U;
    return std::min<std::size_t>(1 + std::size_t{octave - FirstOctave - 1} * 4 + quarter, Count - 1);
}

double LatencyBuckets::upToMs(std::size_t index)
{
    if (index + 1 >= Count)
        return std::numeric_limits<double>::infinity();
    if (index == 0)
        return static_cast<double>(1U << FirstOctave) / 1000.0;
    const std::size_t octave = (index - 1) / 4;
    const std::size_t quarter = (index - 1) % 4;
    return static_cast<double>((std::uint64_t{1} << (FirstOctave + octave)) * (5 + quarter)) / 4000.0;
}

LatencyQuantiles quantilesOf(const LatencyCounts &counts)
{
    const std::uint64_t total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    if (total == 0)
        return {};
    return {quantile(counts, total, 0.50), quantile(counts, total, 0.95), quantile(counts, total, 0.99)};
}

void LatencyRecorder::add(microseconds latency, SteadyTime now)
{
    const std::size_t index = LatencyBuckets::indexOf(latency);
    bump<std::uint64_t>(m_total[index], 1);
    const std::int64_t number = sliceNumber(now);
    Slice &slice = m_slices[static_cast<std::size_t>(number) % Slices];
    if (slice.number.load(std::memory_order_relaxed) != number) {
        // Out of sight first, so that no reader takes the old counts for new ones.
        slice.number.store(-1, std::memory_order_release);
        for (std::atomic<std::uint32_t> &count : slice.counts)
            count.store(0, std::memory_order_relaxed);
        slice.number.store(number, std::memory_order_release);
    }
    bump<std::uint32_t>(slice.counts[index], 1);
}

void LatencyRecorder::addTotalTo(LatencyCounts &counts) const
{
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] += m_total[i].load(std::memory_order_relaxed);
}

void LatencyRecorder::addRecentTo(LatencyCounts &counts, SteadyTime now) const
{
    const std::int64_t current = sliceNumber(now);
    for (const Slice &slice : m_slices) {
        if (!isRecent(slice.number.load(std::memory_order_acquire), current))
            continue;
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += slice.counts[i].load(std::memory_order_relaxed);
    }
}

void RecentMean::add(microseconds value, SteadyTime now)
{
    const std::int64_t number = sliceNumber(now);
    Slice &slice = m_slices[static_cast<std::size_t>(number) % Slices];
    if (slice.number.load(std::memory_order_relaxed) != number) {
        slice.number.store(-1, std::memory_order_release);
        slice.sum.store(0, std::memory_order_relaxed);
        slice.count.store(0, std::memory_order_relaxed);
        slice.number.store(number, std::memory_order_release);
    }
    bump<std::uint64_t>(slice.sum, static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), 0)));
    bump<std::uint64_t>(slice.count, 1);
}

void RecentMean::addTo(double &sumMs, std::uint64_t &count, SteadyTime now) const
{
    const std::int64_t current = sliceNumber(now);
    for (const Slice &slice : m_slices) {
        if (!isRecent(slice.number.load(std::memory_order_acquire), current))
            continue;
        sumMs += static_cast<double>(slice.sum.load(std::memory_order_relaxed)) / 1000.0;
        count += slice.count.load(std::memory_order_relaxed);
    }
}

} // namespace gatehouse
