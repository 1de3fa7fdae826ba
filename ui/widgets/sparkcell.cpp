#include "ui/widgets/sparkcell.h"

#include "ui/theme/sparkline.h"
#include "ui/widgets/cellrole.h"

#include <QHash>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace gatehouse {

namespace {

struct SparkKey
{
    const std::vector<float> *series;
    Role role;
    Scheme scheme;
    QSize size;

    bool operator==(const SparkKey &) const = default;
};

size_t qHash(const SparkKey &key, size_t seed)
{
    return qHashMulti(seed, key.series, int(key.role), int(key.scheme), key.size.width(), key.size.height());
}

struct Drawn
{
    QPixmap pixmap;
    // An address may be used again: the pixmap counts only while the series it shows is alive.
    std::weak_ptr<const std::vector<float>> series;
};

Drawn drawn(const SparkKey &key, const SparkSeries &series, const Theme &theme, const QSizeF &size,
            double ratio)
{
    QPixmap pixmap(key.size);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintSpark(&painter, theme, QRectF(QPointF(), size), *series, key.role);
    return {pixmap, series};
}

} // namespace

void SparkCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                          const QModelIndex &index) const
{
    const SparkSeries series = cellSeries(index);
    if (!series || series->size() < 2) {
        return;
    }
    static QHash<SparkKey, Drawn> cache;
    constexpr int bound = 1024;
    const QRectF area = rect.adjusted(0, 6, 0, -6);
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize pixels(int(std::ceil(area.width() * ratio)), int(std::ceil(area.height() * ratio)));
    if (pixels.isEmpty()) {
        return;
    }
    const SparkKey key{series.get(), ink(cellTone(index).value_or(Tone::Accent)), theme.scheme(), pixels};
    auto found = cache.find(key);
    if (found == cache.end() || found->series.lock() != series) {
        if (cache.size() >= bound) {
            cache.clear();
        }
        found = cache.insert(key, drawn(key, series, theme, area.size(), ratio));
    }
    painter->drawPixmap(QPointF(std::round(area.left()), std::round(area.top())), found->pixmap);
}

double SparkCell::wantedWidth(const QModelIndex &) const
{
    return 0;
}

} // namespace gatehouse

#include "moc_sparkcell.cpp"
