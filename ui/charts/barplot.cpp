#include "ui/charts/barplot.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gatehouse {

BarPlot::BarPlot(const QString &name, QWidget *parent)
    : PlotWidget(name, parent)
{
}

void BarPlot::setColumns(std::vector<Layer> layers, std::vector<Column> columns, std::int64_t step)
{
    m_layers = std::move(layers);
    m_columns = std::move(columns);
    m_step = std::max<std::int64_t>(1, step);
    setAccessibleDescription(m_columns.empty() ? QString() : wordsAt(m_columns.back().at));
    update();
}

QString BarPlot::wordsAt(std::int64_t time) const
{
    const auto holds = [this, time](const Column &column) {
        return column.at <= time && time < column.at + m_step;
    };
    const auto found = std::find_if(m_columns.begin(), m_columns.end(), holds);
    QStringList words;
    for (size_t i = 0; found != m_columns.end() && i < std::min(m_layers.size(), found->values.size()); ++i) {
        words.append(m_layers[i].name + u' ' + QLocale().toString(found->values[i], 'g', 4));
    }
    return words.join(QStringLiteral(" · "));
}

void BarPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const PlotScale scale(frame(), size());
    paintPlotBack(&painter, theme, frame(), scale);
    painter.save();
    painter.setClipRect(scale.area());
    for (const Column &column : m_columns) {
        // Whole pixels, and one between neighbours where there is room.
        const double left = std::round(scale.x(column.at));
        const double next = std::round(scale.x(column.at + m_step));
        const double width = std::max(1.0, next - left - (next - left > 3 ? 1 : 0));
        double sum = 0;
        for (size_t i = 0; i < std::min(m_layers.size(), column.values.size()); ++i) {
            const double bottom = std::round(scale.y(sum));
            sum += column.values[i];
            const double top = std::round(scale.y(sum));
            painter.fillRect(QRectF(left, top, width, bottom - top), theme[m_layers[i].role]);
        }
    }
    painter.restore();
    paintPlotFront(&painter, theme, frame(), scale);
}

} // namespace gatehouse

#include "moc_barplot.cpp"
