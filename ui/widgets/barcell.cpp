#include "ui/widgets/barcell.h"

#include "ui/widgets/cellrole.h"

#include <QPainter>

#include <algorithm>

namespace gatehouse {

Role fillRole(double ratio)
{
    constexpr double nearlyFull = 0.8;
    return ratio >= 1 ? Role::Bad : ratio > nearlyFull ? Role::Warning : Role::Accent;
}

void BarCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                        const QModelIndex &index) const
{
    constexpr double height = 6;
    const QRectF track(rect.left(), rect.center().y() - height / 2, rect.width(), height);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme[Role::Track]);
    painter->drawRoundedRect(track, height / 2, height / 2);
    const double ratio = index.data(int(CellRole::Ratio)).toDouble();
    if (ratio > 0) {
        const double length = std::max(height, track.width() * std::min(ratio, 1.0));
        painter->setBrush(theme[fillRole(ratio)]);
        painter->drawRoundedRect(QRectF(track.left(), track.top(), length, height), height / 2, height / 2);
    }
}

double BarCell::wantedWidth(const QModelIndex &) const
{
    return 0;
}

} // namespace gatehouse

#include "moc_barcell.cpp"
