#include "ui/overview/alertrows.h"

#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>
#include <tuple>

namespace gatehouse {

namespace {

constexpr size_t Shown = 50;

QString title(const Alert &alert)
{
    switch (alert.about.kind) {
    case AlertKind::BreakerOpened:
        return AlertRows::tr("Breaker opened");
    case AlertKind::BulkheadSaturated:
        return AlertRows::tr("Bulkhead saturated");
    case AlertKind::EndpointUnhealthy:
        return AlertRows::tr("Endpoint unhealthy");
    case AlertKind::GatewayUnreachable:
        return AlertRows::tr("Gateway unreachable");
    case AlertKind::GatewayStale:
        return AlertRows::tr("Gateway silent");
    case AlertKind::GatewayDrifted:
        return AlertRows::tr("Changed outside");
    }
    return {};
}

QString note(const Alert &alert)
{
    const QString gateway = toQString(alert.about.gateway.str());
    const QString reason = toQString(alert.reason);
    QString where = alert.about.service.isEmpty()
        ? gateway
        : AlertRows::tr("%1 on %2").arg(toQString(alert.about.service.str()), gateway);
    if (!alert.about.endpoint.empty())
        where = AlertRows::tr("%1 of %2").arg(toQString(alert.about.endpoint), where);
    if (alert.about.kind == AlertKind::BulkheadSaturated)
        return AlertRows::tr("%1, %2 of %3 in use").arg(where).arg(alert.value).arg(alert.limit);
    return reason.isEmpty() ? where : AlertRows::tr("%1: %2").arg(where, reason);
}

Tone tone(const Alert &alert)
{
    if (alert.ended)
        return Tone::Idle;
    switch (alert.about.kind) {
    case AlertKind::BreakerOpened:
    case AlertKind::GatewayUnreachable:
        return Tone::Bad;
    case AlertKind::BulkheadSaturated:
    case AlertKind::EndpointUnhealthy:
    case AlertKind::GatewayStale:
    case AlertKind::GatewayDrifted:
        return Tone::Warning;
    }
    return Tone::Warning;
}

} // namespace

void AlertRows::refresh(const std::vector<Alert> &alerts)
{
    std::vector<Alert> shown(alerts.begin(), alerts.begin() + std::ptrdiff_t(std::min(alerts.size(), Shown)));
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Alert &a, const Alert &b) { return !a.ended && b.ended; });
    RowSync::apply(*this, m_rows, std::move(shown),
                   [](const Alert &a) { return std::pair(a.about, a.since); });
}

int AlertRows::open() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Alert &alert) { return !alert.ended; }));
}

int AlertRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AlertRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Alert &one = alert(index.row());
    if (role == Qt::DisplayRole)
        return one.ended ? tr("%1, over since %2").arg(title(one), timeText(*one.ended)) : title(one);
    if (role == int(CellRole::Note) || role == Qt::ToolTipRole)
        return note(one);
    if (role == int(CellRole::Aside))
        return timeText(one.since);
    if (role == int(CellRole::Tone))
        return cellValue(tone(one));
    if (role == int(CellRole::Glyph))
        return cellValue(one.ended ? Glyph::Check : tone(one) == Tone::Bad ? Glyph::Cross : Glyph::Triangle);
    return {};
}

} // namespace gatehouse

#include "moc_alertrows.cpp"
