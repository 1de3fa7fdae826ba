#pragma once

#include "ui/theme/theme.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace gatehouse {

/// The scheme that a Linux desktop asks for through the settings portal. Qt 6.4 itself asks only some
/// desktops. Asks without waiting: the answer, and each later change, comes as a signal. Where there is no
/// session bus or no portal, nothing ever comes.
class PortalScheme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PortalScheme)

public:
    explicit PortalScheme(QDBusConnection bus, QObject *parent = nullptr);

    /// What was told last; nothing where the desktop has no preference.
    std::optional<Scheme> scheme() const { return m_scheme; }

Q_SIGNALS:
    /// The desktop told another scheme than before, or that it has no preference any more.
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &changedSpace, const QString &changedKey, const QDBusVariant &value);

private:
    /// `value` is the portal's number: 1 dark, 2 light, 0 no preference.
    void take(unsigned value);

    std::optional<Scheme> m_scheme;
};

} // namespace gatehouse
