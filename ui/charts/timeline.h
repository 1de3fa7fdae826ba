#pragma once

#include "ui/charts/timeaxis.h"

#include <QWidget>

#include <vector>

namespace gatehouse {

/// How breakers stood over time: a lane each, thin while closed, a bar while open, an amber bar while
/// half-open.
class Timeline final : public QWidget
{
    Q_OBJECT

public:
    enum class Band {
        Closed,
        HalfOpen,
        Open,
        Unknown, ///< Nothing was heard: nothing is drawn.
    };

    struct Span
    {
        TimeRange range;
        Band band = Band::Closed;
    };

    struct Lane
    {
        QString name;
        std::vector<Span> spans;
    };

    /// `name` is what a screen reader calls the timeline.
    explicit Timeline(const QString &name, QWidget *parent = nullptr);

    void setLanes(std::vector<Lane> lanes);
    void setRange(TimeRange range);
    /// The room for the lanes' names in pixels; 0 shows none.
    void setLabelWidth(int pixels);
    /// Keeps so much free at the right, to stand exactly below a plot.
    void setRightMargin(int pixels);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    double x(std::int64_t at) const;
    void paintSpan(QPainter *painter, const Span &span, int top) const;
    QString describe() const;

    std::vector<Lane> m_lanes;
    TimeRange m_range;
    int m_labelWidth = 0;
    int m_rightMargin = 0;
};

} // namespace gatehouse
