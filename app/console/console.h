#pragma once

#include "core/base/clock.h"
#include "core/control/driverfactory.h"
#include "core/control/workspacesession.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>

namespace gatehouse {

class DemoFleet;
class MainWindow;
class SchemeSwitch;
class WelcomePage;
class WindowMemory;
class WorkspaceRoom;

/// The console as a whole: opens and closes workspaces in its one window.
class Console final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Console)

public:
    struct Places
    {
        QString settingsFolder; ///< for window.ini
        QString dataFolder; ///< for the histories of documents that are opened in place
        QString programFolder; ///< of gatehouse-gateway and gatehouse-demo
    };

    /// The clock outlives the console.
    Console(Places places, SchemeSwitch &scheme, std::shared_ptr<const DriverFactory> drivers,
            const Clock &clock, QObject *parent = nullptr);
    ~Console() override;

    MainWindow &window() { return *m_window; }
    WindowMemory &memory() { return *m_memory; }
    /// Null while none is open.
    WorkspaceRoom *room() const { return m_room.get(); }
    DemoFleet *demo() const { return m_demo.get(); }

    void openFile(const QString &file);
    void openDemo();
    void showPageFirst(const QString &id) { m_firstPage = id; }

Q_SIGNALS:
    void workspaceOpened();
    void openingFailed(const gatehouse::Error &error);

private:
    void bindActions();
    void prepareWelcome();
    void askForFile();
    void askForNew();
    void openFromGateway(const QString &make, const QString &address, const QString &token);
    void createFrom(const Tree &tree, const QString &origin, const QString &file);
    void take(const QFuture<Result<std::shared_ptr<OpenedWorkspace>>> &opening, bool remember);
    void enter(std::shared_ptr<OpenedWorkspace> opened, bool remember);
    void closeWorkspace();
    void fail(const Error &error);
    void saveFile();
    void exportCopy();

    Places m_places;
    SchemeSwitch &m_scheme;
    std::shared_ptr<const DriverFactory> m_drivers;
    const Clock &m_clock;
    std::unique_ptr<WindowMemory> m_memory;
    WelcomePage *m_welcome; ///< the window owns it
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<DemoFleet> m_demo;
    std::unique_ptr<WorkspaceRoom> m_room;
    QString m_firstPage;
};

} // namespace gatehouse
