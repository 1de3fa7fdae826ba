#include "ui/overview/overviewpage.h"

#include "core/control/gatewaymonitor.h"
#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"
#include "ui/charts/chartplot.h"
#include "ui/charts/timeline.h"
#include "ui/overview/alertrows.h"
#include "ui/overview/fleetrows.h"
#include "ui/overview/keyfigures.h"
#include "ui/overview/servicerows.h"
#include "ui/terms/plots.h"
#include "ui/terms/texts.h"
#include "ui/widgets/barcell.h"
#include "ui/widgets/breakercell.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/sparkcell.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds Ranges[] = {5min, 1h};
constexpr int SideWidth = 314;
constexpr int ServiceRowsShown = 9;
constexpr int AlertRowsShown = 5;
constexpr int TimelineLanes = 5;
constexpr int LaneNames = 150;
constexpr int PlotHeight = 120;

} // namespace

OverviewPage::OverviewPage(WorkspaceSession &session, GatewayMonitor &monitor, QWidget *parent)
    : Page(tr("Overview"), parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_ranges(new Segmented(tr("Time shown"), {tr("5 min"), tr("1 h")}))
    , m_empty(new EmptyState(
          Icon::Gateways, tr("Connect a gateway"),
          tr("This page shows how every service is doing, as the gateways tell it each second. "
             "Routes, findings, explain and diff work without one.")))
    , m_figures(new KeyFigures)
    , m_contents(new QWidget)
    , m_services(new ServiceRows(this))
    , m_serviceTable(new DataTable(tr("Services")))
    , m_serviceCard(new Card(tr("Services")))
    , m_timeline(new Timeline(tr("Breaker timeline")))
    , m_bulkheadTitle(new RoleLabel({}, TextKind::CardTitle, Role::Text))
    , m_bulkheadNote(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_bulkhead(new ChartPlot(tr("Bulkhead utilisation")))
    , m_alerts(new AlertRows(this))
    , m_alertCard(new Card(tr("Alerts")))
    , m_alertTable(new DataTable(tr("Alerts")))
    , m_noAlerts(new Paragraph(
          tr("Nothing needs a look. Opened breakers, full bulkheads, unhealthy endpoints and silent "
             "gateways appear here."),
          TextKind::Body, Role::Muted))
    , m_fleet(new FleetRows(this))
    , m_fleetCard(new Card(tr("Gateways")))
    , m_fleetTable(new DataTable(tr("Gateways")))
{
    buildHeader();
    body()->addWidget(m_empty);
    body()->addWidget(m_figures);
    auto *row = new QHBoxLayout(m_contents);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    row->addWidget(makeServices(), 1);
    row->addWidget(makeSide());
    body()->addWidget(m_contents, 1);
    connect(&m_monitor, &GatewayMonitor::sampled, this, &OverviewPage::refresh);
    connect(&m_monitor, &GatewayMonitor::gatewaysChanged, this, &OverviewPage::refresh);
    connect(&m_monitor, &GatewayMonitor::alertsChanged, this, &OverviewPage::refresh);
    connect(&m_session, &WorkspaceSession::draftChanged, this, &OverviewPage::refresh);
    connect(&m_session, &WorkspaceSession::environmentChanged, this, &OverviewPage::refresh);
    refresh();
    if (m_services->rowCount() > 0)
        m_serviceTable->selectRow(0);
}

void OverviewPage::buildHeader()
{
    auto *back = plainButton(tr("Roll back…"));
    back->setToolTip(tr("Shows what an earlier revision would change, then asks"));
    header()->addAction(back);
    header()->addAction(m_ranges);
    connect(back, &QPushButton::clicked, this,
            [this] { Q_EMIT abilityRequested(QStringLiteral("publish.rollBack")); });
    connect(m_ranges, &Segmented::chosen, this, [this](int item) {
        m_range = Ranges[item];
        refresh();
    });
    QPushButton *add = m_empty->addAction(tr("Add gateway…"));
    connect(add, &QPushButton::clicked, this,
            [this] { Q_EMIT abilityRequested(QStringLiteral("gateway.new")); });
}

QWidget *OverviewPage::makeServices()
{
    m_serviceCard->setNote(tr("Worst first"));
    m_serviceTable->setModel(m_services);
    m_serviceTable->setColumns({{new TextCell(TextKind::Medium), 140, true, 0},
                                {new PillCell, 104, false, 0},
                                {new BreakerCell, 128, false, 0},
                                {new NumberCell(Qt::AlignLeft), 74, false, 3},
                                {new NumberCell, 64, false, 1},
                                {new NumberCell, 72, false, 1},
                                {new NumberCell, 62, false, 5},
                                {new NumberCell, 62, false, 2},
                                {new BarCell, 80, false, 4},
                                {new SparkCell, 84, false, 6}});
    m_serviceTable->setFittedRows(ServiceRowsShown);
    m_serviceCard->body()->addWidget(m_serviceTable);
    connect(m_serviceTable, &DataTable::currentRowChanged, this, &OverviewPage::select);
    connect(m_serviceTable, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT objectRequested(QStringLiteral("services"), toQString(m_services->service(index.row()).str()),
                               {});
    });
    addBreakers(m_serviceCard);
    addBulkhead(m_serviceCard);
    return m_serviceCard;
}

void OverviewPage::addBreakers(Card *card)
{
    card->addSection(tr("Breaker timeline"), tr("the worst of all gateways"));
    m_timeline->setLabelWidth(LaneNames);
    card->addPadded(m_timeline);
}

void OverviewPage::addBulkhead(Card *card)
{
    card->addRule();
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_bulkheadTitle);
    row->addWidget(m_bulkheadNote);
    row->addStretch(1);
    card->addPadded(head);
    m_bulkhead->setMinimumHeight(PlotHeight);
    card->addPadded(m_bulkhead, 1);
}

QWidget *OverviewPage::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(scaled(SideWidth));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_alertTable->setModel(m_alerts);
    m_alertTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_alertTable->setFittedRows(AlertRowsShown);
    m_alertCard->body()->addWidget(m_alertTable);
    m_alertCard->addPadded(m_noAlerts);
    connect(m_alertTable, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const Alert &alert = m_alerts->alert(index.row());
        if (alert.about.service.isEmpty())
            Q_EMIT objectRequested(QStringLiteral("gateways"), toQString(alert.about.gateway.str()), {});
        else
            Q_EMIT objectRequested(QStringLiteral("services"), toQString(alert.about.service.str()), {});
    });
    m_fleetTable->setModel(m_fleet);
    m_fleetTable->setColumns({{new TextCell(TextKind::Medium), 58, true, 0},
                              {new TextCell(TextKind::Small, Role::Muted), 112, false, 1},
                              {new PillCell, 124, false, 0}});
    m_fleetTable->horizontalHeader()->setVisible(false);
    m_fleetTable->setFittedRows(ServiceRowsShown);
    m_fleetCard->body()->addWidget(m_fleetTable);
    connect(m_fleetTable, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT objectRequested(QStringLiteral("gateways"), m_fleet->name(index.row()), {});
    });
    column->addWidget(m_alertCard);
    column->addWidget(m_fleetCard);
    column->addStretch(1);
    return side;
}

void OverviewPage::refresh()
{
    m_figures->refresh(m_monitor, m_range);
    m_services->refresh(m_session.draft().model, m_monitor, m_range);
    m_serviceCard->setCount(QString::number(m_services->rowCount()));
    m_alerts->refresh(m_monitor.alerts());
    m_alertCard->setNote(tr("%n open", nullptr, m_alerts->open()));
    m_alertTable->setVisible(m_alerts->rowCount() > 0);
    m_noAlerts->setVisible(m_alerts->rowCount() == 0);
    m_fleet->refresh(m_monitor.gateways());
    if (const Revision *published = m_session.revisions().lastPublished(m_session.environment()))
        m_fleetCard->setNote(tr("revision %1").arg(quint64(published->number)));
    else
        m_fleetCard->setNote(tr("not published yet"));
    refreshBreakers();
    refreshBulkhead();
    refreshEmptiness();
}

void OverviewPage::refreshEmptiness()
{
    const bool none = m_monitor.gateways().empty();
    m_empty->setVisible(none);
    const QString environment = toQString(m_session.environment().str());
    header()->setSubtitle(none ? tr("No gateway yet, so nothing is live")
                              : environment.isEmpty()
                              ? tr("All gateways, updated every second")
                              : tr("All gateways in %1, updated every second").arg(environment));
}

void OverviewPage::refreshBreakers()
{
    const TimeRange range = rangeUntil(m_monitor.fleet().at, m_range);
    std::vector<Timeline::Lane> lanes;
    for (int row = 0; row < m_services->rowCount() && int(lanes.size()) < TimelineLanes; ++row) {
        const ServiceName service = m_services->service(row);
        const std::vector<BreakerChange> changes = m_monitor.breakerHistory(service);
        if (!changes.empty())
            lanes.push_back({toQString(service.str()), breakerSpans(changes, range)});
    }
    m_timeline->setRange(range);
    m_timeline->setLanes(std::move(lanes));
}

void OverviewPage::refreshBulkhead()
{
    const auto &services = m_monitor.fleet().services;
    const auto found = std::find_if(services.begin(), services.end(), [this](const FleetService &service) {
        return service.name == m_selected;
    });
    const QString name = toQString(m_selected.str());
    const bool has = found != services.end() && found->bulkhead;
    m_bulkheadTitle->setText(has ? tr("%1 bulkhead").arg(name) : tr("%1 calls a second").arg(name));
    m_bulkheadNote->setText(
        has ? tr("active calls against the limit, on %1").arg(toQString(found->bulkhead->gateway.str()))
            : tr("it has no bulkhead"));
    const WallTime from = m_monitor.fleet().at - m_range;
    const Series &series =
        m_monitor.serviceSeries(m_selected, has ? Figure::BulkheadActive : Figure::RequestsPerSecond);
    const double limit = has ? double(found->bulkhead->limit) : 0;
    const double most = std::max({limit * 1.1, double(series.maximum(from)), 1.0});
    PlotFrame frame;
    frame.range = rangeUntil(m_monitor.fleet().at, m_range);
    frame.labels = TimeLabels::Relative;
    frame.top = niceTop(std::isnan(most) ? std::max(limit * 1.1, 1.0) : most);
    if (has)
        frame.limit = PlotLimit{limit, tr("limit %1").arg(found->bulkhead->limit)};
    m_bulkhead->setFrame(frame);
    m_bulkhead->setLines(
        {{name, plotSeries(series, from), Role::Accent, true, has ? tr("in use") : tr("/s")}});
}

void OverviewPage::select(int row)
{
    if (row < 0 || row >= m_services->rowCount())
        return;
    m_selected = m_services->service(row);
    refreshBulkhead();
}

} // namespace gatehouse

#include "moc_overviewpage.cpp"
