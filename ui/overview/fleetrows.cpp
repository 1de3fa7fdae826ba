#include "ui/overview/fleetrows.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

namespace gatehouse {

void FleetRows::refresh(const std::vector<GatewayStatus> &gateways)
{
    std::vector<Row> rows;
    for (const GatewayStatus &status : gateways) {
        const Term term = termOf(status);
        Row row;
        row.name = toQString(status.target.gateway.name.str());
        row.make = makeTitle(status);
        row.word = term.word;
        row.glyph = int(term.glyph);
        row.tone = int(term.tone);
        if (status.error)
            row.detail = errorText(*status.error);
        rows.push_back(std::move(row));
    }
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.name; });
}

int FleetRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FleetRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FleetRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::ToolTipRole)
        return row.detail;
    switch (Column(index.column())) {
    case Column::Name:
        return role == Qt::DisplayRole ? row.name : QVariant();
    case Column::Make:
        return role == Qt::DisplayRole ? row.make : QVariant();
    case Column::State:
        if (role == Qt::DisplayRole)
            return row.word;
        if (role == int(CellRole::Glyph))
            return cellValue(Glyph(row.glyph));
        return role == int(CellRole::Tone) ? cellValue(Tone(row.tone)) : QVariant();
    }
    return {};
}

} // namespace gatehouse

#include "moc_fleetrows.cpp"
