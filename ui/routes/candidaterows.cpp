#include "ui/routes/candidaterows.h"

#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"

namespace gatehouse {

namespace {

QString reasonText(CandidateReason reason)
{
    switch (reason) {
    case CandidateReason::Outranked:
        return CandidateRows::tr("ranks lower");
    case CandidateReason::Disabled:
        return CandidateRows::tr("switched off");
    case CandidateReason::Listener:
        return CandidateRows::tr("other listener");
    case CandidateReason::Host:
        return CandidateRows::tr("other host");
    case CandidateReason::Path:
        return CandidateRows::tr("other path");
    case CandidateReason::Method:
        return CandidateRows::tr("other method");
    case CandidateReason::Header:
        return CandidateRows::tr("header");
    case CandidateReason::Query:
        return CandidateRows::tr("query");
    }
    return {};
}

} // namespace

void CandidateRows::setCandidates(std::vector<ExplainedCandidate> candidates)
{
    beginResetModel();
    m_candidates = std::move(candidates);
    endResetModel();
}

QString CandidateRows::route(int row) const
{
    return toQString(m_candidates[size_t(row)].route.str());
}

int CandidateRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_candidates.size());
}

int CandidateRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CandidateRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ExplainedCandidate &candidate = m_candidates[size_t(index.row())];
    switch (Column(index.column())) {
    case Column::Route:
        return role == Qt::DisplayRole ? toQString(candidate.route.str()) : QVariant();
    case Column::Reason:
        if (role == Qt::DisplayRole)
            return reasonText(candidate.reason);
        if (role == int(CellRole::Glyph))
            return cellValue(candidate.matched ? Glyph::Triangle : Glyph::Dash);
        return role == int(CellRole::Tone) ? cellValue(candidate.matched ? Tone::Warning : Tone::Idle)
                                           : QVariant();
    case Column::Detail:
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? toQString(candidate.detail) : QVariant();
    }
    return {};
}

QVariant CandidateRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Route:
        return tr("Other route");
    case Column::Reason:
        return tr("Why not");
    case Column::Detail:
        return tr("In detail");
    }
    return {};
}

} // namespace gatehouse

#include "moc_candidaterows.cpp"
