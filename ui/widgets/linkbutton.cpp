#include "ui/widgets/linkbutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int edge = 3;

} // namespace

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : PaintedButton(text, parent)
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics metrics(fontOf(TextKind::Body));
    return {metrics.horizontalAdvance(text()) + 2 * edge, metrics.height() + 2 * edge};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    QFont font = fontOf(TextKind::Body);
    font.setUnderline(underMouse() && isEnabled());
    painter.setFont(font);
    painter.setPen(theme[isEnabled() ? Role::Accent : Role::Faint]);
    painter.drawText(rect().adjusted(edge, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (showsFocus(this)) {
        focusRing(&painter, rect(), 4, theme);
    }
}

} // namespace gatehouse

#include "moc_linkbutton.cpp"
