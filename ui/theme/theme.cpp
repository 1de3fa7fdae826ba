#include "ui/theme/theme.h"

#include "ui/theme/lookstyle.h"

#include <QWidget>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatehouse {

namespace {

struct Shades
{
    QRgb light;
    QRgb dark;
};

// In the order of Role.
constexpr std::array<Shades, roleCount> table{{
    {0xffF5F6F8, 0xff10141A}, // Window
    {0xffFFFFFF, 0xff171D25}, // Surface
    {0xffFBFCFD, 0xff1C232D}, // Raised
    {0xffE2E6EB, 0xff2A333F}, // Line
    {0xff18212D, 0xffE4E9F0}, // Text
    {0xff5C6878, 0xff9BA7B7}, // Muted
    {0xff8C97A6, 0xff6F7C8D}, // Faint
    {0xff2A59D6, 0xff7AA2FF}, // Accent
    {0xffE8EEFD, 0xff1E2B47}, // AccentSoft
    {0xffFFFFFF, 0xff0E1420}, // OnAccent
    {0xff2450C4, 0xff93B4FF}, // AccentHover
    {0xff08734F, 0xff3CCB95}, // Ok
    {0xff965800, 0xffF0A93B}, // Warning
    {0xffC42727, 0xffFF7A72}, // Bad
    {0xff5D6979, 0xff8B98A9}, // Idle
    {0xffE2F4EC, 0xff14342A}, // OkSoft
    {0xffFCF0DC, 0xff3A2C12}, // WarningSoft
    {0xffFBE7E6, 0xff401D1D}, // BadSoft
    {0xffECEFF3, 0xff252D38}, // IdleSoft
    {0xff7A4FD3, 0xffB394FF}, // Series4
    {0xff087382, 0xff46C6D8}, // Series5
    {0xffF3F5F8, 0xff1E2630}, // Hover
    {0xffECEFF3, 0xff252D38}, // Track
    {0xffEAEDF1, 0xff252D38}, // Grid
}};

struct Filling
{
    QPalette::ColorRole palette;
    Role role;
};

constexpr std::array fillings{
    Filling{QPalette::Window, Role::Window},
    Filling{QPalette::WindowText, Role::Text},
    Filling{QPalette::Base, Role::Surface},
    Filling{QPalette::AlternateBase, Role::Raised},
    Filling{QPalette::Text, Role::Text},
    Filling{QPalette::Button, Role::Surface},
    Filling{QPalette::ButtonText, Role::Text},
    Filling{QPalette::BrightText, Role::OnAccent},
    Filling{QPalette::Highlight, Role::AccentSoft},
    Filling{QPalette::HighlightedText, Role::Text},
    Filling{QPalette::ToolTipBase, Role::Raised},
    Filling{QPalette::ToolTipText, Role::Text},
    Filling{QPalette::PlaceholderText, Role::Muted},
    Filling{QPalette::Link, Role::Accent},
    Filling{QPalette::LinkVisited, Role::Accent},
    Filling{QPalette::Light, Role::Raised},
    Filling{QPalette::Midlight, Role::Raised},
    Filling{QPalette::Mid, Role::Line},
    Filling{QPalette::Dark, Role::Line},
    Filling{QPalette::Shadow, Role::Line},
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor Theme::operator[](Role role) const
{
    const Shades &shades = table[size_t(role)];
    return QColor::fromRgb(isDark() ? shades.dark : shades.light);
}

QColor Theme::wash(Role role) const
{
    QColor colour = (*this)[role];
    colour.setAlphaF(isDark() ? 0.2F : 0.13F);
    return colour;
}

QPalette Theme::palette() const
{
    QPalette palette;
    for (const Filling &filling : fillings) {
        palette.setColor(filling.palette, (*this)[filling.role]);
    }
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText}) {
        palette.setColor(QPalette::Disabled, text, (*this)[Role::Faint]);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, (*this)[Role::IdleSoft]);
    return palette;
}

const Theme &themeOf(const QWidget *widget)
{
    static const Theme fallback;
    const auto *style = widget ? qobject_cast<const LookStyle *>(widget->style()) : nullptr;
    return style ? style->theme() : fallback;
}

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace gatehouse
