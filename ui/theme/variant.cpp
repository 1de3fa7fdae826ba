#include "ui/theme/variant.h"

#include <QVariant>
#include <QWidget>

namespace gatehouse {

namespace {

constexpr const char *variantProperty = "gatehouseVariant";
constexpr const char *findingProperty = "gatehouseFinding";

} // namespace

void setVariant(QWidget *widget, Variant variant)
{
    widget->setProperty(variantProperty, int(variant));
    widget->update();
}

Variant variantOf(const QWidget *widget)
{
    return widget ? Variant(widget->property(variantProperty).toInt()) : Variant::Plain;
}

void setFindingTone(QWidget *field, std::optional<Tone> tone)
{
    field->setProperty(findingProperty, tone ? QVariant(int(*tone)) : QVariant());
    field->update();
}

std::optional<Tone> findingToneOf(const QWidget *field)
{
    const QVariant value = field ? field->property(findingProperty) : QVariant();
    return value.isValid() ? std::optional(Tone(value.toInt())) : std::nullopt;
}

} // namespace gatehouse
