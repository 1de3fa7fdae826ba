#include "app/console/console.h"

#include "app/console/demofleet.h"
#include "app/console/demopublication.h"
#include "app/console/gatewayimport.h"
#include "app/console/machine.h"
#include "app/console/pagelist.h"
#include "app/console/workspaceroom.h"
#include "core/control/deliver.h"
#include "ui/shell/actiontable.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowmemory.h"
#include "ui/shell/workspaceview.h"
#include "ui/terms/stateterms.h"
#include "ui/theme/schemeswitch.h"
#include "ui/welcome/welcomepage.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>

namespace gatehouse {

namespace {

constexpr auto WorkspaceEnding = ".gatehouse";

Tree emptyDocument(const QString &name)
{
    Tree tree = Tree::object();
    tree["gatehouse"] = "v1";
    tree["name"] = name.toStdString();
    tree["listeners"] = Tree::array({Tree{{"name", "web"}, {"address", "127.0.0.1:8080"}}});
    tree["services"] = Tree::array();
    tree["routes"] = Tree::array();
    return tree;
}

std::filesystem::path pathOf(const QString &file)
{
    return std::filesystem::path(QFileInfo(file).absoluteFilePath().toStdU16String());
}

} // namespace

Console::Console(Places places, SchemeSwitch &scheme, std::shared_ptr<const DriverFactory> drivers,
                 const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
    , m_scheme(scheme)
    , m_drivers(std::move(drivers))
    , m_clock(clock)
    , m_memory(std::make_unique<WindowMemory>(m_places.settingsFolder + QStringLiteral("/window.ini")))
    , m_welcome(new WelcomePage)
    , m_window(std::make_unique<MainWindow>(m_welcome, *m_memory))
{
    prepareWelcome();
    bindActions();
}

Console::~Console()
{
    closeWorkspace();
}

void Console::prepareWelcome()
{
    m_welcome->setRecent(m_memory->recent());
    m_welcome->setFound(lookAround());
    std::vector<std::pair<QString, QString>> makes;
    for (const GatewayMake make : m_drivers->makes())
        if (make == GatewayMake::Builtin) // the one make that keeps our document and can hand it back whole
            makes.emplace_back(makeTitle(make), QStringLiteral("builtin"));
    m_welcome->setMakes(makes);
    connect(m_welcome, &WelcomePage::demoRequested, this, &Console::openDemo);
    connect(m_welcome, &WelcomePage::newRequested, this, &Console::askForNew);
    connect(m_welcome, &WelcomePage::openRequested, this, &Console::askForFile);
    connect(m_welcome, &WelcomePage::fileChosen, this, &Console::openFile);
    connect(m_welcome, &WelcomePage::gatewayRequested, this, &Console::openFromGateway);
    connect(m_welcome, &WelcomePage::clearRecentRequested, this, [this] {
        m_memory->clearRecent();
        m_welcome->setRecent({});
    });
}

void Console::bindActions()
{
    ActionTable &actions = m_window->actions();
    actions.bind(QStringLiteral("workspace.demo"), this, [this] { openDemo(); });
    actions.bind(QStringLiteral("workspace.new"), this, [this] { askForNew(); });
    actions.bind(QStringLiteral("workspace.open"), this, [this] { askForFile(); });
    actions.bind(QStringLiteral("workspace.openRecent"), this, [this] { closeWorkspace(); });
    actions.bind(QStringLiteral("workspace.openFromGateway"), this, [this] { closeWorkspace(); });
    actions.bind(QStringLiteral("view.theme"), this, [this] {
        const bool dark = themeOf(m_window.get()).isDark();
        m_scheme.setChoice(dark ? SchemeChoice::Light : SchemeChoice::Dark);
        m_memory->setScheme(m_scheme.choice());
    });
}

void Console::fail(const Error &error)
{
    m_welcome->setBusy({});
    if (m_window->workspace())
        m_window->workspace()->post(Tone::Bad, QString::fromStdString(error.message),
                                    QString::fromStdString(error.detail));
    else
        m_welcome->showError(error);
    Q_EMIT openingFailed(error);
}

void Console::askForFile()
{
    const QString file = QFileDialog::getOpenFileName(
        m_window.get(), tr("Open a workspace or document"), QDir::homePath(),
        tr("Workspaces and documents (*.gatehouse *.yaml *.yml *.json);;All files (*)"));
    if (!file.isEmpty())
        openFile(file);
}

void Console::askForNew()
{
    QString file = QFileDialog::getSaveFileName(
        m_window.get(), tr("New workspace"), QDir::homePath() + QStringLiteral("/gateways.gatehouse"),
        tr("Workspaces (*.gatehouse)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QLatin1String(WorkspaceEnding);
    createFrom(emptyDocument(QFileInfo(file).completeBaseName()), tr("New workspace"), file);
}

void Console::openFile(const QString &file)
{
    closeWorkspace();
    m_welcome->setBusy(tr("Opening %1").arg(QFileInfo(file).fileName()));
    const std::filesystem::path path = pathOf(file);
    const bool isWorkspace = path.extension() == WorkspaceEnding;
    InPlaceDocument document;
    document.file = path;
    document.dataFolder = pathOf(m_places.dataFolder);
    document.outsideTitle = tr("Take what was changed outside").toStdString();
    document.who = whoAmI();
    take(isWorkspace ? openWorkspace(path) : openInPlace(std::move(document), m_clock), true);
}

void Console::createFrom(const Tree &tree, const QString &origin, const QString &file)
{
    closeWorkspace();
    NewWorkspace workspace;
    workspace.file = pathOf(file);
    workspace.tree = tree;
    workspace.origin = origin.toStdString();
    workspace.who = whoAmI();
    take(createWorkspace(std::move(workspace), m_clock), m_demo == nullptr);
}

void Console::take(const QFuture<Result<std::shared_ptr<OpenedWorkspace>>> &opening, bool remember)
{
    deliver(this, opening, [this, remember](const Result<std::shared_ptr<OpenedWorkspace>> &opened) {
        if (!opened) {
            m_demo.reset();
            fail(opened.error());
            return;
        }
        enter(*opened, remember);
    });
}

void Console::enter(std::shared_ptr<OpenedWorkspace> opened, bool remember)
{
    m_room = std::make_unique<WorkspaceRoom>(
        std::move(opened), whoAmI(), m_drivers,
        m_demo ? m_demo->secrets() : std::map<std::string, std::string>(), m_clock);
    if (remember) {
        m_memory->addRecent(QString::fromStdString(m_room->session().file().string()));
        m_welcome->setRecent(m_memory->recent());
    }
    m_welcome->setBusy({});
    if (m_room->session().environment().isEmpty() && !m_room->session().draft().model.environments.empty())
        static_cast<void>(
            m_room->session().setEnvironment(m_room->session().draft().model.environments.front().name));
    m_window->showWorkspace(m_room->session(), m_room->monitor(), m_room->publisher(), pageList(*m_room));
    if (!m_firstPage.isEmpty())
        m_window->workspace()->showPage(m_firstPage);
    ActionTable &actions = m_window->actions();
    actions.bind(QStringLiteral("workspace.close"), m_room.get(), [this] { closeWorkspace(); });
    actions.bind(QStringLiteral("workspace.save"), m_room.get(), [this] { saveFile(); });
    actions.bind(QStringLiteral("workspace.convert"), m_room.get(), [this] { exportCopy(); });
    if (m_demo)
        new DemoPublication(*m_room, m_room.get());
    Q_EMIT workspaceOpened();
}

void Console::openDemo()
{
    closeWorkspace();
    m_demo = std::make_unique<DemoFleet>(m_places.programFolder);
    connect(m_demo.get(), &DemoFleet::progressed, m_welcome, &WelcomePage::setBusy);
    connect(m_demo.get(), &DemoFleet::failed, this, [this](const Error &error) {
        if (!m_room)
            m_demo.release()->deleteLater(); // it is telling us
        fail(error);
    });
    connect(m_demo.get(), &DemoFleet::ready, this, [this] {
        m_welcome->setBusy(tr("Opening the workspace"));
        NewWorkspace workspace;
        workspace.file = pathOf(m_demo->folder() + QStringLiteral("/demo-fleet.gatehouse"));
        workspace.tree = m_demo->tree();
        workspace.origin = tr("The demo fleet").toStdString();
        workspace.who = whoAmI();
        take(createWorkspace(std::move(workspace), m_clock), false);
    });
    m_demo->start();
}

void Console::openFromGateway(const QString &, const QString &address, const QString &token)
{
    m_welcome->setBusy(tr("Reading %1").arg(address));
    auto *import = new GatewayImport(*m_drivers, m_clock, this);
    connect(import, &GatewayImport::failed, this, [this, import](const Error &error) {
        import->deleteLater();
        m_welcome->setBusy({});
        m_welcome->showGatewayError(QString::fromStdString(error.message));
        Q_EMIT openingFailed(error);
    });
    connect(import, &GatewayImport::read, this, [this, import, address](const Tree &tree) {
        import->deleteLater();
        m_welcome->setBusy({});
        const QString file = QFileDialog::getSaveFileName(
            m_window.get(), tr("Where the new workspace goes"),
            QDir::homePath() + QLatin1Char('/') + QString::fromStdString(tree.value("name", "gateways"))
                + QLatin1String(WorkspaceEnding),
            tr("Workspaces (*.gatehouse)"), nullptr, QFileDialog::DontConfirmOverwrite);
        if (!file.isEmpty())
            createFrom(tree, tr("Read from %1").arg(address), file);
    });
    import->start(address, token);
}

void Console::closeWorkspace()
{
    if (m_room)
        m_window->leaveWorkspace();
    m_room.reset();
    m_demo.reset();
}

void Console::saveFile()
{
    deliver(m_room.get(), m_room->session().saveFile(), [this](const Result<void> &saved) {
        if (saved)
            m_window->workspace()->post(Tone::Ok, tr("Saved."));
        else
            fail(saved.error());
    });
}

void Console::exportCopy()
{
    const QString file = QFileDialog::getSaveFileName(m_window.get(), tr("Save a copy"),
                                                      QDir::homePath() + QLatin1Char('/')
                                                          + QString::fromStdString(m_room->session().name())
                                                          + QStringLiteral(".yaml"),
                                                      tr("YAML (*.yaml);;JSON (*.json)"));
    if (file.isEmpty())
        return;
    deliver(m_room.get(), m_room->session().exportTo(pathOf(file)), [this, file](const Result<void> &saved) {
        if (saved)
            m_window->workspace()->post(Tone::Ok, tr("Saved a copy as %1.").arg(file));
        else
            fail(saved.error());
    });
}

} // namespace gatehouse

#include "moc_console.cpp"
