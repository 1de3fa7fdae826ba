#include "ui/charts/plotwidget.h"

#include "ui/theme/fonts.h"

#include <QHelpEvent>
#include <QTimeZone>
#include <QToolTip>

namespace gatehouse {

PlotWidget::PlotWidget(const QString &name, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PlotWidget::setFrame(const PlotFrame &frame)
{
    if (frame != m_frame) {
        m_frame = frame;
        frameChanged();
    }
}

void PlotWidget::setRange(TimeRange range)
{
    PlotFrame frame = m_frame;
    frame.range = range;
    setFrame(frame);
}

void PlotWidget::setLimit(std::optional<PlotLimit> limit)
{
    PlotFrame frame = m_frame;
    frame.limit = std::move(limit);
    setFrame(frame);
}

void PlotWidget::setTop(double top)
{
    PlotFrame frame = m_frame;
    frame.top = top;
    setFrame(frame);
}

// Small, so that a scroll area around it lets the layout's stretch decide.
QSize PlotWidget::sizeHint() const
{
    return {scaled(300), scaled(110)};
}

QSize PlotWidget::minimumSizeHint() const
{
    return {scaled(140), scaled(84)};
}

void PlotWidget::frameChanged()
{
    update();
}

bool PlotWidget::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    const PlotScale scale(m_frame, size());
    if (!scale.area().contains(help->pos())) {
        QToolTip::hideText();
        return true;
    }
    const std::int64_t time = scale.timeAt(help->pos().x());
    const QString words = wordsAt(time);
    const QString clock = clockTime(time, QTimeZone::systemTimeZone());
    QToolTip::showText(help->globalPos(), words.isEmpty() ? clock : clock + QStringLiteral(" · ") + words,
                       this);
    return true;
}

} // namespace gatehouse

#include "moc_plotwidget.cpp"
