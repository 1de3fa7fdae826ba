#include "ui/charts/plotseries.h"

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr std::size_t partSize = 4096;
constexpr std::size_t blockSize = 64;

using Extremes = PlotSeries::Extremes;

void include(std::optional<Extremes> &extremes, const PlotSample &sample)
{
    if (std::isnan(sample.value)) {
        return;
    }
    if (!extremes) {
        extremes = Extremes{sample, sample};
        return;
    }
    if (sample.value < extremes->low.value) {
        extremes->low = sample;
    }
    if (sample.value > extremes->high.value) {
        extremes->high = sample;
    }
}

void include(std::optional<Extremes> &extremes, const std::optional<Extremes> &more)
{
    if (more) {
        include(extremes, more->low);
        include(extremes, more->high);
    }
}

} // namespace

struct PlotSeries::Part
{
    std::vector<PlotSample> samples;
    std::vector<std::optional<Extremes>> blocks;
    std::optional<Extremes> whole;

    void add(const PlotSample &sample)
    {
        if (samples.size() % blockSize == 0) {
            blocks.emplace_back();
        }
        samples.push_back(sample);
        include(blocks.back(), sample);
        include(whole, sample);
    }

    /// The extremes of a range of its samples, by whole blocks where it can.
    std::optional<Extremes> extremesOf(std::size_t from, std::size_t to) const
    {
        if (from == 0 && to == samples.size()) {
            return whole;
        }
        std::optional<Extremes> found;
        while (from < to) {
            if (from % blockSize == 0 && from + blockSize <= to) {
                include(found, blocks[from / blockSize]);
                from += blockSize;
            } else {
                include(found, samples[from]);
                ++from;
            }
        }
        return found;
    }
};

PlotSeries::PlotSeries(const std::vector<PlotSample> &samples)
{
    std::shared_ptr<Part> part;
    for (const PlotSample &sample : samples) {
        if (!part || part->samples.size() == partSize) {
            part = std::make_shared<Part>();
            m_parts.push_back(part);
        }
        part->add(sample);
    }
}

PlotSeries PlotSeries::with(PlotSample sample) const
{
    PlotSeries longer = *this;
    const bool full = m_parts.empty() || m_parts.back()->samples.size() == partSize;
    auto part = full ? std::make_shared<Part>() : std::make_shared<Part>(*m_parts.back());
    part->add(sample);
    if (full) {
        longer.m_parts.push_back(std::move(part));
    } else {
        longer.m_parts.back() = std::move(part);
    }
    return longer;
}

PlotSeries PlotSeries::since(std::int64_t at) const
{
    PlotSeries shorter = *this;
    const auto old = [at](const auto &part) {
        return part->samples.back().at < at;
    };
    const auto kept = std::find_if_not(shorter.m_parts.begin(), shorter.m_parts.end(), old);
    shorter.m_parts.erase(shorter.m_parts.begin(), kept);
    return shorter;
}

std::size_t PlotSeries::size() const
{
    return m_parts.empty() ? 0 : (m_parts.size() - 1) * partSize + m_parts.back()->samples.size();
}

PlotSample PlotSeries::operator[](std::size_t index) const
{
    return m_parts[index / partSize]->samples[index % partSize];
}

std::size_t PlotSeries::firstNotBefore(std::int64_t time) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if ((*this)[middle].at < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::optional<double> PlotSeries::valueAt(std::int64_t time) const
{
    const std::size_t next = firstNotBefore(time + 1);
    if (next == 0 || std::isnan((*this)[next - 1].value)) {
        return std::nullopt;
    }
    return (*this)[next - 1].value;
}

std::optional<Extremes> PlotSeries::extremesOf(std::size_t from, std::size_t to) const
{
    std::optional<Extremes> found;
    while (from < to) {
        const Part &part = *m_parts[from / partSize];
        const std::size_t offset = from % partSize;
        const std::size_t end = std::min(part.samples.size(), offset + (to - from));
        include(found, part.extremesOf(offset, end));
        from += end - offset;
    }
    return found;
}

std::optional<Extremes> PlotSeries::extremes(std::int64_t from, std::int64_t to) const
{
    return extremesOf(firstNotBefore(from), firstNotBefore(to + 1));
}

std::vector<PlotSample> PlotSeries::outline(std::int64_t from, std::int64_t to, std::size_t most) const
{
    std::size_t first = firstNotBefore(from);
    std::size_t end = firstNotBefore(to + 1);
    first -= first > 0 ? 1 : 0;
    end += end < size() ? 1 : 0;
    std::vector<PlotSample> points;
    if (end - first <= most) {
        for (std::size_t i = first; i < end; ++i) {
            points.push_back((*this)[i]);
        }
        return points;
    }
    const std::size_t bins = std::max<std::size_t>(1, most / 2);
    const auto width = std::max<std::int64_t>(1, (to - from) / std::int64_t(bins) + 1);
    std::size_t begin = first;
    for (std::size_t bin = 0; bin < bins && begin < end; ++bin) {
        const std::int64_t edge = from + width * std::int64_t(bin + 1);
        const std::size_t stop = bin + 1 == bins ? end : std::min(end, firstNotBefore(edge));
        if (stop <= begin) {
            continue;
        }
        if (const auto found = extremesOf(begin, stop)) {
            const bool lowFirst = found->low.at <= found->high.at;
            points.push_back(lowFirst ? found->low : found->high);
            points.push_back(lowFirst ? found->high : found->low);
        } else {
            points.push_back((*this)[begin]);
        }
        begin = stop;
    }
    return points;
}

bool PlotSeries::isSameAs(const PlotSeries &other) const
{
    return m_parts == other.m_parts;
}

} // namespace gatehouse
