#include "core/control/figures.h"

namespace gatehouse {

Figures::Figures(SeriesLimits limits)
    : m_limits(limits)
{
}

void Figures::append(Figure figure, WallTime at, std::optional<double> value)
{
    if (value)
        m_newest = at;
    auto &series = m_series[static_cast<std::size_t>(figure)];
    if (!series) {
        if (!value)
            return;
        series = std::make_unique<Series>(m_limits);
    }
    series->append(at, value ? static_cast<float>(*value) : Sample{}.value);
}

const Series &Figures::series(Figure figure) const
{
    const auto &series = m_series[static_cast<std::size_t>(figure)];
    return series ? *series : m_empty;
}

} // namespace gatehouse
