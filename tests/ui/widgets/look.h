#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/lookstyle.h"

#include <QApplication>

namespace gatehouse::test {

/// Gives the test program the looks of the console: fonts that are pinned, a cursor that does not blink.
inline LookStyle *applyLook(Scheme scheme = Scheme::Light)
{
    setFonts();
    QApplication::setCursorFlashTime(0);
    auto *style = new LookStyle(scheme);
    QApplication::setStyle(style);
    return style;
}

} // namespace gatehouse::test
