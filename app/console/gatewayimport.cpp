#include "app/console/gatewayimport.h"

#include "core/control/deliver.h"

#include <QtCore/QTimer>

namespace gatehouse {

namespace {

constexpr auto SecretOfImport = "import";

/// The document with the gateway that it was read from, so that the new workspace can watch it.
Tree withGateway(Tree tree, const Gateway &gateway)
{
    if (!tree.contains("gateways"))
        tree["gateways"] = Tree::array();
    for (const Tree &known : tree["gateways"])
        if (known.value("address", "") == gateway.address)
            return tree;
    tree["gateways"].push_back({{"name", gateway.name.str()},
                                {"make", "builtin"},
                                {"address", gateway.address},
                                {"secret", gateway.name.str() + "-admin"}});
    return tree;
}

} // namespace

GatewayImport::GatewayImport(const DriverFactory &drivers, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_drivers(drivers)
    , m_clock(clock)
{
}

GatewayImport::~GatewayImport() = default;

void GatewayImport::start(const QString &address, const QString &token)
{
    Gateway gateway;
    gateway.name = GatewayName("gateway");
    gateway.make = GatewayMake::Builtin;
    gateway.address = address.toStdString();
    gateway.secret = SecretName(SecretOfImport);
    DriverContext context;
    context.clock = &m_clock;
    context.secrets = [token](const SecretName &) -> Result<std::string> {
        return token.toStdString();
    };
    auto driver = m_drivers.create(gateway, context);
    if (!driver) {
        // Told later, as all other outcomes.
        QTimer::singleShot(0, this, [this, error = driver.error()] { Q_EMIT failed(error); });
        return;
    }
    m_driver = *std::move(driver);
    deliver(this, m_driver->readLive(CallOptions()), [this, gateway](const Result<LiveConfig> &live) {
        if (!live) {
            Q_EMIT failed(live.error());
            return;
        }
        if (!live->document) {
            Q_EMIT failed(
                Error{ErrorKind::NotFound, "This gateway has no configuration yet.", gateway.address});
            return;
        }
        Q_EMIT read(withGateway(live->document->tree, gateway));
    });
}

} // namespace gatehouse

#include "moc_gatewayimport.cpp"
