#include "ui/terms/plots.h"

#include <cmath>

namespace gatehouse {

namespace {

std::int64_t millis(WallTime at)
{
    return at.time_since_epoch().count();
}

Timeline::Band bandOf(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Closed:
    case BreakerPhase::ForcedClosed:
    case BreakerPhase::Disabled:
        return Timeline::Band::Closed;
    case BreakerPhase::Open:
    case BreakerPhase::ForcedOpen:
        return Timeline::Band::Open;
    case BreakerPhase::HalfOpen:
        return Timeline::Band::HalfOpen;
    }
    return Timeline::Band::Unknown;
}

} // namespace

PlotSeries plotSeries(const Series &series, WallTime from)
{
    std::vector<PlotSample> samples;
    for (const Sample &sample : series.since(from))
        samples.push_back({millis(sample.at), double(sample.value)});
    return PlotSeries(samples);
}

PlotSeries minuteSeries(const Series &series, WallTime from)
{
    std::vector<PlotSample> samples;
    for (const Rollup &minute : series.rollups())
        if (minute.start >= from)
            samples.push_back({millis(minute.start), double(minute.mean)});
    return PlotSeries(samples);
}

SparkSeries sparkSeries(const Series &series, WallTime from, WallTime to, int points)
{
    if (series.isEmpty() || points < 2 || to <= from)
        return {};
    struct Bin
    {
        double sum = 0;
        int count = 0;
    };
    std::vector<Bin> bins(static_cast<size_t>(points));
    const double width = double((to - from).count()) / points;
    for (const Sample &sample : series.since(from)) {
        if (std::isnan(sample.value) || sample.at > to)
            continue;
        const auto bin = std::min(size_t(double((sample.at - from).count()) / width), bins.size() - 1);
        bins[bin].sum += double(sample.value);
        ++bins[bin].count;
    }
    std::vector<float> values;
    for (const Bin &bin : bins) {
        if (bin.count > 0)
            values.push_back(float(bin.sum / bin.count));
        else if (!values.empty())
            values.push_back(values.back());
    }
    return values.size() < 2 ? SparkSeries() : std::make_shared<const std::vector<float>>(std::move(values));
}

TimeRange rangeUntil(WallTime to, std::chrono::milliseconds length)
{
    return {millis(to - length), millis(to)};
}

std::vector<Timeline::Span> breakerSpans(const std::vector<BreakerChange> &changes, TimeRange range)
{
    std::vector<Timeline::Span> spans;
    for (size_t i = 0; i < changes.size(); ++i) {
        const std::int64_t begin = std::max(millis(changes[i].since), range.from);
        const std::int64_t end =
            i + 1 < changes.size() ? std::min(millis(changes[i + 1].since), range.to) : range.to;
        if (end > begin)
            spans.push_back({{begin, end}, bandOf(changes[i].phase)});
    }
    return spans;
}

} // namespace gatehouse
