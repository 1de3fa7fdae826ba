#include "tests/support/modelprinter.h"

#include <QtCore/QStringList>

namespace gatehouse::test {

namespace {

void printBelow(const QAbstractItemModel &model, const QModelIndex &parent, int role, int depth,
                QString &text)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells += model.index(row, column, parent).data(role).toString();
        text += QString(depth * 2, QLatin1Char(' ')) + cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
        printBelow(model, model.index(row, 0, parent), role, depth + 1, text);
    }
}

} // namespace

QString printModel(const QAbstractItemModel &model, int role)
{
    QString text;
    printBelow(model, {}, role, 0, text);
    return text;
}

} // namespace gatehouse::test
