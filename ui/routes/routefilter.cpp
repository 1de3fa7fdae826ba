#include "ui/routes/routefilter.h"

#include "ui/routes/routetexts.h"
#include "ui/widgets/cellrole.h"

#include <algorithm>

namespace gatehouse {

void RouteFilter::setText(const QString &text)
{
    m_words = wordsIn(text);
    invalidateFilter();
}

bool RouteFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    QString all;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const QModelIndex index = sourceModel()->index(row, column, parent);
        all += index.data().toString() + QLatin1Char(' ') + index.data(int(CellRole::Method)).toString()
            + QLatin1Char(' ');
    }
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace gatehouse

#include "moc_routefilter.cpp"
