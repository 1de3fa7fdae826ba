#include "ui/services/endpointrows.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

void EndpointRows::add(Row &row, const EndpointTelemetry &endpoint)
{
    const bool worse = !row.told || endpoint.health == EndpointHealthState::Unhealthy;
    if (worse && endpoint.health) {
        row.health = *endpoint.health;
        row.reason = toQString(endpoint.reason);
    }
    if (endpoint.state && (!row.told || endpoint.overridden.value_or(false)))
        row.state = *endpoint.state;
    if (endpoint.weight && (!row.told || endpoint.overridden.value_or(false)))
        row.weight = *endpoint.weight;
    row.overridden = row.overridden || endpoint.overridden.value_or(false);
    row.active += endpoint.active.value_or(0);
    if (endpoint.latency && endpoint.latency->p99)
        row.p99 = millisecondsText(endpoint.latency->p99);
    row.told = true;
}

void EndpointRows::refresh(const Service *service, const GatewayMonitor &monitor)
{
    std::vector<Row> rows;
    if (service) {
        for (const Endpoint &endpoint : service->endpoints) {
            Row row;
            row.endpoint = endpoint;
            row.state = endpoint.state;
            row.weight = endpoint.weight;
            const std::string address = toString(endpoint.address);
            for (const GatewayStatus &status : monitor.gateways()) {
                if (!status.telemetry || status.connection == ConnectionState::Unreachable)
                    continue;
                for (const ServiceTelemetry &told : status.telemetry->services)
                    if (told.name == service->name)
                        for (const EndpointTelemetry &one : told.endpoints)
                            if (one.address == address)
                                add(row, one);
            }
            const Series &tries = monitor.endpointSeries(service->name, address, Figure::RequestsPerSecond);
            row.rate = tries.isEmpty() ? QStringLiteral("–") : rateText(double(tries.last()));
            rows.push_back(std::move(row));
        }
    }
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.endpoint.address; });
}

int EndpointRows::rowOf(const Address &address) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&address](const Row &row) { return row.endpoint.address == address; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int EndpointRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EndpointRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EndpointRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (column == Column::State || column == Column::Health) {
        const Term term = column == Column::State ? termOf(row.state) : termOf(row.health);
        if (role == Qt::DisplayRole)
            return column == Column::State && row.overridden ? tr("%1 · at once").arg(term.word) : term.word;
        if (role == int(CellRole::Glyph))
            return cellValue(term.glyph);
        return role == int(CellRole::Tone) ? cellValue(term.tone) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Address:
        return toQString(toString(row.endpoint.address));
    case Column::Weight:
        return row.weight == row.endpoint.weight
            ? QString::number(row.weight)
            : tr("%1, document %2").arg(row.weight).arg(row.endpoint.weight);
    case Column::Reason:
        return row.reason;
    case Column::Active:
        return row.told ? QString::number(row.active) : QStringLiteral("–");
    case Column::Rate:
        return row.rate;
    case Column::P99:
        return row.p99.isEmpty() ? QStringLiteral("–") : row.p99;
    case Column::State:
    case Column::Health:
        break;
    }
    return {};
}

QVariant EndpointRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = Column(section);
    const bool isNumber = column == Column::Weight || column == Column::Active || column == Column::Rate
        || column == Column::P99;
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Address:
        return tr("Endpoint");
    case Column::State:
        return tr("State");
    case Column::Weight:
        return tr("Weight");
    case Column::Health:
        return tr("Health");
    case Column::Reason:
        return tr("Reason");
    case Column::Active:
        return tr("Active");
    case Column::Rate:
        return tr("Tries /s");
    case Column::P99:
        return tr("p99 ms");
    }
    return {};
}

} // namespace gatehouse

#include "moc_endpointrows.cpp"
