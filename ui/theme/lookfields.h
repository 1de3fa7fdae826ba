#pragma once

#include "ui/theme/paintpass.h"

namespace gatehouse {

// LookStyle's fields: line edits, combo boxes, spin boxes and the frames of text areas.
bool paintLineEdit(const PaintPass &pass);
bool paintComboBox(const PaintPass &pass);
bool paintComboLabel(const PaintPass &pass);
bool paintSpinBox(const PaintPass &pass);
bool paintFrame(const PaintPass &pass);

} // namespace gatehouse
