#include "ui/resilience/breakerlist.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

namespace {

QString noteOf(const FleetService &service)
{
    const auto &worst = *service.breaker;
    QString note = termOf(worst.state).word;
    if (worst.of > 1 && worst.state != BreakerPhase::Closed)
        note = BreakerList::tr("%1 on %2 of %3").arg(note).arg(worst.count).arg(worst.of);
    if (worst.state == BreakerPhase::Open && service.trialInMs)
        return BreakerList::tr("%1 · trial in %2")
            .arg(note, ageText(std::chrono::milliseconds(*service.trialInMs)));
    if (worst.state == BreakerPhase::Closed && service.consecutiveFailures)
        return BreakerList::tr("%1 · %n failure(s) in a row", nullptr, *service.consecutiveFailures)
            .arg(note);
    return note;
}

} // namespace

void BreakerList::refresh(const Model &model, const FleetView &fleet)
{
    std::vector<Row> rows;
    for (const Service &service : model.services) {
        const auto found = std::find_if(fleet.services.begin(), fleet.services.end(),
                                        [&service](const FleetService &f) { return f.name == service.name; });
        Row row;
        row.name = toQString(service.name.str());
        row.told = found != fleet.services.end() && found->breaker;
        if (row.told) {
            row.phase = found->breaker->state;
            row.note = noteOf(*found);
        } else {
            row.note = service.circuitBreaker ? tr("no gateway tells of it") : tr("has no breaker");
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return (a.told ? badness(a.phase) : -1) > (b.told ? badness(b.phase) : -1);
    });
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.name; });
}

int BreakerList::rowOf(const QString &name) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&name](const Row &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int BreakerList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant BreakerList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return row.name;
    if (role == int(CellRole::Note))
        return row.note;
    if (role == int(CellRole::Arm))
        return cellValue(row.told ? armOf(row.phase) : BreakerArm::Absent);
    if (role == int(CellRole::Tone))
        return cellValue(row.told ? termOf(row.phase).tone : Tone::Idle);
    return {};
}

} // namespace gatehouse

#include "moc_breakerlist.cpp"
