#include "ui/theme/looktracks.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"

#include <QPainter>
#include <QProxyStyle>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr double trackHeight = 6;

QRectF trackIn(const QRect &rect)
{
    return {double(rect.left()), rect.top() + (rect.height() - trackHeight) / 2, double(rect.width()),
            trackHeight};
}

} // namespace

bool paintScrollBar(const PaintPass &pass)
{
    const auto *bar = pass.as<QStyleOptionSlider>();
    if (!bar || bar->minimum == bar->maximum) {
        return true;
    }
    QStyleOptionSlider handle(*bar);
    handle.rect =
        pass.style->subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, pass.widget);
    if (!bar->activeSubControls.testFlag(QStyle::SC_ScrollBarSlider)) {
        handle.state &= ~(QStyle::State_MouseOver | QStyle::State_Sunken);
    }
    pass.style->drawControl(QStyle::CE_ScrollBarSlider, &handle, pass.painter, pass.widget);
    return true;
}

bool paintScrollHandle(const PaintPass &pass)
{
    const bool active = pass.is(QStyle::State_MouseOver) || pass.is(QStyle::State_Sunken);
    QColor colour = pass.colour(Role::Faint);
    colour.setAlphaF(active ? 0.75F : 0.42F);
    QRectF rect(pass.option->rect);
    rect = pass.is(QStyle::State_Horizontal) ? rect.adjusted(2, 3, -2, -3) : rect.adjusted(3, 2, -3, -2);
    roundedPanel(pass.painter, rect, std::min(rect.width(), rect.height()) / 2, colour, {});
    return true;
}

bool paintSlider(const PaintPass &pass)
{
    const auto *slider = pass.as<QStyleOptionSlider>();
    if (!slider || slider->orientation != Qt::Horizontal) {
        return false;
    }
    const QRectF handle(
        pass.style->subControlRect(QStyle::CC_Slider, slider, QStyle::SC_SliderHandle, pass.widget));
    const QRectF track = QRectF(slider->rect.left(), handle.center().y() - 2, slider->rect.width(), 4);
    roundedPanel(pass.painter, track, 2, pass.colour(Role::Track), {});
    QRectF done = track;
    done.setRight(handle.center().x());
    const QColor accent = pass.colour(pass.isEnabled() ? Role::Accent : Role::Faint);
    roundedPanel(pass.painter, done, 2, accent, {});
    QRectF knob(0, 0, 14, 14);
    knob.moveCenter(handle.center());
    pass.painter->save();
    pass.painter->setRenderHint(QPainter::Antialiasing);
    pass.painter->setBrush(pass.colour(Role::Surface));
    pass.painter->setPen(QPen(accent, pass.hasVisibleFocus() ? 4 : 2));
    const double inset = pass.hasVisibleFocus() ? 2 : 1;
    pass.painter->drawEllipse(knob.adjusted(inset, inset, -inset, -inset));
    pass.painter->restore();
    return true;
}

bool paintProgressGroove(const PaintPass &pass)
{
    roundedPanel(pass.painter, trackIn(pass.option->rect), trackHeight / 2, pass.colour(Role::Track), {});
    return true;
}

bool paintProgressContents(const PaintPass &pass)
{
    const auto *bar = pass.as<QStyleOptionProgressBar>();
    if (!bar || bar->maximum <= bar->minimum) {
        return true;
    }
    QRectF track = trackIn(bar->rect);
    const double share = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
    if (share > 0) {
        track.setWidth(std::max(trackHeight, track.width() * std::min(share, 1.0)));
        roundedPanel(pass.painter, track, trackHeight / 2, pass.colour(Role::Accent), {});
    }
    return true;
}

bool paintTab(const PaintPass &pass)
{
    const QRect rect = pass.option->rect;
    if (pass.is(QStyle::State_Selected)) {
        pass.painter->fillRect(QRect(rect.left() + 8, rect.bottom() - 1, rect.width() - 16, 2),
                               pass.colour(Role::Accent));
    } else if (pass.isHovered()) {
        roundedPanel(pass.painter, QRectF(rect).adjusted(2, 3, -2, -4), 5, pass.colour(Role::Hover), {});
    }
    if (pass.hasVisibleFocus() && pass.is(QStyle::State_Selected)) {
        focusRing(pass.painter, QRectF(rect).adjusted(2, 2, -2, -3), 5, pass.theme);
    }
    return true;
}

bool paintTabLabel(const PaintPass &pass)
{
    const auto *tab = pass.as<QStyleOptionTab>();
    if (!tab) {
        return false;
    }
    const Role role = pass.is(QStyle::State_Selected) ? Role::Accent : Role::Muted;
    pass.painter->save();
    pass.painter->setFont(inkFont(TextKind::Medium, pass.theme));
    pass.painter->setPen(pass.colour(pass.isEnabled() ? role : Role::Faint));
    pass.painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
    pass.painter->restore();
    return true;
}

bool paintTabBase(const PaintPass &pass)
{
    const QRect rect = pass.option->rect;
    pass.painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), pass.colour(Role::Line));
    return true;
}

bool paintNothing(const PaintPass &)
{
    return true;
}

} // namespace gatehouse
