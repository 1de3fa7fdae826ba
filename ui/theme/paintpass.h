#pragma once

#include "ui/theme/theme.h"

#include <QStyle>
#include <QStyleOption>

class QPainter;
class QProxyStyle;

namespace gatehouse {

/// What one call of LookStyle's drawing functions is about.
struct PaintPass
{
    const Theme &theme;
    const QStyleOption *option;
    QPainter *painter;
    const QWidget *widget;
    const QProxyStyle *style;

    bool is(QStyle::StateFlag state) const { return option->state.testFlag(state); }
    bool isEnabled() const { return is(QStyle::State_Enabled); }
    bool isHovered() const { return isEnabled() && is(QStyle::State_MouseOver); }
    bool isPressed() const { return isEnabled() && is(QStyle::State_Sunken); }
    /// Focus that the keyboard gave, or that the keyboard is about to use.
    bool hasVisibleFocus() const
    {
        return is(QStyle::State_HasFocus) && is(QStyle::State_KeyboardFocusChange);
    }

    QColor colour(Role role) const { return theme[role]; }
    QColor quietInk() const { return theme[isEnabled() ? Role::Muted : Role::Faint]; }
    QColor textInk() const { return theme[isEnabled() ? Role::Text : Role::Faint]; }

    template <class Option> const Option *as() const { return qstyleoption_cast<const Option *>(option); }
};

/// Paints one element; false leaves it to Fusion.
using PaintStep = bool (*)(const PaintPass &pass);

} // namespace gatehouse
