#include "app/console/workspaceroom.h"

#include "app/console/secretnames.h"
#include "core/control/deliver.h"
#include "core/control/revisionbook.h"

#include <algorithm>

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

/// The gateways of the chosen environment; all of them where none is chosen.
std::vector<Gateway> gatewaysOf(const Model &model, const EnvironmentName &chosen)
{
    const auto environment = std::find_if(model.environments.begin(), model.environments.end(),
                                          [&chosen](const Environment &e) { return e.name == chosen; });
    if (chosen.isEmpty() || environment == model.environments.end())
        return model.gateways;
    std::vector<Gateway> gateways;
    for (const Gateway &gateway : model.gateways)
        if (std::find(environment->gateways.begin(), environment->gateways.end(), gateway.name)
            != environment->gateways.end())
            gateways.push_back(gateway);
    return gateways;
}

} // namespace

WorkspaceRoom::WorkspaceRoom(std::shared_ptr<OpenedWorkspace> opened, Actor who,
                             std::shared_ptr<const DriverFactory> drivers,
                             std::map<std::string, std::string> secrets, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_vault(vaultWith(std::move(secrets)))
    , m_session(std::move(opened), std::move(who), clock)
    , m_keychain(QString::fromStdString(m_session.file().string()))
    , m_hub(std::move(drivers), contextOf(m_vault, m_session.file(), clock), GatewayHub::Threading::Own)
    , m_monitor(m_hub, clock)
    , m_publisher(m_session, m_hub, clock)
{
    connect(&m_session, &WorkspaceSession::draftChanged, this, &WorkspaceRoom::follow);
    connect(&m_session, &WorkspaceSession::environmentChanged, this, &WorkspaceRoom::retarget);
    connect(&m_session.revisions(), &RevisionBook::changed, this, &WorkspaceRoom::retarget);
    retarget();
    fetchSecrets();
    m_monitor.start();
}

WorkspaceRoom::~WorkspaceRoom()
{
    m_monitor.stop();
}

void WorkspaceRoom::follow(const DraftChange &change)
{
    const auto touches = [](const std::vector<ObjectId> &objects) {
        return std::any_of(objects.begin(), objects.end(), [](const ObjectId &o) {
            return o.kind == "gateways" || o.kind == "environments";
        });
    };
    if (change.everything || touches(change.created) || touches(change.changed) || touches(change.deleted))
        retarget();
    fetchSecrets();
}

void WorkspaceRoom::retarget()
{
    const std::vector<Gateway> gateways = gatewaysOf(m_session.draft().model, m_session.environment());
    m_hub.setGateways(gateways);
    std::vector<std::string> hashes;
    for (const Revision &revision : m_session.revisions().all())
        hashes.push_back(revision.hash);
    std::vector<GatewayMonitor::Target> targets;
    for (const Gateway &gateway : gateways) {
        GatewayMonitor::Target target;
        target.gateway = gateway;
        if (const Revision *live = m_session.revisions().live(gateway.name)) {
            target.desired = live->number;
            target.desiredHash = live->hash;
        }
        target.earlierHashes = hashes;
        std::erase(target.earlierHashes, target.desiredHash);
        targets.push_back(std::move(target));
    }
    m_monitor.setTargets(targets);
}

void WorkspaceRoom::fetchSecrets()
{
    if (m_keychain.state() == SecretStorage::State::NoKeychain)
        return;
    for (const SecretName &name : secretNames(m_session.draft().model)) {
        if (m_vault->has(name) || !m_asked.insert(name).second)
            continue;
        deliver(this, m_keychain.get(name), [this, name](const Result<std::string> &secret) {
            if (secret && !m_vault->has(name))
                m_vault->put(name, *secret);
        });
    }
}

} // namespace gatehouse

#include "moc_workspaceroom.cpp"
