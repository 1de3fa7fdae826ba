#include "ui/shell/brand.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace gatehouse {

namespace {

constexpr int LogoSide = 20;
constexpr int NameLeft = 30;

QString name()
{
    return QStringLiteral("Gatehouse");
}

} // namespace

QSize Brand::sizeHint() const
{
    return {NameLeft + QFontMetrics(fontOf(TextKind::CardTitle)).horizontalAdvance(name()) + 2,
            controlHeight()};
}

void Brand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintIcon(&painter, Icon::Logo, QRectF(0, (height() - LogoSide) / 2.0, LogoSide, LogoSide),
              theme[Role::Accent]);
    painter.setFont(inkFont(TextKind::CardTitle, theme));
    painter.setPen(theme[Role::Text]);
    painter.drawText(rect().adjusted(NameLeft, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, name());
}

} // namespace gatehouse

#include "moc_brand.cpp"
