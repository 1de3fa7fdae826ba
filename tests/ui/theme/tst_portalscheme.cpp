#include "ui/theme/portalscheme.h"

#include "../widgets/look.h"

#include "ui/theme/schemeswitch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr const char *portalName = "org.freedesktop.portal.Desktop";
constexpr const char *portalPath = "/org/freedesktop/portal/desktop";

} // namespace

/// Answers as the settings portal of a desktop does.
class FakePortal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit FakePortal(unsigned scheme)
        : m_scheme(scheme)
    {
    }

    void setScheme(unsigned scheme)
    {
        m_scheme = scheme;
        Q_EMIT SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                              QDBusVariant(m_scheme));
    }
    void setAccent()
    {
        Q_EMIT SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("accent-color"),
                              QDBusVariant(2U));
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key) const
    {
        const bool known =
            space == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? m_scheme : 0U)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    unsigned m_scheme;
};

class PortalSchemeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void asksAndFollows_data();
    void asksAndFollows();
    void otherSettingsChangeNothing();
    void withoutAPortalNothingComes();
    void theWindowFollowsTheDesktop();

private:
    QDBusConnection connection(const char *name) const
    {
        return QDBusConnection::connectToBus(m_address, QString::fromLatin1(name));
    }

    QProcess m_daemon;
    QString m_address;
    LookStyle *m_style = nullptr;
};

void PortalSchemeTest::initTestCase()
{
    m_style = applyLook();
    m_daemon.start(
        QStringLiteral("dbus-daemon"),
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QTRY_VERIFY(m_daemon.canReadLine());
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    QVERIFY(connection("desktop").isConnected());
}

void PortalSchemeTest::cleanupTestCase()
{
    for (const char *name : {"desktop", "console"}) {
        QDBusConnection::disconnectFromBus(QString::fromLatin1(name));
    }
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void PortalSchemeTest::asksAndFollows_data()
{
    QTest::addColumn<unsigned>("first");
    QTest::addColumn<unsigned>("second");
    QTest::newRow("dark, then light") << 1U << 2U;
    QTest::newRow("light, then dark") << 2U << 1U;
    QTest::newRow("dark, then no preference") << 1U << 0U;
}

void PortalSchemeTest::asksAndFollows()
{
    QFETCH(unsigned, first);
    QFETCH(unsigned, second);
    const auto meaning = [](unsigned number) {
        return number == 1 ? std::optional(Scheme::Dark)
            : number == 2  ? std::optional(Scheme::Light)
                           : std::nullopt;
    };
    QDBusConnection desktop = connection("desktop");
    FakePortal portal(first);
    QVERIFY(desktop.registerService(QString::fromLatin1(portalName)));
    QVERIFY(desktop.registerObject(QString::fromLatin1(portalPath), &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    const PortalScheme scheme(connection("console"));
    QTRY_COMPARE(scheme.scheme(), meaning(first));
    portal.setScheme(second);
    QTRY_COMPARE(scheme.scheme(), meaning(second));
    desktop.unregisterObject(QString::fromLatin1(portalPath));
    desktop.unregisterService(QString::fromLatin1(portalName));
}

void PortalSchemeTest::otherSettingsChangeNothing()
{
    QDBusConnection desktop = connection("desktop");
    FakePortal portal(1);
    QVERIFY(desktop.registerService(QString::fromLatin1(portalName)));
    QVERIFY(desktop.registerObject(QString::fromLatin1(portalPath), &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    const PortalScheme scheme(connection("console"));
    QSignalSpy changed(&scheme, &PortalScheme::changed);
    QTRY_COMPARE(changed.size(), 1);
    portal.setAccent();
    portal.setScheme(2);
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(scheme.scheme(), std::optional(Scheme::Light));
    desktop.unregisterObject(QString::fromLatin1(portalPath));
    desktop.unregisterService(QString::fromLatin1(portalName));
}

void PortalSchemeTest::withoutAPortalNothingComes()
{
    const PortalScheme unconnected(QDBusConnection(QStringLiteral("no such connection")));
    QVERIFY(!unconnected.scheme());
    const PortalScheme unanswered(connection("console"));
    QVERIFY(!unanswered.scheme());
}

void PortalSchemeTest::theWindowFollowsTheDesktop()
{
    QDBusConnection desktop = connection("desktop");
    FakePortal portal(1);
    QVERIFY(desktop.registerService(QString::fromLatin1(portalName)));
    QVERIFY(desktop.registerObject(QString::fromLatin1(portalPath), &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    const PortalScheme scheme(connection("console"));
    SchemeSwitch choice(m_style, SchemeChoice::System);
    choice.setPortal(&scheme);
    QTRY_COMPARE(m_style->theme().scheme(), Scheme::Dark);
    choice.setChoice(SchemeChoice::Light);
    QCOMPARE(m_style->theme().scheme(), Scheme::Light);
    choice.setChoice(SchemeChoice::System);
    QCOMPARE(m_style->theme().scheme(), Scheme::Dark);
    portal.setScheme(2);
    QTRY_COMPARE(m_style->theme().scheme(), Scheme::Light);
    desktop.unregisterObject(QString::fromLatin1(portalPath));
    desktop.unregisterService(QString::fromLatin1(portalName));
}

QTEST_MAIN(PortalSchemeTest)

#include "tst_portalscheme.moc"
