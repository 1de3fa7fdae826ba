#pragma once

#include "core/control/outsidechange.h"
#include "ui/shell/pageentry.h"
#include "ui/theme/role.h"

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

class QStackedWidget;

namespace gatehouse {

class ActionTable;
class Banner;
class GatewayMonitor;
class HistoryPanel;
class NavRail;
class Notices;
class Page;
class ProblemsPanel;
class WorkspaceSession;

/// One open workspace in the window: navigation, pages, history, problems, and what the program has to tell.
/// Makes a page when it is first visited, and leads from one page to objects and abilities of another.
class WorkspaceView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceView)

public:
    /// All outlive the view.
    WorkspaceView(WorkspaceSession &session, GatewayMonitor &monitor, ActionTable &actions, PageEntries pages,
                  QWidget *parent = nullptr);

    void showPage(const QString &id);
    QString currentPage() const;
    /// Null where it was not visited yet.
    Page *page(const QString &id) const;
    const PageEntries &entries() const { return m_entries; }
    /// Opens the page that shows this kind, and the object there.
    void showObject(const QString &kind, const QString &name, const QString &pointer = {});
    void showProblems(bool shown);
    void showHistory(bool shown);
    void post(Tone tone, const QString &sentence, const QString &details = {});

Q_SIGNALS:
    void pageShown(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int indexOf(const QString &id) const;
    Page *make(const PageEntry &entry);
    void bindAbilities();
    void bindEdits();
    void use(const QString &pageId, const QString &ability);
    void refreshAbilities();
    void refreshAttention();
    void refreshFindings();
    void showOutsideChange();
    void resolveOutside(OutsideChoice choice);
    void undo();
    void redo();

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    ActionTable &m_actions;
    PageEntries m_entries;
    QHash<QString, Page *> m_pages;
    NavRail *m_rail;
    QStackedWidget *m_stack;
    Notices *m_notices;
    ProblemsPanel *m_problems;
    HistoryPanel *m_history;
    Banner *m_outside;
};

} // namespace gatehouse
