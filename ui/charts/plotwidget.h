#pragma once

#include "ui/charts/plotframe.h"

#include <QWidget>

namespace gatehouse {

/// The base of the plots: keeps the frame, and tells time and value under the pointer as a tool tip.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what a screen reader calls the plot.
    explicit PlotWidget(const QString &name, QWidget *parent = nullptr);

    const PlotFrame &frame() const { return m_frame; }
    void setFrame(const PlotFrame &frame);
    void setRange(TimeRange range);
    void setLimit(std::optional<PlotLimit> limit);
    void setTop(double top);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    /// What the plot shows at a time, in words: "7 in use".
    virtual QString wordsAt(std::int64_t time) const = 0;
    /// The frame is another one.
    virtual void frameChanged();

private:
    PlotFrame m_frame;
};

} // namespace gatehouse
