#pragma once

#include "ui/shell/pageentry.h"

#include <QtWidgets/QMainWindow>

class QMenu;
class QStackedWidget;

namespace gatehouse {

class ActionTable;
class CommandPalette;
class GatewayMonitor;
class PopupList;
class Publisher;
class StatusLine;
class TopBar;
class WindowMemory;
class WorkspaceSession;
class WorkspaceView;

/// The window: top bar, what is open, status line. Shows either the welcome page or one workspace.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// `memory` outlives the window. The window becomes the owner of `welcome`.
    MainWindow(QWidget *welcome, WindowMemory &memory, QWidget *parent = nullptr);
    ~MainWindow() override;

    ActionTable &actions() const { return *m_actions; }
    /// Null while the welcome page is shown.
    WorkspaceView *workspace() const { return m_view; }

    /// All outlive the workspace's time in the window, which leaveWorkspace() ends.
    void showWorkspace(WorkspaceSession &session, GatewayMonitor &monitor, Publisher &publisher,
                       PageEntries pages);
    void leaveWorkspace();
    void openPalette();

Q_SIGNALS:
    /// The user closes the window; it is still there.
    void closing();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildWorkspaceMenu();
    void chooseEnvironment();
    void connectWorkspace();
    void refreshWorkspace();
    void refreshDraft();
    void refreshRevision();
    void refreshPublishing();

    WindowMemory &m_memory;
    ActionTable *m_actions;
    TopBar *m_top;
    QStackedWidget *m_stack;
    StatusLine *m_status;
    CommandPalette *m_palette;
    PopupList *m_environments;
    QMenu *m_menu;
    WorkspaceView *m_view = nullptr;
    WorkspaceSession *m_session = nullptr;
    GatewayMonitor *m_monitor = nullptr;
    Publisher *m_publisher = nullptr;
    QObject *m_connections = nullptr; ///< context of what ends with the workspace
};

} // namespace gatehouse
