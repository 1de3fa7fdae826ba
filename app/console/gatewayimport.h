#pragma once

#include "core/control/driver.h"
#include "core/control/driverfactory.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>

namespace gatehouse {

/// Reads the document that a running gateway keeps, for a new workspace. Nothing is written to the gateway.
class GatewayImport final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayImport)

public:
    /// Both outlive the import.
    GatewayImport(const DriverFactory &drivers, const Clock &clock, QObject *parent);
    ~GatewayImport() override;

    /// Once; read() or failed() follows. The built-in gateway is the one make that keeps our document whole.
    void start(const QString &address, const QString &token);

Q_SIGNALS:
    void read(const gatehouse::Tree &tree);
    void failed(const gatehouse::Error &error);

private:
    const DriverFactory &m_drivers;
    const Clock &m_clock;
    std::unique_ptr<GatewayDriver> m_driver;
};

} // namespace gatehouse
