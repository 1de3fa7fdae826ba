#pragma once

#include "ui/theme/breakerswitch.h"
#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

#include <QModelIndex>
#include <QVariant>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

/// What a model answers beside Qt's own roles, so that one set of delegates serves every page. A model needs
/// none of them; each cell says in its header which it reads.
///
/// \code
/// QVariant ServiceRows::data(const QModelIndex &index, int role) const
/// {
///     const ServiceRow &row = m_rows[size_t(index.row())];
///     switch (Column(index.column())) {
///     case Column::Health: // PillCell: a word, a glyph, a tone
///         return role == Qt::DisplayRole             ? QVariant(wordOf(row.health))
///             : role == int(CellRole::Glyph)         ? cellValue(glyphOf(row.health))
///             : role == int(CellRole::Tone)          ? cellValue(toneOf(row.health))
///                                                    : QVariant();
///     case Column::Bulkhead: // BarCell: a ratio, and words for screen readers
///         return role == int(CellRole::Ratio)        ? QVariant(row.inUse / row.limit)
///             : role == Qt::AccessibleTextRole       ? QVariant(tr("%1 of %2 in use").arg(…))
///                                                    : QVariant();
///     …
/// \endcode
enum class CellRole {
    Tone = Qt::UserRole + 0x1000, ///< Tone: colours text, pill, sparkline or glyph.
    Glyph, ///< Glyph: stands before the text.
    Arm, ///< BreakerArm of a BreakerCell or EntryCell.
    Ratio, ///< double, 1 is full: the length of a BarCell.
    Series, ///< SparkSeries of a SparkCell.
    Method, ///< QString: the HTTP methods before a path, such as "GET" or "any".
    Note, ///< QString: the second line of an EntryCell.
    Aside, ///< QString: at the right end of an EntryCell.
    Changed, ///< bool: the row differs from what is live; marks its left edge.
};

/// Values from old to new. It never changes once made: a new sample makes a new series, so that what was
/// drawn from it can be kept under its address.
using SparkSeries = std::shared_ptr<const std::vector<float>>;

QVariant cellValue(Tone tone);
QVariant cellValue(Glyph glyph);
QVariant cellValue(BreakerArm arm);
QVariant cellValue(SparkSeries series);

std::optional<Tone> cellTone(const QModelIndex &index);
Glyph cellGlyph(const QModelIndex &index);
std::optional<BreakerArm> cellArm(const QModelIndex &index);
SparkSeries cellSeries(const QModelIndex &index);

} // namespace gatehouse

Q_DECLARE_METATYPE(gatehouse::SparkSeries)
