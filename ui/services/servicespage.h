#pragma once

#include "core/base/error.h"
#include "core/base/name.h"
#include "core/model/values.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace gatehouse {

class Badge;
class Card;
class ConfirmBar;
class DataTable;
class EmptyState;
class EndpointPanel;
class EndpointRows;
class GatewayHub;
class GatewayMonitor;
class SearchField;
class Segmented;
class ServiceForm;
class ServiceList;
class SourcePanel;
class WorkspaceSession;

/// The services with their endpoints: what the document says, and how each is doing.
class ServicesPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServicesPage)

public:
    /// All outlive the page.
    ServicesPage(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                 QWidget *parent = nullptr);

    bool canRun(const QString &ability) const override;
    void run(const QString &ability) override;
    void showObject(const QString &kind, const QString &name, const QString &pointer) override;
    void find() override;

private:
    void buildHeader();
    QWidget *makeList();
    QWidget *makeEndpoints();
    QWidget *makeInspector();
    void refresh();
    void select(const QString &name);
    const Service *current() const;
    void addService();
    void addEndpointTo();
    void askDelete();
    void deleteService();
    void selectEndpoint(int row);
    void tell(const Error &error);

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    GatewayHub &m_hub;
    ServiceList *m_list;
    SearchField *m_search;
    DataTable *m_listTable;
    Card *m_listCard;
    EmptyState *m_empty;
    EndpointRows *m_endpoints;
    DataTable *m_endpointTable;
    Card *m_endpointCard;
    EndpointPanel *m_endpointPanel;
    Card *m_inspector;
    Segmented *m_view;
    QStackedWidget *m_stack;
    ServiceForm *m_form;
    SourcePanel *m_source;
    ConfirmBar *m_confirm;
    QPushButton *m_delete;
    QPushButton *m_add;
    QString m_selected;
};

} // namespace gatehouse
