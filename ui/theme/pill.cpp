#include "ui/theme/pill.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace gatehouse {

namespace {

constexpr double edge = 8;
constexpr double glyphRoom = 13;

struct PillKey
{
    QString text;
    Glyph glyph;
    Tone tone;
    Scheme scheme;
    double ratio;
    int height;

    bool operator==(const PillKey &) const = default;
};

size_t qHash(const PillKey &key, size_t seed)
{
    return qHashMulti(seed, key.text, int(key.glyph), int(key.tone), int(key.scheme), key.ratio, key.height);
}

QPixmap rendered(const PillKey &key, const Theme &theme)
{
    const int width = pillWidth(key.glyph, key.text);
    QPixmap pixmap(QSize(int(std::ceil(width * key.ratio)), int(std::ceil(key.height * key.ratio))));
    pixmap.setDevicePixelRatio(key.ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme[soft(key.tone)]);
    const QRectF box(0, 0, width, key.height);
    painter.drawRoundedRect(box, key.height / 2.0, key.height / 2.0);
    double x = edge;
    if (key.glyph != Glyph::None) {
        paintGlyph(&painter, key.glyph, {x + 4.5, box.center().y()}, 9, theme[ink(key.tone)]);
        x += glyphRoom;
    }
    painter.setPen(theme[ink(key.tone)]);
    painter.setFont(inkFont(TextKind::SmallMedium, theme));
    painter.drawText(box.adjusted(x, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     key.text);
    return pixmap;
}

} // namespace

int pillHeight()
{
    return scaled(20);
}

int pillWidth(Glyph glyph, const QString &text)
{
    struct Measured
    {
        double scale = 0;
        QHash<QString, double> widths;
    };
    static Measured measured;
    constexpr int bound = 2048;
    if (measured.scale != textScale() || measured.widths.size() > bound) {
        measured = {textScale(), {}};
    }
    auto found = measured.widths.find(text);
    if (found == measured.widths.end()) {
        const QFontMetricsF metrics(fontOf(TextKind::SmallMedium));
        found = measured.widths.insert(text, metrics.horizontalAdvance(text));
    }
    return int(std::ceil(*found + 2 * edge + (glyph == Glyph::None ? 0 : glyphRoom)));
}

void paintPill(QPainter *painter, const Theme &theme, QPointF leftMiddle, Glyph glyph, const QString &text,
               Tone tone)
{
    static QHash<PillKey, QPixmap> pills;
    constexpr int bound = 512;
    const PillKey key{text,        glyph, tone, theme.scheme(), painter->device()->devicePixelRatioF(),
                      pillHeight()};
    auto found = pills.find(key);
    if (found == pills.end()) {
        if (pills.size() >= bound) {
            pills.clear();
        }
        found = pills.insert(key, rendered(key, theme));
    }
    painter->drawPixmap(QPointF(std::round(leftMiddle.x()), std::round(leftMiddle.y() - key.height / 2.0)),
                        *found);
}

} // namespace gatehouse
