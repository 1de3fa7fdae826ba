#pragma once

#include "ui/theme/paintpass.h"

namespace gatehouse {

// LookStyle's buttons: push, tool, check and radio.
bool paintButtonPanel(const PaintPass &pass);
bool paintButtonLabel(const PaintPass &pass);
bool paintToolButton(const PaintPass &pass);
bool paintCheckIndicator(const PaintPass &pass);
bool paintRadioIndicator(const PaintPass &pass);
bool paintLabelFocus(const PaintPass &pass);

} // namespace gatehouse
