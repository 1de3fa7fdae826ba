#include "ui/shell/searchbutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icon.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycap.h"

#include <QtGui/QPainter>

namespace gatehouse {

namespace {

constexpr double Radius = 6;
constexpr int LensSide = 14;
constexpr int TextLeft = 34;
constexpr int CapEdge = 6;

} // namespace

SearchButton::SearchButton(QWidget *parent)
    : QPushButton(parent)
{
    setText(tr("Search or run a command"));
    setAccessibleName(tr("Search or run a command, Ctrl K"));
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SearchButton::sizeHint() const
{
    return {scaled(420), controlHeight()};
}

QSize SearchButton::minimumSizeHint() const
{
    return {scaled(140), controlHeight()};
}

void SearchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, QRectF(rect()), Radius, theme[underMouse() ? Role::Hover : Role::Window],
                 theme[Role::Line]);
    paintIcon(&painter, Icon::Search, QRectF(11, (height() - LensSide) / 2.0, LensSide, LensSide),
              theme[Role::Muted]);
    const QString keys = tr("Ctrl K");
    const QSize cap = keyCapSize(keys);
    painter.setFont(inkFont(TextKind::Body, theme));
    painter.setPen(theme[Role::Muted]);
    const QRect room = rect().adjusted(TextLeft, 0, -cap.width() - 2 * CapEdge, 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
    paintKeyCap(&painter, theme, {double(width() - cap.width() - CapEdge), height() / 2.0}, keys);
    if (showsFocus(this))
        focusRing(&painter, QRectF(rect()), Radius, theme);
}

} // namespace gatehouse

#include "moc_searchbutton.cpp"
