#pragma once

namespace gatehouse {

/// What a colour is for. Painted code names a role at paint time and never keeps a colour, so that a switch
/// between light and dark is nothing but a repaint.
enum class Role {
    Window,
    Surface,
    Raised,
    Line,
    Text,
    Muted,
    Faint, ///< Lines and disabled controls only, never text that has to be read.
    Accent,
    AccentSoft,
    OnAccent,
    AccentHover,
    Ok,
    Warning,
    Bad,
    Idle,
    OkSoft,
    WarningSoft,
    BadSoft,
    IdleSoft,
    Series4,
    Series5,
    Hover,
    Track,
    Grid,
};
inline constexpr int roleCount = 24;
static_assert(int(Role::Grid) + 1 == roleCount);

/// How something stands. A tone never stands alone: a glyph and a word go with it.
enum class Tone { Ok, Warning, Bad, Idle, Accent };

/// The role of text and glyphs in a tone; readable on every surface and on soft() of the same tone.
constexpr Role ink(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return Role::Ok;
    case Tone::Warning:
        return Role::Warning;
    case Tone::Bad:
        return Role::Bad;
    case Tone::Idle:
        return Role::Idle;
    case Tone::Accent:
        return Role::Accent;
    }
    return Role::Text;
}

/// The fill behind text in a tone.
constexpr Role soft(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return Role::OkSoft;
    case Tone::Warning:
        return Role::WarningSoft;
    case Tone::Bad:
        return Role::BadSoft;
    case Tone::Idle:
        return Role::IdleSoft;
    case Tone::Accent:
        return Role::AccentSoft;
    }
    return Role::Surface;
}

} // namespace gatehouse
