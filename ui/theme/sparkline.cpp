#include "ui/theme/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace gatehouse {

namespace {

constexpr double pixelsPerPoint = 2.6;

struct Span
{
    float low;
    float high;
};

std::vector<float> binned(std::span<const float> values, size_t count)
{
    std::vector<float> means(count);
    for (size_t i = 0; i < count; ++i) {
        const size_t from = i * values.size() / count;
        const size_t to = std::max(from + 1, (i + 1) * values.size() / count);
        const auto part = values.subspan(from, to - from);
        means[i] = std::accumulate(part.begin(), part.end(), 0.0F) / float(part.size());
    }
    return means;
}

Span spanOf(std::span<const float> values, SparkKind kind)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    Span span{*low, *high};
    const float height = span.high - span.low;
    if (kind == SparkKind::Area) {
        span = {span.low - height * 0.9F, span.high + height * 0.25F};
    } else {
        // A minimum span, so that small noise does not look like an earthquake.
        const float middle = (span.low + span.high) / 2;
        const float half = std::max(height / 2, std::abs(middle) * 0.35F);
        span = {middle - half, middle + half};
    }
    constexpr float flat = 1e-6F;
    return span.high - span.low > flat ? span : Span{span.low - 0.5F, span.low + 0.5F};
}

} // namespace

void paintSpark(QPainter *painter, const Theme &theme, const QRectF &rect, std::span<const float> values,
                Role role, SparkKind kind)
{
    if (values.size() < 2) {
        return;
    }
    const auto wanted = size_t(std::clamp(rect.width() / pixelsPerPoint, 8.0, 500.0));
    std::vector<float> bins;
    if (values.size() > wanted) {
        bins = binned(values, wanted);
        values = bins;
    }
    const Span span = spanOf(values, kind);
    const double step = rect.width() / double(values.size() - 1);
    QPolygonF line;
    line.reserve(qsizetype(values.size()) + 2);
    for (size_t i = 0; i < values.size(); ++i) {
        const double share = (values[i] - span.low) / (span.high - span.low);
        line.append({rect.left() + step * double(i), rect.bottom() - 1 - (rect.height() - 2) * share});
    }

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kind == SparkKind::Area) {
        QPolygonF area = line;
        area << rect.bottomRight() << rect.bottomLeft();
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.wash(role));
        painter->drawPolygon(area);
    }
    painter->setBrush(Qt::NoBrush);
    // Bevel joins: round ones cost twice as much.
    painter->setPen(
        QPen(theme[role], kind == SparkKind::Area ? 1.5 : 1.3, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter->drawPolyline(line);
    painter->restore();
}

} // namespace gatehouse
