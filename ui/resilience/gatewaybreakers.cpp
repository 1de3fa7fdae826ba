#include "ui/resilience/gatewaybreakers.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

void GatewayBreakers::refresh(const ServiceName &service, const GatewayMonitor &monitor)
{
    std::vector<Row> rows;
    for (const GatewayStatus &status : monitor.gateways()) {
        Row row;
        row.gateway = toQString(status.target.gateway.name.str());
        row.word = tr("Has none");
        row.since = QStringLiteral("–");
        if (status.telemetry) {
            const auto &services = status.telemetry->services;
            const auto found =
                std::find_if(services.begin(), services.end(),
                             [&service](const ServiceTelemetry &s) { return s.name == service; });
            if (found != services.end() && found->breaker) {
                row.told = true;
                row.phase = found->breaker->state;
                row.word = termOf(row.phase).word;
                row.reason = toQString(found->breaker->reason);
                if (found->breaker->since)
                    row.since = timeText(*found->breaker->since);
            }
        }
        if (status.connection != ConnectionState::Live)
            row.word = termOf(status).word;
        rows.push_back(std::move(row));
    }
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.gateway; });
}

int GatewayBreakers::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int GatewayBreakers::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GatewayBreakers::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::ToolTipRole)
        return row.reason;
    switch (Column(index.column())) {
    case Column::Gateway:
        return role == Qt::DisplayRole ? row.gateway : QVariant();
    case Column::Breaker:
        if (role == Qt::DisplayRole)
            return row.word;
        return role == int(CellRole::Arm) ? cellValue(row.told ? armOf(row.phase) : BreakerArm::Absent)
                                          : QVariant();
    case Column::Since:
        return role == Qt::DisplayRole ? row.since : QVariant();
    case Column::Reason:
        return role == Qt::DisplayRole ? row.reason : QVariant();
    }
    return {};
}

QVariant GatewayBreakers::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Gateway:
        return tr("Gateway");
    case Column::Breaker:
        return tr("Breaker");
    case Column::Since:
        return tr("Since");
    case Column::Reason:
        return tr("Reason");
    }
    return {};
}

} // namespace gatehouse

#include "moc_gatewaybreakers.cpp"
