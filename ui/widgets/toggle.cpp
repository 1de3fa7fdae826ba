#include "ui/widgets/toggle.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int gap = 8;
constexpr int ringRoom = 4;

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
    paintToggle(&painter, theme, {0, height() / 2.0}, isChecked(), isEnabled());
    const QRect words = rect().adjusted(toggleSize().width() + gap, 0, -ringRoom, 0);
    painter.setFont(fontOf(TextKind::Body));
    painter.setPen(theme[isEnabled() ? Role::Text : Role::Faint]);
    painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (showsFocus(this)) {
        // The ring goes around the words: around the switch it could not be told from its own colour.
        focusRing(&painter, text().isEmpty() ? rect() : words.adjusted(-ringRoom, 1, ringRoom, -1), 5, theme);
    }
}

} // namespace gatehouse

#include "moc_toggle.cpp"
