#include "ui/widgets/toggle.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int gap = 8;
constexpr int ringRoom = 3;

} // namespace

QSize toggleSize()
{
    return {30, 18};
}

void paintToggle(QPainter *painter, const Theme &theme, QPointF leftMiddle, bool on, bool enabled)
{
    const QSize size = toggleSize();
    const QRectF track(leftMiddle.x(), leftMiddle.y() - size.height() / 2.0, size.width(), size.height());
    const Role fill = on && enabled ? Role::Accent : Role::IdleSoft;
    const Role line = on && enabled ? Role::Accent : enabled ? Role::Faint : Role::Line;
    roundedPanel(painter, track, track.height() / 2, theme[fill], theme[line]);
    const double side = track.height() - 6;
    const double x = on ? track.right() - side - 3 : track.left() + 3;
    const Role knob = !enabled ? Role::Faint : on ? Role::OnAccent : Role::Faint;
    roundedPanel(painter, QRectF(x, track.top() + 3, side, side), side / 2, theme[knob], {});
}

Toggle::Toggle(const QString &text, QWidget *parent)
    : PaintedButton(text, parent)
{
    setCheckable(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Toggle::sizeHint() const
{
    const int label =
        text().isEmpty() ? 0 : gap + QFontMetrics(fontOf(TextKind::Body)).horizontalAdvance(text());
    return {toggleSize().width() + label + 2 * ringRoom, scaled(24)};
}

void Toggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintToggle(&painter, theme, {ringRoom, height() / 2.0}, isChecked(), isEnabled());
    painter.setFont(fontOf(TextKind::Body));
    painter.setPen(theme[isEnabled() ? Role::Text : Role::Faint]);
    painter.drawText(rect().adjusted(ringRoom + toggleSize().width() + gap, 0, 0, 0), Qt::AlignVCenter,
                     text());
    if (showsFocus(this)) {
        focusRing(&painter, rect(), 6, theme);
    }
}

} // namespace gatehouse

#include "moc_toggle.cpp"
