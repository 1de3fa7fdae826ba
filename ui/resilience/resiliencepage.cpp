#include "ui/resilience/resiliencepage.h"

#include "core/control/deliver.h"
#include "core/control/gatewayhub.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/workspacesession.h"
#include "ui/charts/chartplot.h"
#include "ui/charts/timeline.h"
#include "ui/resilience/breakerlist.h"
#include "ui/resilience/gatewaybreakers.h"
#include "ui/resilience/limitsform.h"
#include "ui/terms/plots.h"
#include "ui/terms/texts.h"
#include "ui/widgets/breakercell.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds Range = 5min;
constexpr int LeftWidth = 320;
constexpr int FormWidth = 310;
constexpr int RowsShown = 8;
constexpr int PlotHeight = 190;

double topOf(double limit, const Series &series, WallTime from)
{
    const double most = double(series.maximum(from));
    return niceTop(std::max({limit * 1.1, std::isnan(most) ? 0.0 : most, 1.0}));
}

} // namespace

ResiliencePage::ResiliencePage(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                               QWidget *parent)
    : Page(tr("Resilience"), parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_hub(hub)
    , m_breakers(new BreakerList(this))
    , m_breakerTable(new DataTable(tr("Circuit breakers")))
    , m_empty(new EmptyState(Icon::Resilience, tr("No services yet"),
                             tr("Breakers and bulkheads belong to services. Make one on the Services page.")))
    , m_gateways(new GatewayBreakers(this))
    , m_gatewayTable(new DataTable(tr("Breaker on each gateway")))
    , m_gatewayCard(new Card)
    , m_force(
          new Segmented(tr("State of the breaker"), {tr("Automatic"), tr("Force open"), tr("Force closed")}))
    , m_forceNote(new Paragraph({}, TextKind::Small, Role::Muted))
    , m_breakerCard(new Card)
    , m_failures(new ChartPlot(tr("Failed and refused calls")))
    , m_timeline(new Timeline(tr("Breaker over time")))
    , m_bulkheadCard(new Card)
    , m_bulkhead(new ChartPlot(tr("Bulkhead utilisation")))
    , m_form(new LimitsForm(session))
{
    header()->setSubtitle(tr("How each service fails, and how it is contained"));
    body()->addWidget(m_empty);
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeLeft(), 0, Qt::AlignTop);
    row->addWidget(makeMiddle(), 1);
    m_form->setFixedWidth(scaled(FormWidth));
    row->addWidget(m_form, 0, Qt::AlignTop);
    body()->addLayout(row, 1);
    connect(&m_session, &WorkspaceSession::draftChanged, this, &ResiliencePage::refresh);
    connect(&m_monitor, &GatewayMonitor::sampled, this, &ResiliencePage::refresh);
    connect(&m_monitor, &GatewayMonitor::gatewayChanged, this, &ResiliencePage::refreshForce);
    refresh();
    select(m_breakers->rowCount() > 0 ? m_breakers->name(0) : QString());
}

QWidget *ResiliencePage::makeLeft()
{
    auto *left = new QWidget;
    left->setFixedWidth(scaled(LeftWidth));
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *list = new Card(tr("Circuit breakers"));
    list->setNote(tr("worst first"));
    m_breakerTable->setModel(m_breakers);
    m_breakerTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_breakerTable->setFittedRows(RowsShown);
    list->body()->addWidget(m_breakerTable);
    connect(m_breakerTable, &DataTable::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            select(m_breakers->name(row));
    });
    column->addWidget(list);
    m_gatewayTable->setModel(m_gateways);
    m_gatewayTable->setColumns({{new TextCell(TextKind::Medium), 70, false, 0},
                                {new BreakerCell, 116, true, 0},
                                {new NumberCell(Qt::AlignLeft), 76, false, 1},
                                {new TextCell(TextKind::Small, Role::Muted), 120, true, 2}});
    m_gatewayTable->setFittedRows(RowsShown);
    m_gatewayCard->body()->addWidget(m_gatewayTable);
    m_gatewayCard->addPadded(m_force);
    m_gatewayCard->addPadded(m_forceNote);
    connect(m_force, &Segmented::chosen, this, [this](int item) {
        constexpr std::optional<BreakerMode> Modes[] = {std::nullopt, BreakerMode::ForcedOpen,
                                                        BreakerMode::ForcedClosed};
        force(Modes[item]);
    });
    column->addWidget(m_gatewayCard);
    return left;
}

QWidget *ResiliencePage::makeMiddle()
{
    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_failures->setMinimumHeight(PlotHeight);
    m_breakerCard->addPadded(m_failures, 1);
    m_breakerCard->addPadded(m_timeline);
    m_bulkhead->setMinimumHeight(PlotHeight);
    m_bulkheadCard->addPadded(m_bulkhead, 1);
    column->addWidget(m_breakerCard, 1);
    column->addWidget(m_bulkheadCard, 1);
    return middle;
}

void ResiliencePage::select(const QString &name)
{
    if (name != m_selected) {
        m_selected = name;
        m_form->setService(name);
    }
    m_gatewayCard->setTitle(name.isEmpty() ? tr("No service") : name);
    const int row = m_breakers->rowOf(name);
    if (row >= 0 && row != m_breakerTable->currentIndex().row())
        m_breakerTable->selectRow(row);
    m_gateways->refresh(ServiceName(name.toStdString()), m_monitor);
    refreshForce();
    refreshCharts();
    Q_EMIT abilitiesChanged();
}

void ResiliencePage::refresh()
{
    m_breakers->refresh(m_session.draft().model, m_monitor.fleet());
    m_empty->setVisible(m_breakers->rowCount() == 0);
    if (m_breakers->rowOf(m_selected) < 0 && m_breakers->rowCount() > 0)
        select(m_breakers->name(0));
    m_gateways->refresh(ServiceName(m_selected.toStdString()), m_monitor);
    refreshForce();
    refreshCharts();
}

std::vector<GatewayName> ResiliencePage::able() const
{
    std::vector<GatewayName> names;
    for (const GatewayStatus &status : m_monitor.gateways())
        if (status.capabilities.forceBreaker && status.connection == ConnectionState::Live)
            names.push_back(status.target.gateway.name);
    return names;
}

void ResiliencePage::refreshForce()
{
    QStringList can;
    QStringList cannot;
    for (const GatewayStatus &status : m_monitor.gateways()) {
        const QString name = toQString(status.target.gateway.name.str());
        if (status.capabilities.forceBreaker)
            can += name;
        else if (!status.capabilities.forceBreakerReason.empty())
            cannot += tr("%1: %2").arg(name, toQString(status.capabilities.forceBreakerReason));
    }
    QString note = can.isEmpty()
        ? tr("No gateway can be told to now.")
        : tr("On %1, at once and without a push.").arg(can.join(QStringLiteral(", ")));
    if (!cannot.isEmpty())
        note += QLatin1Char(' ') + cannot.join(QLatin1Char(' '));
    m_forceNote->setText(note);
    m_force->setEnabled(!able().empty() && !m_selected.isEmpty());
    const auto &services = m_monitor.fleet().services;
    const auto found = std::find_if(
        services.begin(), services.end(),
        [wanted = m_selected.toStdString()](const FleetService &s) { return s.name.str() == wanted; });
    const bool told = found != services.end() && found->breaker;
    const BreakerPhase phase = told ? found->breaker->state : BreakerPhase::Closed;
    m_force->setCurrent(phase == BreakerPhase::ForcedOpen ? 1 : phase == BreakerPhase::ForcedClosed ? 2 : 0);
}

void ResiliencePage::refreshCharts()
{
    const ServiceName service(m_selected.toStdString());
    const FleetView &fleet = m_monitor.fleet();
    const WallTime from = fleet.at - Range;
    const TimeRange range = rangeUntil(fleet.at, Range);
    m_breakerCard->setTitle(tr("%1 breaker").arg(m_selected));
    m_breakerCard->setNote(tr("failed and refused calls a second, 5 min"));
    const Series &failed = m_monitor.serviceSeries(service, Figure::FailedPerSecond);
    const Series &broken = m_monitor.serviceSeries(service, Figure::BrokenPerSecond);
    PlotFrame frame;
    frame.range = range;
    frame.top = std::max(topOf(0, failed, from), topOf(0, broken, from));
    m_failures->setFrame(frame);
    m_failures->setLines({{tr("failed"), plotSeries(failed, from), Role::Bad, true, tr("/s failed")},
                          {tr("refused"), plotSeries(broken, from), Role::Warning, false, tr("/s refused")}});
    m_timeline->setRange(range);
    m_timeline->setLanes({{QString(), breakerSpans(m_monitor.breakerHistory(service), range)}});

    const auto found = std::find_if(fleet.services.begin(), fleet.services.end(),
                                    [&service](const FleetService &s) { return s.name == service; });
    const bool has = found != fleet.services.end() && found->bulkhead;
    const double limit = has ? double(found->bulkhead->limit) : 0;
    const Series &active = m_monitor.serviceSeries(service, Figure::BulkheadActive);
    const Series &queued = m_monitor.serviceSeries(service, Figure::BulkheadQueued);
    m_bulkheadCard->setTitle(tr("%1 bulkhead").arg(m_selected));
    m_bulkheadCard->setNote(has ? tr("%1 of %2 in use, %3 queued on %4")
                                      .arg(found->bulkhead->active)
                                      .arg(found->bulkhead->limit)
                                      .arg(found->bulkhead->queued)
                                      .arg(toQString(found->bulkhead->gateway.str()))
                                : tr("it has none"));
    PlotFrame bulkhead;
    bulkhead.range = range;
    bulkhead.top = topOf(limit, active, from);
    if (has)
        bulkhead.limit = PlotLimit{limit, tr("limit %1").arg(found->bulkhead->limit)};
    m_bulkhead->setFrame(bulkhead);
    m_bulkhead->setLines({{tr("in use"), plotSeries(active, from), Role::Accent, true, tr("in use")},
                          {tr("queued"), plotSeries(queued, from), Role::Warning, false, tr("queued")}});
}

void ResiliencePage::force(std::optional<BreakerMode> mode)
{
    for (const GatewayName &gateway : able()) {
        deliver(this, m_hub.forceBreaker(gateway, ServiceName(m_selected.toStdString()), mode, CallOptions()),
                [this, gateway, service = m_selected](const Result<void> &done) {
                    const QString name = toQString(gateway.str());
                    if (done)
                        Q_EMIT messagePosted(Tone::Ok,
                                             tr("The breaker of %1 was set on %2.").arg(service, name), {});
                    else
                        Q_EMIT messagePosted(Tone::Bad, tr("%1: %2").arg(name, errorText(done.error())), {});
                    m_monitor.checkNow(gateway);
                });
    }
}

bool ResiliencePage::canRun(const QString &ability) const
{
    if (m_selected.isEmpty())
        return false;
    const bool isForce = ability == QLatin1String("breaker.forceOpen")
        || ability == QLatin1String("breaker.forceClosed") || ability == QLatin1String("breaker.automatic");
    return !isForce || !able().empty();
}

void ResiliencePage::run(const QString &ability)
{
    if (ability == QLatin1String("breaker.edit"))
        m_form->focusBreaker();
    else if (ability == QLatin1String("bulkhead.edit"))
        m_form->focusBulkhead();
    else if (ability == QLatin1String("breaker.forceOpen"))
        force(BreakerMode::ForcedOpen);
    else if (ability == QLatin1String("breaker.forceClosed"))
        force(BreakerMode::ForcedClosed);
    else if (ability == QLatin1String("breaker.automatic"))
        force(std::nullopt);
}

void ResiliencePage::showObject(const QString &, const QString &name, const QString &)
{
    select(name);
}

} // namespace gatehouse

#include "moc_resiliencepage.cpp"
