#pragma once

#include "ui/charts/plotwidget.h"

#include <vector>

namespace gatehouse {

/// Stacked columns over time, such as retries by what became of them.
class BarPlot final : public PlotWidget
{
    Q_OBJECT

public:
    /// What one colour of the stack stands for, from the bottom up.
    struct Layer
    {
        QString name;
        Role role = Role::Ok;
    };

    /// A column from `at` on; one value a layer.
    struct Column
    {
        std::int64_t at = 0;
        std::vector<double> values;
    };

    explicit BarPlot(const QString &name, QWidget *parent = nullptr);

    /// `step` is the time that one column covers, in milliseconds.
    void setColumns(std::vector<Layer> layers, std::vector<Column> columns, std::int64_t step);

protected:
    void paintEvent(QPaintEvent *event) override;
    QString wordsAt(std::int64_t time) const override;

private:
    std::vector<Layer> m_layers;
    std::vector<Column> m_columns;
    std::int64_t m_step = 1000;
};

} // namespace gatehouse
