#pragma once

#include "ui/charts/plotseries.h"
#include "ui/charts/plotwidget.h"

namespace gatehouse {

/// A filled line over time, painted by hand: for what changes many times a second, stands in dozens or has
/// thousands of points. The charts of the pages are ChartPlots.
class AreaPlot final : public PlotWidget
{
    Q_OBJECT

public:
    explicit AreaPlot(const QString &name, QWidget *parent = nullptr);

    /// `unit` follows the value where it is read out: "in use", "ms".
    void setSeries(const PlotSeries &series, Role role = Role::Accent, const QString &unit = {});

protected:
    void paintEvent(QPaintEvent *event) override;
    QString wordsAt(std::int64_t time) const override;

private:
    PlotSeries m_series;
    Role m_role = Role::Accent;
    QString m_unit;
};

} // namespace gatehouse
