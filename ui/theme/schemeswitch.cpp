#include "ui/theme/schemeswitch.h"

#include "ui/theme/lookstyle.h"
#include "ui/theme/portalscheme.h"

#include <QApplication>
#include <QEvent>
#include <QStyleFactory>

#include <memory>

namespace gatehouse {

Scheme systemScheme()
{
    // Qt 6.4 has no question for this; Fusion's own palette is dark where the platform says so.
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
    constexpr int half = 128;
    return fusion->standardPalette().window().color().lightness() < half ? Scheme::Dark : Scheme::Light;
}

SchemeSwitch::SchemeSwitch(LookStyle *style, SchemeChoice choice, QObject *parent)
    : QObject(parent)
    , m_style(style)
    , m_choice(choice)
{
    qApp->installEventFilter(this);
    apply();
}

void SchemeSwitch::setPortal(const PortalScheme *portal)
{
    m_portal = portal;
    connect(portal, &PortalScheme::changed, this, &SchemeSwitch::apply);
    apply();
}

void SchemeSwitch::setChoice(SchemeChoice choice)
{
    m_choice = choice;
    apply();
}

bool SchemeSwitch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && m_choice == SchemeChoice::System) {
        apply();
    }
    return QObject::eventFilter(watched, event);
}

Scheme SchemeSwitch::wanted() const
{
    switch (m_choice) {
    case SchemeChoice::Light:
        return Scheme::Light;
    case SchemeChoice::Dark:
        return Scheme::Dark;
    case SchemeChoice::System:
        break;
    }
    return m_portal && m_portal->scheme() ? *m_portal->scheme() : systemScheme();
}

void SchemeSwitch::apply()
{
    const Scheme scheme = wanted();
    if (scheme != m_style->theme().scheme()) {
        m_style->setScheme(scheme);
        Q_EMIT schemeChanged(scheme);
    }
}

} // namespace gatehouse

#include "moc_schemeswitch.cpp"
