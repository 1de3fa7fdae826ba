#pragma once

#include "ui/theme/role.h"

#include <optional>

class QWidget;

namespace gatehouse {

/// How LookStyle draws a push button or a field.
enum class Variant {
    Plain,
    Primary, ///< The one action the page is for.
    Danger, ///< Destroys something; its text names what.
    Quiet, ///< Without a frame until the pointer is over it.
    Search, ///< A field on the colour of the window.
};

/// Sets the variant of a button or field and repaints it.
void setVariant(QWidget *widget, Variant variant);
Variant variantOf(const QWidget *widget);

/// Gives a field the border of a finding, Tone::Bad or Tone::Warning, or takes it away.
void setFindingTone(QWidget *field, std::optional<Tone> tone);
std::optional<Tone> findingToneOf(const QWidget *field);

} // namespace gatehouse
