#pragma once

#include "ui/theme/paintpass.h"

namespace gatehouse {

// LookStyle's rows: item views, headers, menus and tool tips.
bool paintItemPanel(const PaintPass &pass);
bool paintBranch(const PaintPass &pass);
bool paintHeaderSection(const PaintPass &pass);
bool paintHeaderEmpty(const PaintPass &pass);
bool paintHeader(const PaintPass &pass);
bool paintHeaderLabel(const PaintPass &pass);
bool paintMenuPanel(const PaintPass &pass);
bool paintMenuItem(const PaintPass &pass);
bool paintToolTip(const PaintPass &pass);

} // namespace gatehouse
