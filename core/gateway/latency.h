#pragma once

#include "core/base/clock.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

/// The buckets into which latencies are counted: four to each doubling, from 64 µs to 67 s, so that a
/// quantile is at most 12 % off. The first one takes everything below, the last one everything above.
struct LatencyBuckets
{
    static constexpr std::size_t Count = 82;

    [[nodiscard]] static std::size_t indexOf(std::chrono::microseconds latency);
    /// The upper bound of a bucket in milliseconds; infinity for the last.
    [[nodiscard]] static double upToMs(std::size_t index);
};

using LatencyCounts = std::array<std::uint64_t, LatencyBuckets::Count>;

/// Milliseconds; empty where nothing was counted.
struct LatencyQuantiles
{
    std::optional<double> p50;
    std::optional<double> p95;
    std::optional<double> p99;
};

/// Quantiles by linear interpolation within a bucket.
[[nodiscard]] LatencyQuantiles quantilesOf(const LatencyCounts &counts);

/// Latencies since the start and of the last 60 s. One thread writes, any may read: a reader may see a count
/// that is one behind, never a torn one.
class LatencyRecorder final
{
public:
    void add(std::chrono::microseconds latency, SteadyTime now);

    /// Adds the counts since the start to `counts`.
    void addTotalTo(LatencyCounts &counts) const;
    /// Adds the counts of the last 60 s to `counts`.
    void addRecentTo(LatencyCounts &counts, SteadyTime now) const;

private:
    static constexpr std::size_t Slices = 13; ///< of 5 s: twelve whole ones and the one that is being filled

    struct Slice
    {
        std::atomic<std::int64_t> number{-1}; ///< which 5 s since the clock's epoch
        std::array<std::atomic<std::uint32_t>, LatencyBuckets::Count> counts{};
    };

    std::array<std::atomic<std::uint64_t>, LatencyBuckets::Count> m_total{};
    std::array<Slice, Slices> m_slices{};
};

/// A recorder that takes its memory with the first latency: most routes and endpoints of a large document
/// never see one on every loop. Same threads as above.
class LazyLatency final
{
public:
    void add(std::chrono::microseconds latency, SteadyTime now)
    {
        if (!m_owner) {
            m_owner = std::make_unique<LatencyRecorder>();
            m_recorder.store(m_owner.get(), std::memory_order_release);
        }
        m_owner->add(latency, now);
    }
    /// Null before the first latency.
    [[nodiscard]] const LatencyRecorder *recorder() const
    {
        return m_recorder.load(std::memory_order_acquire);
    }

private:
    std::unique_ptr<LatencyRecorder> m_owner;
    std::atomic<LatencyRecorder *> m_recorder{nullptr};
};

/// The mean of a duration over the last 60 s. One writer, any readers, as above.
class RecentMean final
{
public:
    void add(std::chrono::microseconds value, SteadyTime now);
    void addTo(double &sumMs, std::uint64_t &count, SteadyTime now) const;

private:
    static constexpr std::size_t Slices = 13;

    struct Slice
    {
        std::atomic<std::int64_t> number{-1};
        std::atomic<std::uint64_t> sum{0}; ///< µs
        std::atomic<std::uint64_t> count{0};
    };

    std::array<Slice, Slices> m_slices{};
};

} // namespace gatehouse
