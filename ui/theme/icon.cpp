#include "ui/theme/icon.h"

#include "ui/theme/iconshapes.h"
#include "ui/theme/roleiconengine.h"

#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace gatehouse {

namespace {

QByteArray svgOf(Icon icon, const QColor &colour)
{
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><g fill='none' stroke='"
        + colour.name().toLatin1() + "' stroke-width='1.35' stroke-linecap='round' stroke-linejoin='round'>"
        + iconShape(icon) + "</g></svg>";
}

QPixmap rendered(const QByteArray &svg, const QSize &size)
{
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
    return pixmap;
}

} // namespace

void paintIcon(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour)
{
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize size(qRound(rect.width() * ratio), qRound(rect.height() * ratio));
    if (size.isEmpty()) {
        return;
    }
    const QString key = QStringLiteral("gatehouse:%1:%2:%3x%4")
                            .arg(int(icon))
                            .arg(colour.rgba(), 8, 16)
                            .arg(size.width())
                            .arg(size.height());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = rendered(svgOf(icon, colour), size);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QIcon roleIcon(Icon icon, Role role)
{
    return QIcon(new RoleIconEngine(icon, role));
}

QIcon appIcon()
{
    const QByteArray svg =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
        "<rect width='32' height='32' rx='7' fill='#2A59D6'/><g transform='translate(6 5.500) scale(1.25)'"
        " fill='none' stroke='#FFFFFF' stroke-linejoin='round'>"
        + iconShape(Icon::Logo) + "</g></svg>";
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        icon.addPixmap(rendered(svg, {size, size}));
    }
    return icon;
}

} // namespace gatehouse
