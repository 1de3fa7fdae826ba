#pragma once

#include "app/console/keychain.h"
#include "core/control/driverfactory.h"
#include "core/control/gatewayhub.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/publisher.h"
#include "core/control/secretkeeper.h"
#include "core/control/secrets.h"
#include "core/control/workspacesession.h"

#include <QtCore/QObject>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace gatehouse {

/// Everything that lives as long as one open workspace, joined: the session, the gateways' drivers and their
/// watch, the publisher, and its secrets.
class WorkspaceRoom final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceRoom)

public:
    /// `secrets` are known from the start (the demo's) and never leave this process. The clock outlives the
    /// room.
    WorkspaceRoom(std::shared_ptr<OpenedWorkspace> opened, Actor who,
                  std::shared_ptr<const DriverFactory> drivers, std::map<std::string, std::string> secrets,
                  const Clock &clock, QObject *parent = nullptr);
    ~WorkspaceRoom() override;

    WorkspaceSession &session() { return m_session; }
    GatewayHub &hub() { return m_hub; }
    GatewayMonitor &monitor() { return m_monitor; }
    Publisher &publisher() { return m_publisher; }
    SecretKeeper &secrets() { return m_keeper; }

Q_SIGNALS:
    /// Neither known nor in the keychain: the user is to be asked.
    void secretsMissing(const std::vector<gatehouse::SecretName> &names);

private:
    void fetchSecrets();

    std::shared_ptr<SecretVault> m_vault;
    std::set<SecretName> m_asked; ///< what the keychain was asked for already
    WorkspaceSession m_session;
    Keychain m_keychain;
    SecretKeeper m_keeper;
    GatewayHub m_hub;
    GatewayMonitor m_monitor;
    Publisher m_publisher;
};

} // namespace gatehouse
