#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

#include <QtCore/QString>

namespace gatehouse {

/// How a state is told: a word with the glyph and tone that go with it, so that state is never colour alone.
struct Term
{
    QString word;
    Glyph glyph = Glyph::None;
    Tone tone = Tone::Idle;

    bool operator==(const Term &) const = default;
};

} // namespace gatehouse
