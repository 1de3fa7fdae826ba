#pragma once

#include <QtCore/QAbstractItemModel>
#include <QtCore/QString>

namespace gatehouse::test {

/// A model as text, to be compared whole: one row a line, cells joined by " | ", children indented by two
/// spaces.
QString printModel(const QAbstractItemModel &model, int role = Qt::DisplayRole);

} // namespace gatehouse::test
