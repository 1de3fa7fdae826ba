#pragma once

#include "core/model/values.h"
#include "ui/terms/objectform.h"
#include "ui/theme/role.h"

#include <QtWidgets/QWidget>

#include <optional>

class QPushButton;

namespace gatehouse {

class ConfirmBar;
class GatewayHub;
class GatewayMonitor;
class Paragraph;

/// Edits one endpoint of a service in the draft, and drains it or brings it back at once on the gateways that
/// can do so without a push.
class EndpointPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointPanel)

public:
    EndpointPanel(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                  QWidget *parent = nullptr);

    /// −1: none.
    void setEndpoint(const ServiceName &service, int index);
    const Endpoint *current() const;
    /// At once, on every gateway that can. No state: back to the document's.
    void override(std::optional<EndpointState> state);
    void askRemove();
    void showField(const QString &pointer);

Q_SIGNALS:
    void told(gatehouse::Tone tone, const QString &sentence);

private:
    void build();
    void refresh();
    void remove();
    void showReach();

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    GatewayHub &m_hub;
    ObjectForm *m_form;
    ServiceName m_service;
    int m_index = -1;
    ConfirmBar *m_confirm;
    QPushButton *m_drain;
    QPushButton *m_back;
    QPushButton *m_remove;
    Paragraph *m_reach;
    QWidget *m_address = nullptr;
    QWidget *m_fields;
    QWidget *m_none;
    bool m_bound = false;
};

} // namespace gatehouse
