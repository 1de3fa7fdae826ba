#pragma once

#include "ui/charts/plotseries.h"
#include "ui/charts/plotwidget.h"

#include <memory>
#include <vector>

namespace gatehouse {

struct ChartLine
{
    QString name;
    PlotSeries series;
    Role role = Role::Accent;
    bool filled = false;
    QString unit; ///< Follows the value where it is read out.
};

/// The charts of the pages, drawn by Qt Charts, and the only place that knows it. Gives it at most one point
/// per four pixels: it is slow, and one sees no more.
class ChartPlot final : public PlotWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChartPlot)

public:
    explicit ChartPlot(const QString &name, QWidget *parent = nullptr);
    ~ChartPlot() override;

    void setLines(std::vector<ChartLine> lines);

    /// How many points Qt Charts has now, over all lines.
    int pointCount() const;

protected:
    QString wordsAt(std::int64_t time) const override;
    void frameChanged() override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Parts;

    void feed();
    void colour();

    std::vector<ChartLine> m_lines;
    std::unique_ptr<Parts> m_parts;
};

} // namespace gatehouse
