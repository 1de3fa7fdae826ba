#include "ui/services/servicespage.h"

#include "core/control/fieldedit.h"
#include "core/control/gatewayhub.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/workspacesession.h"
#include "ui/services/endpointpanel.h"
#include "ui/services/endpointrows.h"
#include "ui/services/serviceform.h"
#include "ui/services/servicelist.h"
#include "ui/terms/sourcepanel.h"
#include "ui/terms/texts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace gatehouse {

namespace {

const std::string ServicesKind = "services";
constexpr int ListWidth = 264;
constexpr int InspectorWidth = 310;
constexpr int EndpointsShown = 10;
constexpr int SourceHeight = 380;
constexpr auto FirstEndpoint = "127.0.0.1:9000";

/// How many routes go to a service, for the question before it is deleted.
int routesTo(const Model &model, const ServiceName &service)
{
    return int(std::count_if(model.routes.begin(), model.routes.end(), [&service](const Route &route) {
        const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
        return targets && std::any_of(targets->begin(), targets->end(), [&service](const RouteTarget &t) {
                   return t.service == service;
               });
    }));
}

} // namespace

ServicesPage::ServicesPage(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                           QWidget *parent)
    : Page(tr("Services"), parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_hub(hub)
    , m_list(new ServiceList(this))
    , m_search(new SearchField(tr("Filter services"), tr("Ctrl F")))
    , m_listTable(new DataTable(tr("Services")))
    , m_listCard(new Card)
    , m_empty(new EmptyState(
          Icon::Services, tr("No services yet"),
          tr("A service is what a route goes to: a name with the addresses of its endpoints.")))
    , m_endpoints(new EndpointRows(this))
    , m_endpointTable(new DataTable(tr("Endpoints")))
    , m_endpointCard(new Card(tr("Endpoints")))
    , m_endpointPanel(new EndpointPanel(session, monitor, hub))
    , m_inspector(new Card(tr("No service")))
    , m_view(new Segmented(tr("View"), {tr("Form"), tr("Source")}))
    , m_stack(new QStackedWidget)
    , m_form(new ServiceForm(session))
    , m_source(new SourcePanel(session))
    , m_confirm(new ConfirmBar)
    , m_delete(dangerButton(tr("Delete…")))
    , m_add(plainButton(tr("Add endpoint")))
{
    buildHeader();
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeList(), 0, Qt::AlignTop);
    row->addWidget(makeEndpoints(), 1, Qt::AlignTop);
    row->addWidget(makeInspector(), 0, Qt::AlignTop);
    body()->addLayout(row, 1);
    connect(&m_session, &WorkspaceSession::draftChanged, this, &ServicesPage::refresh);
    connect(&m_session, &WorkspaceSession::analysed, this, &ServicesPage::refresh);
    connect(&m_monitor, &GatewayMonitor::sampled, this, &ServicesPage::refresh);
    refresh();
    select(m_list->rowCount() > 0 ? m_list->name(0) : QString());
}

void ServicesPage::buildHeader()
{
    auto *add = primaryButton(tr("New service"));
    header()->addAction(add);
    connect(add, &QPushButton::clicked, this, &ServicesPage::addService);
    QPushButton *first = m_empty->addAction(tr("New service"));
    connect(first, &QPushButton::clicked, this, &ServicesPage::addService);
}

QWidget *ServicesPage::makeList()
{
    m_listCard->setFixedWidth(scaled(ListWidth));
    m_listCard->addToHeader(m_search, 1);
    m_listTable->setModel(m_list);
    m_listTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_listTable->setFittedRows(EndpointsShown);
    m_listCard->body()->addWidget(m_listTable);
    m_listCard->addPadded(m_empty);
    connect(m_search, &QLineEdit::textChanged, this, &ServicesPage::refresh);
    connect(m_listTable, &DataTable::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            select(m_list->name(row));
    });
    return m_listCard;
}

QWidget *ServicesPage::makeEndpoints()
{
    m_endpointCard->addAtEnd(m_add);
    connect(m_add, &QPushButton::clicked, this, &ServicesPage::addEndpointTo);
    m_endpointTable->setModel(m_endpoints);
    m_endpointTable->setColumns({{new TextCell(TextKind::Mono), 130, true, 0},
                                 {new PillCell, 104, false, 0},
                                 {new NumberCell, 60, false, 1},
                                 {new PillCell, 104, false, 0},
                                 {new TextCell(TextKind::Small, Role::Muted), 120, true, 4},
                                 {new NumberCell, 60, false, 3},
                                 {new NumberCell, 66, false, 1},
                                 {new NumberCell, 62, false, 2}});
    m_endpointTable->setFittedRows(EndpointsShown);
    m_endpointCard->body()->addWidget(m_endpointTable);
    m_endpointCard->addRule();
    m_endpointCard->addPadded(m_endpointPanel);
    connect(m_endpointTable, &DataTable::currentRowChanged, this, &ServicesPage::selectEndpoint);
    connect(m_endpointPanel, &EndpointPanel::told, this,
            [this](Tone tone, const QString &sentence) { Q_EMIT messagePosted(tone, sentence, {}); });
    return m_endpointCard;
}

QWidget *ServicesPage::makeInspector()
{
    m_inspector->setFixedWidth(scaled(InspectorWidth));
    m_inspector->addAtEnd(m_view);
    m_source->setMinimumHeight(SourceHeight);
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_source);
    m_inspector->addPadded(m_stack);
    m_inspector->addPadded(m_confirm);
    m_inspector->addPadded(m_delete);
    connect(m_view, &Segmented::chosen, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_delete, &QPushButton::clicked, this, &ServicesPage::askDelete);
    connect(m_confirm, &ConfirmBar::confirmed, this, &ServicesPage::deleteService);
    connect(m_form, &ServiceForm::renamed, this, &ServicesPage::select);
    connect(m_form, &ServiceForm::failed, this, &ServicesPage::tell);
    connect(m_source, &SourcePanel::applied, this, &ServicesPage::select);
    return m_inspector;
}

const Service *ServicesPage::current() const
{
    const auto &services = m_session.draft().model.services;
    const auto found =
        std::find_if(services.begin(), services.end(), [wanted = m_selected.toStdString()](const Service &s) {
            return s.name.str() == wanted;
        });
    return found == services.end() ? nullptr : &*found;
}

void ServicesPage::refresh()
{
    const Model &model = m_session.draft().model;
    m_list->refresh(model, m_monitor.fleet(), m_search->text().trimmed());
    if (!m_selected.isEmpty() && !current())
        select({});
    m_endpoints->refresh(current(), m_monitor);
    m_endpointCard->setCount(QString::number(m_endpoints->rowCount()));
    header()->setSubtitle(tr("%n service(s) behind the gateways", nullptr, int(model.services.size())));
    m_empty->setVisible(model.services.empty());
    m_listTable->setVisible(!model.services.empty());
    m_add->setEnabled(current() != nullptr);
}

void ServicesPage::select(const QString &name)
{
    const bool another = name != m_selected;
    m_selected = name;
    m_inspector->setTitle(name.isEmpty() ? tr("No service") : name);
    m_endpointCard->setNote(name);
    m_endpoints->refresh(current(), m_monitor);
    m_endpointCard->setCount(QString::number(m_endpoints->rowCount()));
    if (another) {
        m_form->setService(name);
        m_source->setObject(name.isEmpty() ? ObjectId() : ObjectId{ServicesKind, name.toStdString()});
        m_confirm->setVisible(false);
        m_endpointTable->clearSelection();
        m_endpointTable->setCurrentIndex({});
        m_endpointPanel->setEndpoint(ServiceName(name.toStdString()), -1);
    }
    m_delete->setEnabled(!name.isEmpty());
    const int row = m_list->rowOf(name);
    if (row >= 0 && row != m_listTable->currentIndex().row())
        m_listTable->selectRow(row);
    Q_EMIT abilitiesChanged();
}

void ServicesPage::selectEndpoint(int row)
{
    m_endpointPanel->setEndpoint(ServiceName(m_selected.toStdString()), row);
    Q_EMIT abilitiesChanged();
}

bool ServicesPage::canRun(const QString &ability) const
{
    if (ability == QLatin1String("service.new"))
        return true;
    if (ability == QLatin1String("endpoint.remove") || ability == QLatin1String("endpoint.drain"))
        return m_endpointPanel->current() != nullptr;
    return !m_selected.isEmpty();
}

void ServicesPage::run(const QString &ability)
{
    if (ability == QLatin1String("service.new"))
        addService();
    else if (ability == QLatin1String("service.delete"))
        askDelete();
    else if (ability == QLatin1String("endpoint.add"))
        addEndpointTo();
    else if (ability == QLatin1String("endpoint.remove"))
        m_endpointPanel->askRemove();
    else if (ability == QLatin1String("endpoint.drain"))
        m_endpointPanel->override(EndpointState::Draining);
}

void ServicesPage::showObject(const QString &, const QString &name, const QString &pointer)
{
    m_search->clear();
    select(name);
    const QStringList parts = pointer.split(QLatin1Char('/'));
    if (parts.size() > 2 && parts.at(1) == QLatin1String("endpoints")) {
        m_endpointTable->selectRow(parts.at(2).toInt());
        m_endpointPanel->showField(pointer);
        return;
    }
    m_view->setCurrent(0);
    m_stack->setCurrentIndex(0);
    m_form->showField(pointer);
}

void ServicesPage::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ServicesPage::tell(const Error &error)
{
    Q_EMIT messagePosted(Tone::Bad, errorText(error), toQString(error.detail));
}

void ServicesPage::addService()
{
    const Result<NewObject> made = newObject(m_session.draft().tree, ServicesKind, "new-service", {});
    Result<void> done = made
        ? m_session.edit(tr("Add %1").arg(toQString(made->name)).toStdString(), made->edits, "services/new")
        : Result<void>(tl::unexpected<Error>(made.error()));
    if (done) {
        if (const auto endpoint =
                addEndpoint(m_session.draft().tree, {ServicesKind, made->name}, FirstEndpoint))
            done = m_session.edit(tr("Add %1").arg(toQString(made->name)).toStdString(), *endpoint,
                                  "services/new");
    }
    m_session.endTyping();
    if (!done) {
        tell(done.error());
        return;
    }
    m_search->clear();
    refresh();
    select(toQString(made->name));
    m_endpointTable->selectRow(0);
    m_endpointPanel->showField({});
}

void ServicesPage::addEndpointTo()
{
    const Service *service = current();
    if (!service)
        return;
    // The next port of the last endpoint is a better guess than any fixed one.
    Address address{"127.0.0.1", 9000};
    if (!service->endpoints.empty()) {
        address = service->endpoints.back().address;
        ++address.port;
    }
    const Result<Edits> edits =
        addEndpoint(m_session.draft().tree, {ServicesKind, m_selected.toStdString()}, toString(address));
    const Result<void> done = edits
        ? m_session.edit(tr("Add an endpoint to %1").arg(m_selected).toStdString(), *edits)
        : Result<void>(tl::unexpected<Error>(edits.error()));
    if (!done) {
        tell(done.error());
        return;
    }
    m_endpointTable->selectRow(m_endpoints->rowCount() - 1);
    m_endpointPanel->showField({});
}

void ServicesPage::askDelete()
{
    const Service *service = current();
    if (!service)
        return;
    const int routes = routesTo(m_session.draft().model, service->name);
    m_confirm->ask(routes == 0
                       ? tr("Delete service %1? No route goes to it.").arg(m_selected)
                       : tr("Delete service %1? %n route(s) go to it and become errors.", nullptr, routes)
                             .arg(m_selected),
                   tr("Delete %1").arg(m_selected));
}

void ServicesPage::deleteService()
{
    const Result<Edits> edits =
        removeObject(m_session.draft().tree, {ServicesKind, m_selected.toStdString()});
    const Result<void> done = edits ? m_session.edit(tr("Delete %1").arg(m_selected).toStdString(), *edits)
                                    : Result<void>(tl::unexpected<Error>(edits.error()));
    if (!done)
        tell(done.error());
}

} // namespace gatehouse

#include "moc_servicespage.cpp"
