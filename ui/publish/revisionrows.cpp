#include "ui/publish/revisionrows.h"

#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

namespace {

int appliedOn(const Revision &revision)
{
    return int(
        std::count_if(revision.outcomes.begin(), revision.outcomes.end(), [](const GatewayOutcome &outcome) {
            return outcome.result == GatewayResult::Applied || outcome.result == GatewayResult::Unchanged;
        }));
}

} // namespace

void RevisionRows::setRevisions(const std::vector<Revision> &oldestFirst)
{
    RowSync::apply(*this, m_rows, std::vector<Revision>(oldestFirst.rbegin(), oldestFirst.rend()),
                   [](const Revision &revision) { return revision.number; });
}

int RevisionRows::rowOf(RevisionNumber number) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [number](const Revision &revision) { return revision.number == number; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RevisionRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RevisionRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Revision &revision = m_rows[size_t(index.row())];
    const int on = appliedOn(revision);
    const int of = int(revision.outcomes.size());
    if (role == Qt::DisplayRole) {
        const QString message = toQString(revision.message);
        return tr("%1  %2")
            .arg(quint64(revision.number))
            .arg(message.isEmpty() ? tr("without a message") : message);
    }
    if (role == int(CellRole::Note)) {
        const QString who = tr("%1 · %2").arg(toQString(revision.who.name), timeText(revision.at));
        return revision.goesBackTo ? tr("%1 · back to %2").arg(who).arg(quint64(*revision.goesBackTo)) : who;
    }
    if (role == int(CellRole::Aside))
        return tr("on %1 of %2").arg(on).arg(of);
    if (role == int(CellRole::Glyph))
        return cellValue(on == of ? Glyph::Dot : on == 0 ? Glyph::Cross : Glyph::Half);
    if (role == int(CellRole::Tone))
        return cellValue(on == of ? Tone::Ok : on == 0 ? Tone::Bad : Tone::Warning);
    return {};
}

} // namespace gatehouse

#include "moc_revisionrows.cpp"
