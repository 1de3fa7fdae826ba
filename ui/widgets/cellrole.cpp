#include "ui/widgets/cellrole.h"

namespace gatehouse {

QVariant cellValue(Tone tone)
{
    return int(tone);
}

QVariant cellValue(Glyph glyph)
{
    return int(glyph);
}

QVariant cellValue(BreakerArm arm)
{
    return int(arm);
}

QVariant cellValue(SparkSeries series)
{
    return QVariant::fromValue(std::move(series));
}

std::optional<Tone> cellTone(const QModelIndex &index)
{
    const QVariant value = index.data(int(CellRole::Tone));
    return value.isValid() ? std::optional(Tone(value.toInt())) : std::nullopt;
}

Glyph cellGlyph(const QModelIndex &index)
{
    return Glyph(index.data(int(CellRole::Glyph)).toInt());
}

std::optional<BreakerArm> cellArm(const QModelIndex &index)
{
    const QVariant value = index.data(int(CellRole::Arm));
    return value.isValid() ? std::optional(BreakerArm(value.toInt())) : std::nullopt;
}

SparkSeries cellSeries(const QModelIndex &index)
{
    return index.data(int(CellRole::Series)).value<SparkSeries>();
}

} // namespace gatehouse
