#include "app/console/workspaceroom.h"

#include "core/control/deliver.h"
#include "core/control/revisionbook.h"
#include "core/control/secretrefs.h"

namespace gatehouse {

namespace {

DriverContext contextOf(const std::shared_ptr<SecretVault> &vault, const std::filesystem::path &file,
                        const Clock &clock)
{
    DriverContext context;
    context.secrets = [vault](const SecretName &name) {
        return vault->get(name);
    };
    context.baseFolder = file.parent_path();
    context.clock = &clock;
    return context;
}

std::shared_ptr<SecretVault> vaultWith(std::map<std::string, std::string> secrets)
{
    auto vault = std::make_shared<SecretVault>();
    for (auto &[name, secret] : secrets)
        vault->put(SecretName(name), std::move(secret));
    return vault;
}

} // namespace

WorkspaceRoom::WorkspaceRoom(std::shared_ptr<OpenedWorkspace> opened, Actor who,
                             std::shared_ptr<const DriverFactory> drivers,
                             std::map<std::string, std::string> secrets, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_vault(vaultWith(std::move(secrets)))
    , m_session(std::move(opened), std::move(who), clock)
    , m_keychain(QString::fromStdString(m_session.file().string()))
    , m_keeper(m_keychain, *m_vault)
    , m_hub(std::move(drivers), contextOf(m_vault, m_session.file(), clock), GatewayHub::Threading::Own)
    , m_monitor(m_hub, clock)
    , m_publisher(m_session, m_hub, *m_vault, clock)
{
    connect(&m_session, &WorkspaceSession::draftChanged, this, &WorkspaceRoom::fetchSecrets);
    fetchSecrets();
    m_monitor.follow(m_session);
    m_monitor.start();
}

WorkspaceRoom::~WorkspaceRoom()
{
    m_monitor.stop();
}

void WorkspaceRoom::fetchSecrets()
{
    const Model &model = m_session.draft().model;
    std::vector<SecretName> wanted;
    const auto want = [this, &wanted](const SecretName &name) {
        if (!name.isEmpty() && !m_vault->has(name) && m_asked.insert(name).second)
            wanted.push_back(name);
    };
    for (const SecretName &name : secretsOf(model))
        want(name);
    for (const Gateway &gateway : model.gateways)
        want(gateway.secret);
    if (wanted.empty())
        return;
    deliver(this, m_keeper.prepare(wanted), [this](const std::vector<SecretName> &missing) {
        if (!missing.empty())
            Q_EMIT secretsMissing(missing);
    });
}

} // namespace gatehouse

#include "moc_workspaceroom.cpp"
