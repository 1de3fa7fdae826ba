#include "ui/publish/fidelityrows.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"

namespace gatehouse {

void FidelityRows::setPlan(const PublishPlan *plan)
{
    std::vector<Row> rows;
    for (const GatewayPlan &gateway : plan ? plan->gateways : std::vector<GatewayPlan>()) {
        if (!gateway.plan)
            continue;
        const QString name = toQString(gateway.gateway.name.str());
        int exact = 0;
        for (const FieldFidelity &field : gateway.plan->rendering.fidelity) {
            if (field.verdict == Verdict::Exact) {
                ++exact;
                continue;
            }
            QString how = toQString(field.how);
            if (field.accepted)
                how = tr("%1 (accepted)").arg(how);
            rows.push_back({name, field.verdict, toQString(field.name + field.pointer), how});
        }
        rows.push_back({name, Verdict::Exact, tr("%n field(s)", nullptr, exact), {}});
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FidelityRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FidelityRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FidelityRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const Term term = termOf(row.verdict);
    if (role == Qt::ToolTipRole)
        return row.how;
    switch (Column(index.column())) {
    case Column::Gateway:
        return role == Qt::DisplayRole ? row.gateway : QVariant();
    case Column::Verdict:
        if (role == Qt::DisplayRole)
            return term.word;
        if (role == int(CellRole::Glyph))
            return cellValue(term.glyph);
        return role == int(CellRole::Tone) ? cellValue(term.tone) : QVariant();
    case Column::Field:
        return role == Qt::DisplayRole ? row.field : QVariant();
    case Column::How:
        return role == Qt::DisplayRole ? row.how : QVariant();
    }
    return {};
}

QVariant FidelityRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Gateway:
        return tr("Gateway");
    case Column::Verdict:
        return tr("Verdict");
    case Column::Field:
        return tr("Field");
    case Column::How:
        return tr("How");
    }
    return {};
}

} // namespace gatehouse

#include "moc_fidelityrows.cpp"
