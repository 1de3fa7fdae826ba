#pragma once

#include "ui/theme/role.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace gatehouse {

/// The line icons of pages and actions, drawn on a grid of 16 px.
enum class Icon {
    Logo,
    Overview,
    Topology,
    Routes,
    Services,
    Resilience,
    Policies,
    Shards,
    Simulate,
    Publish,
    Audit,
    Gateways,
    History,
    Settings,
    Help,
    Search,
    Filter,
    Add,
    Remove,
    Edit,
    Copy,
    Refresh,
    Undo,
    Redo,
    Save,
    Open,
    File,
    Import,
    Export,
    Play,
    Pause,
    Stop,
    Close,
    More,
    Up,
    Down,
    Forward,
    Key,
    Lock,
    Drain,
    Link,
    Info,
    Warning,
    Light,
    Dark,
    Source,
};
inline constexpr int iconCount = int(Icon::Source) + 1;

/// Paints an icon into `rect` in one colour; kept as a pixmap by icon, colour, size and pixel ratio.
void paintIcon(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour);

/// An icon for buttons and menus whose colour follows the theme: `role` at rest, accent when on, faint when
/// disabled.
QIcon roleIcon(Icon icon, Role role = Role::Muted);

/// The program's own icon, in colour, for windows and the desktop.
QIcon appIcon();

} // namespace gatehouse
