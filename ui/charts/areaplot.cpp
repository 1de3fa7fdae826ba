#include "ui/charts/areaplot.h"

#include "ui/charts/linepainter.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace gatehouse {

AreaPlot::AreaPlot(const QString &name, QWidget *parent)
    : PlotWidget(name, parent)
{
}

void AreaPlot::setSeries(const PlotSeries &series, Role role, const QString &unit)
{
    if (series.isSameAs(m_series) && role == m_role && unit == m_unit) {
        return;
    }
    m_series = series;
    m_role = role;
    m_unit = unit;
    setAccessibleDescription(series.isEmpty() ? QString() : wordsAt(series.back().at));
    update();
}

QString AreaPlot::wordsAt(std::int64_t time) const
{
    const auto value = m_series.valueAt(time);
    if (!value) {
        return {};
    }
    const QString number = QLocale().toString(*value, 'g', 4);
    return m_unit.isEmpty() ? number : number + u' ' + m_unit;
}

void AreaPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const PlotScale scale(frame(), size());
    paintPlotBack(&painter, theme, frame(), scale);
    const QRectF area = scale.area();
    const auto points = m_series.outline(frame().range.from, frame().range.to, std::size_t(area.width()));
    painter.save();
    painter.setClipRect(area.adjusted(0, -4, 0, 2));
    for (const QPolygonF &line : linesOf(points, scale)) {
        paintWash(&painter, theme, line, scale, m_role);
        paintLine(&painter, theme, line, m_role);
    }
    painter.restore();
    paintPlotFront(&painter, theme, frame(), scale);
}

} // namespace gatehouse

#include "moc_areaplot.cpp"
