#include "app/console/machine.h"

#include "app/console/demofleet.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStandardPaths>
#include <QtCore/QtGlobal>

namespace gatehouse {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Machine", source);
}

FoundHere program(const QString &what, const QString &path)
{
    return {what, path.isEmpty() ? text("not installed") : path, !path.isEmpty()};
}

} // namespace

Actor whoAmI()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty())
            return {name.toStdString()};
    }
    return {text("somebody").toStdString()};
}

std::vector<FoundHere> lookAround()
{
    std::vector<FoundHere> found;
    found.push_back(program(QStringLiteral("HAProxy"), DemoFleet::haproxyProgram()));
    const bool bus = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS");
    found.push_back({text("Session bus"),
                     bus ? text("tokens can be kept in the system keychain")
                         : text("none: tokens are asked for each time"),
                     bus});
    return found;
}

} // namespace gatehouse
