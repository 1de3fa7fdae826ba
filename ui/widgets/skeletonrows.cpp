#include "ui/widgets/skeletonrows.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <array>
#include <chrono>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr auto delay = 200ms;
constexpr int rowHeight = 34;
constexpr int padding = 14;
constexpr int barHeight = 10;

} // namespace

SkeletonRows::SkeletonRows(int rows, QWidget *parent)
    : QWidget(parent)
    , m_rows(rows)
{
    setAccessibleName(tr("Loading"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_showing = true;
        update();
    });
}

QSize SkeletonRows::sizeHint() const
{
    return {scaled(240), m_rows * scaled(rowHeight)};
}

void SkeletonRows::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_delay.start();
}

void SkeletonRows::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_delay.stop();
    m_showing = false;
}

void SkeletonRows::paintEvent(QPaintEvent *)
{
    if (!m_showing) {
        return;
    }
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    // Uneven, as names are.
    constexpr std::array lengths{0.30, 0.22, 0.26, 0.18, 0.28, 0.24};
    const int height = scaled(rowHeight);
    for (int row = 0; row < m_rows; ++row) {
        const double y = row * height + (height - barHeight) / 2.0;
        const double first = width() * lengths[size_t(row) % lengths.size()];
        const double rest = width() * 0.12;
        roundedPanel(&painter, QRectF(padding, y, first, barHeight), 5, theme[Role::Track], {});
        for (const double at : {0.45, 0.65, 0.82}) {
            roundedPanel(&painter, QRectF(width() * at, y, rest, barHeight), 5, theme[Role::Track], {});
        }
        if (row + 1 < m_rows) {
            painter.fillRect(QRect(0, (row + 1) * height - 1, width(), 1), theme[Role::Grid]);
        }
    }
}

} // namespace gatehouse

#include "moc_skeletonrows.cpp"
