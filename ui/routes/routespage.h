#pragma once

#include "core/base/error.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace gatehouse {

class Badge;
class Card;
class ConfirmBar;
class DataTable;
class EmptyState;
class ExplainPanel;
class GatewayMonitor;
class RouteFilter;
class RouteForm;
class RouteRows;
class SearchField;
class Segmented;
class SourcePanel;
class WorkspaceSession;

/// The routes: a table to filter, the chosen one in an inspector as a form or as source, and what becomes of
/// a request.
class RoutesPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoutesPage)

public:
    /// Both outlive the page.
    RoutesPage(WorkspaceSession &session, GatewayMonitor &monitor, QWidget *parent = nullptr);

    bool canRun(const QString &ability) const override;
    void run(const QString &ability) override;
    void showObject(const QString &kind, const QString &name, const QString &pointer) override;
    void find() override;

private:
    void buildHeader();
    QWidget *makeTable();
    QWidget *makeInspector();
    void refresh();
    void select(const QString &name);
    void selectRow(int row);
    void addRoute();
    void duplicateRoute();
    void askDelete();
    void deleteRoute();
    void toggleRoute();
    void moveRoute(int by);
    void tell(const Error &error);

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    RouteRows *m_rows;
    RouteFilter *m_filter;
    Card *m_card;
    SearchField *m_search;
    DataTable *m_table;
    EmptyState *m_empty;
    ExplainPanel *m_explain;
    Card *m_inspector;
    Badge *m_mark;
    Segmented *m_view;
    QStackedWidget *m_stack;
    RouteForm *m_form;
    SourcePanel *m_source;
    ConfirmBar *m_confirm;
    QPushButton *m_delete;
    QString m_selected;
};

} // namespace gatehouse
