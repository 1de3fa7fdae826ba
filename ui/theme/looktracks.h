#pragma once

#include "ui/theme/paintpass.h"

namespace gatehouse {

// LookStyle's tracks: scroll bars, sliders, progress bars and tabs.
bool paintScrollBar(const PaintPass &pass);
bool paintScrollHandle(const PaintPass &pass);
bool paintSlider(const PaintPass &pass);
bool paintProgressGroove(const PaintPass &pass);
bool paintProgressContents(const PaintPass &pass);
bool paintTab(const PaintPass &pass);
bool paintTabLabel(const PaintPass &pass);
bool paintTabBase(const PaintPass &pass);
bool paintNothing(const PaintPass &pass);

} // namespace gatehouse
