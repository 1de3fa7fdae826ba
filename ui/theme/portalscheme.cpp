#include "ui/theme/portalscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace gatehouse {

namespace {

const QString &service()
{
    static const QString name = QStringLiteral("org.freedesktop.portal.Desktop");
    return name;
}

const QString &path()
{
    static const QString name = QStringLiteral("/org/freedesktop/portal/desktop");
    return name;
}

const QString &interface()
{
    static const QString name = QStringLiteral("org.freedesktop.portal.Settings");
    return name;
}

const QString &space()
{
    static const QString name = QStringLiteral("org.freedesktop.appearance");
    return name;
}

const QString &key()
{
    static const QString name = QStringLiteral("color-scheme");
    return name;
}

/// The portal wraps its answer in one variant more than it has to.
unsigned numberOf(QVariant value)
{
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value.toUInt();
}

} // namespace

PortalScheme::PortalScheme(QDBusConnection bus, QObject *parent)
    : QObject(parent)
{
    if (!bus.isConnected()) {
        return;
    }
    QDBusMessage question =
        QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
    question.setArguments({space(), key()});
    auto *asked = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    // Asked for one of its types, Qt D-Bus registers them all; before that it refuses the slot below.
    QDBusMetaType::typeToSignature(QMetaType::fromType<QDBusVariant>());
    // It finds slots by name alone; the digit says that it is one.
    bus.connect(service(), path(), interface(), QStringLiteral("SettingChanged"), this,
                "1settingChanged(QString,QString,QDBusVariant)");
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        const QDBusPendingReply<QDBusVariant> reply = *asked;
        if (!reply.isError()) {
            take(numberOf(reply.value().variant()));
        }
        asked->deleteLater();
    });
}

void PortalScheme::settingChanged(const QString &changedSpace, const QString &changedKey,
                                  const QDBusVariant &value)
{
    if (changedSpace == space() && changedKey == key()) {
        take(numberOf(value.variant()));
    }
}

void PortalScheme::take(unsigned value)
{
    constexpr unsigned dark = 1;
    constexpr unsigned light = 2;
    const auto told = value == dark ? std::optional(Scheme::Dark)
        : value == light            ? std::optional(Scheme::Light)
                                    : std::nullopt;
    if (told != m_scheme) {
        m_scheme = told;
        Q_EMIT changed();
    }
}

} // namespace gatehouse

#include "moc_portalscheme.cpp"
