#include "ui/services/servicelist.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

void ServiceList::refresh(const Model &model, const FleetView &fleet, const QString &filter)
{
    std::vector<Row> rows;
    for (const Service &service : model.services) {
        Row row;
        row.name = toQString(service.name.str());
        if (!row.name.contains(filter, Qt::CaseInsensitive))
            continue;
        const auto found = std::find_if(fleet.services.begin(), fleet.services.end(),
                                        [&service](const FleetService &f) { return f.name == service.name; });
        const bool told = found != fleet.services.end();
        row.health = told && found->health ? found->health->state : HealthState::Unknown;
        row.note = told
            ? tr("%1 of %n endpoint(s) healthy", nullptr, found->endpoints).arg(found->healthyEndpoints)
            : tr("%n endpoint(s)", nullptr, int(service.endpoints.size()));
        if (told && found->rates.requestsPerSecond)
            row.rate = tr("%1 /s").arg(rateText(found->rates.requestsPerSecond));
        rows.push_back(std::move(row));
    }
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.name; });
}

int ServiceList::rowOf(const QString &name) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&name](const Row &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ServiceList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ServiceList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const Term term = termOf(row.health);
    if (role == Qt::DisplayRole)
        return row.name;
    if (role == int(CellRole::Note))
        return tr("%1 · %2").arg(term.word, row.note);
    if (role == int(CellRole::Aside))
        return row.rate;
    if (role == int(CellRole::Glyph))
        return cellValue(term.glyph);
    return role == int(CellRole::Tone) ? cellValue(term.tone) : QVariant();
}

} // namespace gatehouse

#include "moc_servicelist.cpp"
