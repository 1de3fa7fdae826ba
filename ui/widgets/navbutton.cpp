#include "ui/widgets/navbutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/pill.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace gatehouse {

namespace {

constexpr int iconSide = 16;
constexpr int collapsedWidth = 40;

} // namespace

NavButton::NavButton(Icon icon, const QString &text, QWidget *parent)
    : PaintedButton(text, parent)
    , m_icon(icon)
{
    setCheckable(true);
    setAccessibleName(text);
    setFixedHeight(scaled(34));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setToolTip(collapsed ? text() : QString());
    updateGeometry();
    update();
}

void NavButton::setAttention(int count, Tone tone, const QString &meaning)
{
    m_count = count;
    m_tone = tone;
    setAccessibleName(count > 0 && !meaning.isEmpty() ? text() + QStringLiteral(", ") + meaning : text());
    update();
}

QSize NavButton::sizeHint() const
{
    return {m_collapsed ? collapsedWidth : scaled(184), scaled(34)};
}

QSize NavButton::minimumSizeHint() const
{
    return {collapsedWidth, scaled(34)};
}

void NavButton::paintAttention(QPainter *painter, double iconRight)
{
    const Theme &theme = themeOf(this);
    if (m_collapsed) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme[Role::Surface], 1.5));
        painter->setBrush(theme[ink(m_tone)]);
        painter->drawEllipse(QPointF(iconRight - 1, (height() - iconSide) / 2.0 + 2), 4, 4);
        return;
    }
    const QString count = QString::number(m_count);
    const Glyph glyph = m_tone == Tone::Bad ? Glyph::Cross : Glyph::Triangle;
    const int width = pillWidth(glyph, count);
    paintPill(painter, theme, {this->width() - width - 10.0, height() / 2.0}, glyph, count, m_tone);
}

void NavButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QRectF band = QRectF(rect()).adjusted(0, 1, 0, -1);
    if (isChecked() || underMouse()) {
        roundedPanel(&painter, band, 6, theme[isChecked() ? Role::AccentSoft : Role::Hover], {});
    }
    const QColor colour = theme[isChecked() ? Role::Accent : Role::Muted];
    const double left = m_collapsed ? (width() - iconSide) / 2.0 : 10;
    paintIcon(&painter, m_icon, QRectF(left, (height() - iconSide) / 2.0, iconSide, iconSide), colour);
    if (!m_collapsed) {
        painter.setFont(inkFont(TextKind::Medium, theme));
        painter.setPen(colour);
        painter.drawText(rect().adjusted(36, 0, -4, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
    }
    if (m_count > 0) {
        paintAttention(&painter, left + iconSide);
    }
    if (showsFocus(this)) {
        focusRing(&painter, band, 6, theme);
    }
}

} // namespace gatehouse

#include "moc_navbutton.cpp"
