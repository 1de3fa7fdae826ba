#pragma once

#include "ui/theme/icon.h"

class QByteArray;

namespace gatehouse {

/// The SVG elements of an icon, to stand inside a group that sets stroke and fill.
QByteArray iconShape(Icon icon);

} // namespace gatehouse
