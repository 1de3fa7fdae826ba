#pragma once

#include "ui/theme/icon.h"

class QPushButton;
class QToolButton;

namespace gatehouse {

// Push buttons that Return presses as well as the space key. `text` names what happens: "Delete 3 routes".
QPushButton *plainButton(const QString &text, QWidget *parent = nullptr);
/// The one action a page or a panel is for.
QPushButton *primaryButton(const QString &text, QWidget *parent = nullptr);
/// Destroys something; asks by a ConfirmBar before it does.
QPushButton *dangerButton(const QString &text, QWidget *parent = nullptr);
QPushButton *quietButton(const QString &text, QWidget *parent = nullptr);

/// A button that is an icon alone; `name` is its tool tip and what a screen reader says.
QToolButton *iconButton(Icon icon, const QString &name, QWidget *parent = nullptr);

} // namespace gatehouse
