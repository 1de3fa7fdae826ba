#include "ui/overview/keyfigures.h"

#include "core/control/gatewaymonitor.h"
#include "ui/terms/plots.h"
#include "ui/terms/texts.h"
#include "ui/widgets/keyfigure.h"
#include "ui/widgets/reflowgrid.h"

#include <QtWidgets/QBoxLayout>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr int Narrowest = 150;
constexpr int Points = 40;
constexpr double Calm = 5; ///< a change below this many percent is none

QString joined(QStringList names)
{
    constexpr qsizetype Most = 2;
    const qsizetype more = names.size() - Most;
    QString text = names.mid(0, Most).join(QStringLiteral(" · "));
    return more > 0 ? KeyFigures::tr("%1 and %n more", nullptr, int(more)).arg(text) : text;
}

/// The newest value against the mean of the whole range.
void showTrend(KeyFigure::Values &values, const Series &series, WallTime from, bool moreIsBad)
{
    const double mean = double(series.mean(from));
    const double now = double(series.last());
    if (std::isnan(mean) || std::isnan(now) || mean <= 0) {
        values.note = KeyFigures::tr("no trend yet");
        return;
    }
    const double change = 100.0 * (now - mean) / mean;
    if (std::abs(change) < Calm) {
        values.note = KeyFigures::tr("steady");
        return;
    }
    values.glyph = change > 0 ? Glyph::Triangle : Glyph::Fall;
    values.note = KeyFigures::tr("%1 % against the mean").arg(std::abs(change), 0, 'f', 0);
    values.noteRole = moreIsBad && change > 0 ? Role::Warning : Role::Muted;
}

} // namespace

KeyFigures::KeyFigures(QWidget *parent)
    : QWidget(parent)
    , m_requests(new KeyFigure(tr("Requests")))
    , m_errors(new KeyFigure(tr("Errors")))
    , m_latency(new KeyFigure(tr("Latency p99")))
    , m_breakers(new KeyFigure(tr("Open breakers")))
    , m_bulkheads(new KeyFigure(tr("Bulkheads above 80 %")))
    , m_sync(new KeyFigure(tr("Gateways in sync")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(
        new ReflowGrid({m_requests, m_errors, m_latency, m_breakers, m_bulkheads, m_sync}, Narrowest));
}

void KeyFigures::refresh(const GatewayMonitor &monitor, std::chrono::milliseconds range)
{
    const FleetView &fleet = monitor.fleet();
    const WallTime from = fleet.at - range;
    const auto trend = [&](Figure figure) {
        return sparkSeries(monitor.fleetSeries(figure), from, fleet.at, Points);
    };

    KeyFigure::Values requests;
    requests.figure =
        fleet.rates.requestsPerSecond ? tr("%1 /s").arg(rateText(fleet.rates.requestsPerSecond)) : QString();
    requests.series = trend(Figure::RequestsPerSecond);
    showTrend(requests, monitor.fleetSeries(Figure::RequestsPerSecond), from, false);
    m_requests->setValues(requests);

    KeyFigure::Values errors;
    errors.figure = fleet.rates.errorPercent() ? percentText(fleet.rates.errorPercent()) : QString();
    errors.series = trend(Figure::ErrorPercent);
    errors.seriesRole = Role::Bad;
    errors.note = tr("%1 /s failed or refused").arg(rateText(fleet.rates.failedPerSecond));
    errors.noteRole = fleet.rates.errorPercent().value_or(0) >= 1 ? Role::Bad : Role::Muted;
    m_errors->setValues(errors);

    KeyFigure::Values latency;
    latency.figure = fleet.latency.p99 ? tr("%1 ms").arg(millisecondsText(fleet.latency.p99)) : QString();
    latency.series = trend(Figure::LatencyP99);
    latency.seriesRole = Role::Series4;
    latency.note = tr("p50 %1 ms · p95 %2 ms")
                       .arg(millisecondsText(fleet.latency.p50), millisecondsText(fleet.latency.p95));
    m_latency->setValues(latency);

    QStringList open;
    QStringList full;
    for (const FleetService &service : fleet.services) {
        if (service.breaker
            && (service.breaker->state == BreakerPhase::Open
                || service.breaker->state == BreakerPhase::ForcedOpen))
            open += toQString(service.name.str());
        if (service.bulkhead && service.bulkhead->utilization > 80)
            full += toQString(service.name.str());
    }
    const bool heard = fleet.connected > 0;
    KeyFigure::Values breakers;
    breakers.figure = heard ? tr("%1 of %2").arg(fleet.openBreakers).arg(fleet.breakers) : QString();
    breakers.series = trend(Figure::OpenBreakers);
    breakers.seriesRole = Role::Bad;
    breakers.glyph = open.isEmpty() ? Glyph::None : Glyph::Cross;
    breakers.note = open.isEmpty() ? tr("all closed") : joined(open);
    breakers.noteRole = open.isEmpty() ? Role::Muted : Role::Bad;
    m_breakers->setValues(breakers);

    KeyFigure::Values bulkheads;
    bulkheads.figure = heard ? tr("%1 of %2").arg(fleet.fullBulkheads).arg(fleet.bulkheads) : QString();
    bulkheads.series = trend(Figure::FullBulkheads);
    bulkheads.seriesRole = Role::Warning;
    bulkheads.glyph = full.isEmpty() ? Glyph::None : Glyph::Triangle;
    bulkheads.note = full.isEmpty() ? tr("all have room") : joined(full);
    bulkheads.noteRole = full.isEmpty() ? Role::Muted : Role::Warning;
    m_bulkheads->setValues(bulkheads);

    QStringList apart;
    for (const GatewayStatus &status : monitor.gateways())
        if (status.target.gateway.publish && status.sync != SyncState::InSync)
            apart += toQString(status.target.gateway.name.str());
    KeyFigure::Values sync;
    sync.figure = tr("%1 of %2").arg(fleet.inSync).arg(fleet.published);
    sync.series = trend(Figure::GatewaysInSync);
    sync.seriesRole = Role::Series5;
    sync.glyph = apart.isEmpty() ? Glyph::None : Glyph::Triangle;
    sync.note = apart.isEmpty() ? tr("all run what was published") : joined(apart);
    sync.noteRole = apart.isEmpty() ? Role::Muted : Role::Warning;
    m_sync->setValues(sync);
}

} // namespace gatehouse

#include "moc_keyfigures.cpp"
