#include "ui/overview/servicerows.h"

#include "ui/terms/plots.h"
#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int TrendPoints = 24;
/// From here on a share of errors is coloured.
constexpr double NoticedErrors = 1;
constexpr double ManyErrors = 5;

QVariant aligned(ServiceRows::Column column)
{
    switch (column) {
    case ServiceRows::Column::Rate:
    case ServiceRows::Column::Errors:
    case ServiceRows::Column::P50:
    case ServiceRows::Column::P99:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case ServiceRows::Column::Name:
    case ServiceRows::Column::Health:
    case ServiceRows::Column::Breaker:
    case ServiceRows::Column::Endpoints:
    case ServiceRows::Column::Bulkhead:
    case ServiceRows::Column::Trend:
        break;
    }
    return int(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace

void ServiceRows::refresh(const Model &model, const GatewayMonitor &monitor, std::chrono::milliseconds range)
{
    const FleetView &fleet = monitor.fleet();
    std::vector<Row> rows;
    for (const Service &service : model.services) {
        Row row;
        row.view.name = service.name;
        const auto found = std::find_if(fleet.services.begin(), fleet.services.end(),
                                        [&service](const FleetService &f) { return f.name == service.name; });
        if (found != fleet.services.end()) {
            row.view = *found;
            row.told = true;
        }
        row.hasBreaker = service.circuitBreaker.has_value();
        row.endpoints = int(service.endpoints.size());
        row.drained = !service.endpoints.empty()
            && std::none_of(service.endpoints.begin(), service.endpoints.end(),
                            [](const Endpoint &e) { return e.state == EndpointState::Active; });
        row.trend = sparkSeries(monitor.serviceSeries(service.name, Figure::RequestsPerSecond),
                                fleet.at - range, fleet.at, TrendPoints);
        rows.push_back(std::move(row));
    }
    const auto severity = [](const Row &row) {
        const int health = row.view.health ? badness(row.view.health->state) : 0;
        const int breaker = row.view.breaker ? badness(row.view.breaker->state) : 0;
        return std::pair(health, breaker);
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&severity](const Row &a, const Row &b) { return severity(a) > severity(b); });
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.view.name; });
}

int ServiceRows::rowOf(const ServiceName &service) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&service](const Row &row) { return row.view.name == service; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ServiceRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServiceRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServiceRows::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Name:
        return toQString(row.view.name.str());
    case Column::Endpoints:
        return row.told ? tr("%1 / %2").arg(row.view.healthyEndpoints).arg(row.view.endpoints)
                        : QString::number(row.endpoints);
    case Column::Rate:
        return rateText(row.view.rates.requestsPerSecond);
    case Column::Errors:
        return percentText(row.view.rates.errorPercent());
    case Column::P50:
        return millisecondsText(row.view.latency.p50);
    case Column::P99:
        return millisecondsText(row.view.latency.p99);
    case Column::Health:
    case Column::Breaker:
    case Column::Bulkhead:
    case Column::Trend:
        break;
    }
    return {};
}

QVariant ServiceRows::health(const Row &row, int role) const
{
    Term term = termOf(row.view.health ? row.view.health->state : HealthState::Unknown);
    if (row.drained)
        term = {tr("Drained"), Glyph::Dash, Tone::Idle};
    if (role == Qt::DisplayRole)
        return term.word;
    if (role == int(CellRole::Glyph))
        return cellValue(term.glyph);
    if (role == int(CellRole::Tone))
        return cellValue(term.tone);
    return {};
}

QVariant ServiceRows::breaker(const Row &row, int role) const
{
    if (!row.view.breaker) {
        if (role == Qt::DisplayRole)
            return row.hasBreaker ? tr("Not told") : tr("None");
        return role == int(CellRole::Arm) ? cellValue(BreakerArm::Absent) : QVariant();
    }
    const auto &worst = *row.view.breaker;
    if (role == int(CellRole::Arm))
        return cellValue(armOf(worst.state));
    if (role == Qt::ToolTipRole)
        return toQString(row.view.breakerReason);
    if (role != Qt::DisplayRole)
        return {};
    QString word = termOf(worst.state).word;
    if (worst.of > 1 && worst.count < worst.of && worst.state != BreakerPhase::Closed)
        word = tr("%1 on %2 of %3").arg(word).arg(worst.count).arg(worst.of);
    else if (worst.state == BreakerPhase::Open && row.view.trialInMs)
        word = tr("%1 · %2").arg(word, ageText(std::chrono::milliseconds(*row.view.trialInMs)));
    return word;
}

QVariant ServiceRows::bulkhead(const Row &row, int role) const
{
    if (!row.view.bulkhead)
        return role == Qt::AccessibleTextRole ? QVariant(tr("no bulkhead")) : QVariant();
    const FullestBulkhead &fullest = *row.view.bulkhead;
    if (role == int(CellRole::Ratio))
        return fullest.utilization / 100.0;
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return tr("%1 of %2 in use on %3, %4 queued")
            .arg(fullest.active)
            .arg(fullest.limit)
            .arg(toQString(fullest.gateway.str()))
            .arg(fullest.queued);
    return {};
}

QVariant ServiceRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return aligned(column);
    switch (column) {
    case Column::Health:
        return health(row, role);
    case Column::Breaker:
        return breaker(row, role);
    case Column::Bulkhead:
        return bulkhead(row, role);
    case Column::Trend:
        if (role == int(CellRole::Series))
            return cellValue(row.trend);
        if (role == int(CellRole::Tone))
            return health(row, role);
        if (role == Qt::AccessibleTextRole)
            return tr("%1 calls a second now").arg(rateText(row.view.rates.requestsPerSecond));
        return {};
    case Column::Errors:
        if (role == int(CellRole::Tone) && row.view.rates.errorPercent().value_or(0) >= NoticedErrors)
            return cellValue(*row.view.rates.errorPercent() >= ManyErrors ? Tone::Bad : Tone::Warning);
        break;
    case Column::Name:
    case Column::Endpoints:
    case Column::Rate:
    case Column::P50:
    case Column::P99:
        break;
    }
    return role == Qt::DisplayRole ? text(row, column) : QVariant();
}

QVariant ServiceRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return aligned(Column(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Name:
        return tr("Service");
    case Column::Health:
        return tr("Health");
    case Column::Breaker:
        return tr("Breaker");
    case Column::Endpoints:
        return tr("Endpoints");
    case Column::Rate:
        return tr("Calls /s");
    case Column::Errors:
        return tr("Errors");
    case Column::P50:
        return tr("p50 ms");
    case Column::P99:
        return tr("p99 ms");
    case Column::Bulkhead:
        return tr("Bulkhead");
    case Column::Trend:
        return tr("Trend");
    }
    return {};
}

} // namespace gatehouse

#include "moc_servicerows.cpp"
