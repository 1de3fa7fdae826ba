#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

/// One value at one time, in milliseconds since the epoch. Not-a-number says that nothing is known from then
/// on.
struct PlotSample
{
    std::int64_t at = 0;
    double value = 0;
};

inline constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

/// Values over time, as a value: it never changes. A longer one shares all but its last part with the shorter
/// one, and every part carries its minima and maxima, so that a million samples are drawn from a few hundred.
class PlotSeries final
{
public:
    struct Extremes
    {
        PlotSample low;
        PlotSample high;
    };

    PlotSeries() = default;
    /// `samples` are in the order of their times.
    explicit PlotSeries(const std::vector<PlotSample> &samples);

    /// This and one more sample, which must not be earlier than the last.
    [[nodiscard]] PlotSeries with(PlotSample sample) const;
    /// This without old samples; may keep some that are older than `at`.
    [[nodiscard]] PlotSeries since(std::int64_t at) const;

    bool isEmpty() const { return m_parts.empty(); }
    std::size_t size() const;
    PlotSample operator[](std::size_t index) const;
    PlotSample front() const { return (*this)[0]; }
    PlotSample back() const { return (*this)[size() - 1]; }

    /// The value that held at a time: that of the last sample until then.
    std::optional<double> valueAt(std::int64_t time) const;

    /// The least and the greatest value from one time to another, both included; nothing where none is known.
    std::optional<Extremes> extremes(std::int64_t from, std::int64_t to) const;

    /// At most `most` samples that look like all of them between two times: the samples themselves where they
    /// are few, else the least and the greatest of equal parts of the time. Includes the neighbours just
    /// outside, so that a line reaches the edges.
    std::vector<PlotSample> outline(std::int64_t from, std::int64_t to, std::size_t most) const;

    /// Whether both are the same object in memory: then nothing has to be drawn again.
    bool isSameAs(const PlotSeries &other) const;

private:
    struct Part;
    using Parts = std::vector<std::shared_ptr<const Part>>;

    std::size_t firstNotBefore(std::int64_t time) const;
    std::optional<Extremes> extremesOf(std::size_t from, std::size_t to) const;

    // All parts but the last are full.
    Parts m_parts;
};

} // namespace gatehouse
