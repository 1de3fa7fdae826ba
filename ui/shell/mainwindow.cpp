#include "ui/shell/mainwindow.h"

#include "core/control/gatewaymonitor.h"
#include "core/control/publisher.h"
#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"
#include "ui/shell/actiontable.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/shell/windowmemory.h"
#include "ui/shell/workspaceview.h"
#include "ui/widgets/pickerbutton.h"
#include "ui/widgets/popuplist.h"
#include "ui/widgets/popupmodel.h"

#include <QtGui/QCloseEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr QSize FirstSize{1440, 900};
constexpr QSize SmallestSize{960, 600};
constexpr QLatin1String NoEnvironment("/none");

} // namespace

MainWindow::MainWindow(QWidget *welcome, WindowMemory &memory, QWidget *parent)
    : QMainWindow(parent)
    , m_memory(memory)
    , m_actions(new ActionTable(this))
    , m_top(new TopBar)
    , m_stack(new QStackedWidget)
    , m_status(new StatusLine)
    , m_palette(new CommandPalette(*m_actions, this))
    , m_environments(new PopupList(tr("Choose the environment"), this))
    , m_menu(new QMenu(this))
{
    setWindowTitle(tr("Gatehouse"));
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_stack, 1);
    column->addWidget(m_status);
    m_stack->addWidget(welcome);
    setCentralWidget(central);
    setMinimumSize(SmallestSize);
    resize(FirstSize);
    restoreGeometry(m_memory.geometry());
    buildWorkspaceMenu();

    connect(m_top, &TopBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_top, &TopBar::workspaceMenuRequested, this, [this] {
        m_menu->popup(
            m_top->workspaceButton()->mapToGlobal(QPoint(0, m_top->workspaceButton()->height() + 2)));
    });
    connect(m_top, &TopBar::environmentMenuRequested, this, &MainWindow::chooseEnvironment);
    connect(m_top, &TopBar::publishRequested, this,
            [this] { m_actions->action(QStringLiteral("publish.plan"))->trigger(); });
    connect(m_environments, &PopupList::chosen, this, [this](const QString &id) {
        if (m_session)
            static_cast<void>(m_session->setEnvironment(
                EnvironmentName(id == NoEnvironment ? std::string() : id.toStdString())));
    });
    connect(m_palette, &CommandPalette::pageChosen, this, [this](const QString &id) {
        if (m_view)
            m_view->showPage(id);
    });
    connect(m_palette, &CommandPalette::objectChosen, this, [this](const QString &kind, const QString &name) {
        if (m_view)
            m_view->showObject(kind, name);
    });
    connect(m_status, &StatusLine::problemsRequested, this, [this] {
        if (m_view)
            m_view->showProblems(true);
    });
    m_actions->bind(QStringLiteral("view.palette"), this, [this] { openPalette(); });
    m_actions->bind(QStringLiteral("workspace.quit"), this, [this] { close(); });
}

MainWindow::~MainWindow() = default;

void MainWindow::buildWorkspaceMenu()
{
    QMenu *menu = m_menu;
    std::optional<AbilityGroup> group = AbilityGroup::Workspace;
    for (QAction *action : m_actions->actions()) {
        const Ability *known = ability(action->objectName().toStdString());
        if (known == nullptr)
            continue;
        if (known->group != group) {
            group = known->group;
            menu = m_menu->addMenu(groupTitle(*group));
        }
        menu->addAction(action);
    }
}

void MainWindow::openPalette()
{
    m_palette->open(m_view ? m_view->entries() : PageEntries(),
                    m_session ? &m_session->draft().model : nullptr);
}

void MainWindow::chooseEnvironment()
{
    if (!m_session)
        return;
    const std::string current = m_session->environment().str();
    std::vector<PopupItem> items;
    for (const Environment &environment : m_session->draft().model.environments) {
        PopupItem item;
        item.id = QString::fromStdString(environment.name.str());
        item.title = item.id;
        item.note = tr("%n gateway(s)", nullptr, int(environment.gateways.size()));
        if (environment.isProtected)
            item.note += QStringLiteral(" · ") + tr("protected");
        item.current = environment.name.str() == current;
        items.push_back(item);
    }
    PopupItem none;
    none.id = NoEnvironment;
    none.title = tr("No environment");
    none.note = tr("the document as written, all gateways");
    none.current = current.empty();
    items.push_back(none);
    m_environments->setItems(std::move(items));
    m_environments->openBelow(m_top->environmentButton());
}

void MainWindow::showWorkspace(WorkspaceSession &session, GatewayMonitor &monitor, Publisher &publisher,
                               PageEntries pages)
{
    leaveWorkspace();
    m_session = &session;
    m_monitor = &monitor;
    m_publisher = &publisher;
    m_view = new WorkspaceView(session, monitor, *m_actions, std::move(pages));
    m_stack->addWidget(m_view);
    m_stack->setCurrentWidget(m_view);
    m_connections = new QObject(this);
    connectWorkspace();
    refreshWorkspace();
    const QString remembered = m_memory.page();
    m_view->showPage(remembered.isEmpty() ? m_view->entries().front().id : remembered);
    if (m_view->currentPage().isEmpty())
        m_view->showPage(m_view->entries().front().id);
}

void MainWindow::connectWorkspace()
{
    connect(m_view, &WorkspaceView::pageShown, m_connections,
            [this](const QString &id) { m_memory.setPage(id); });
    connect(m_session, &WorkspaceSession::environmentChanged, m_connections, [this] { refreshWorkspace(); });
    connect(m_session, &WorkspaceSession::draftChanged, m_connections,
            [this] { m_top->setWorkspace(QString::fromStdString(m_session->name())); });
    connect(&m_session->revisions(), &RevisionBook::changed, m_connections, [this] {
        refreshRevision();
        refreshDraft();
    });
    connect(m_session, &WorkspaceSession::analysed, m_connections, [this] {
        m_status->showProblems(m_session->findings(), m_session->analysisIsCurrent());
        refreshDraft();
    });
    connect(m_session, &WorkspaceSession::savedStateChanged, m_connections,
            [this] { m_status->showSaved(m_session->savedState(), m_session->fileIsBehind()); });
    connect(m_monitor, &GatewayMonitor::sampled, m_connections,
            [this] { m_status->showFleet(m_monitor->fleet()); });
    connect(m_monitor, &GatewayMonitor::gatewaysChanged, m_connections,
            [this] { m_status->showFleet(m_monitor->fleet()); });
    connect(m_publisher, &Publisher::outcomeChanged, m_connections, [this] { refreshPublishing(); });
    connect(m_publisher, &Publisher::stageReached, m_connections, [this] { refreshPublishing(); });
    connect(m_publisher, &Publisher::publicationStarted, m_connections, [this] { refreshPublishing(); });
    connect(m_publisher, &Publisher::publicationFailed, m_connections, [this] { refreshPublishing(); });
    connect(m_publisher, &Publisher::publicationFinished, m_connections, [this] { refreshPublishing(); });
    m_actions->bind(QStringLiteral("view.environment"), m_connections, [this] { chooseEnvironment(); });
}

void MainWindow::leaveWorkspace()
{
    if (!m_session)
        return;
    delete m_connections;
    delete m_view;
    m_connections = nullptr;
    m_view = nullptr;
    m_session = nullptr;
    m_monitor = nullptr;
    m_publisher = nullptr;
    m_top->setWorkspace({});
    m_status->showNothingOpen();
    setWindowTitle(tr("Gatehouse"));
}

void MainWindow::refreshWorkspace()
{
    const QString name = QString::fromStdString(m_session->name());
    m_top->setWorkspace(name);
    m_top->setEnvironment(QString::fromStdString(m_session->environment().str()));
    setWindowTitle(tr("%1 – Gatehouse").arg(name));
    m_status->showFleet(m_monitor->fleet());
    m_status->showProblems(m_session->findings(), m_session->analysisIsCurrent());
    m_status->showSaved(m_session->savedState(), m_session->fileIsBehind());
    refreshDraft();
    refreshRevision();
    refreshPublishing();
}

void MainWindow::refreshDraft()
{
    const Diff &changes = m_session->changes();
    const size_t count =
        changes.created.size() + changes.changed.size() + changes.deleted.size() + changes.moved.size();
    m_top->setDraft(int(count), m_session->revisions().lastPublished(m_session->environment()) == nullptr);
}

void MainWindow::refreshRevision()
{
    const Revision *published = m_session->revisions().lastPublished(m_session->environment());
    const auto applied = [](const GatewayOutcome &outcome) {
        return outcome.result == GatewayResult::Applied || outcome.result == GatewayResult::Unchanged;
    };
    const int on =
        published ? int(std::count_if(published->outcomes.begin(), published->outcomes.end(), applied)) : 0;
    m_status->showRevision(published, on);
}

void MainWindow::refreshPublishing()
{
    const std::optional<Revision> &revision = m_publisher->publication();
    if (!m_publisher->isPublishing() || !revision) {
        m_top->setPublishing(0, 0, 0);
        return;
    }
    const auto over = [](const GatewayOutcome &outcome) {
        return outcome.result != GatewayResult::Waiting && outcome.result != GatewayResult::Pushing;
    };
    m_top->setPublishing(quint64(revision->number),
                         int(std::count_if(revision->outcomes.begin(), revision->outcomes.end(), over)),
                         int(revision->outcomes.size()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_memory.setGeometry(saveGeometry());
    Q_EMIT closing();
    event->accept();
}

} // namespace gatehouse

#include "moc_mainwindow.cpp"
