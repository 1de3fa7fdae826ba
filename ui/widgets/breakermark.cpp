#include "ui/widgets/breakermark.h"

#include <QHash>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace gatehouse {

namespace {

constexpr int markWidth = 24;
constexpr int markHeight = 20;

struct MarkKey
{
    BreakerArm arm;
    Scheme scheme;
    double ratio;

    bool operator==(const MarkKey &) const = default;
};

size_t qHash(const MarkKey &key, size_t seed)
{
    return qHashMulti(seed, int(key.arm), int(key.scheme), key.ratio);
}

QPixmap rendered(const MarkKey &key, const QColor &colour)
{
    QPixmap pixmap(QSizeF(markWidth * key.ratio, markHeight * key.ratio).toSize());
    pixmap.setDevicePixelRatio(key.ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintBreaker(&painter, key.arm, QRectF(1, 0, markWidth - 2, markHeight), colour);
    return pixmap;
}

} // namespace

Role breakerInk(BreakerArm arm)
{
    switch (arm) {
    case BreakerArm::Closed:
        return Role::Ok;
    case BreakerArm::HalfOpen:
        return Role::Warning;
    case BreakerArm::Open:
        return Role::Bad;
    case BreakerArm::Absent:
        return Role::Idle;
    }
    return Role::Idle;
}

void drawBreakerMark(QPainter *painter, const Theme &theme, QPointF leftMiddle, BreakerArm arm)
{
    static QHash<MarkKey, QPixmap> marks;
    const MarkKey key{arm, theme.scheme(), painter->device()->devicePixelRatioF()};
    auto found = marks.find(key);
    if (found == marks.end()) {
        found = marks.insert(key, rendered(key, theme[breakerInk(arm)]));
    }
    painter->drawPixmap(QPointF(leftMiddle.x(), std::round(leftMiddle.y() - markHeight / 2.0)), *found);
}

} // namespace gatehouse
