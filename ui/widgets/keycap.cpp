#include "ui/widgets/keycap.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace gatehouse {

QSize keyCapSize(const QString &keys)
{
    return {QFontMetrics(fontOf(TextKind::Tiny)).horizontalAdvance(keys) + 12, scaled(20)};
}

void paintKeyCap(QPainter *painter, const Theme &theme, QPointF leftMiddle, const QString &keys)
{
    const QSize size = keyCapSize(keys);
    const QRectF cap(leftMiddle.x(), leftMiddle.y() - size.height() / 2.0, size.width(), size.height());
    roundedPanel(painter, cap, 4, theme[Role::Surface], theme[Role::Line]);
    painter->setFont(fontOf(TextKind::Tiny));
    painter->setPen(theme[Role::Muted]);
    painter->drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, keys);
}

} // namespace gatehouse
