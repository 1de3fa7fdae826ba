#include "ui/theme/schemeswitch.h"

#include "ui/theme/lookstyle.h"

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

void SchemeSwitch::apply()
{
    const bool system = m_choice == SchemeChoice::System;
    const Scheme wanted = system         ? systemScheme()
        : m_choice == SchemeChoice::Dark ? Scheme::Dark
                                         : Scheme::Light;
    if (wanted != m_style->theme().scheme()) {
        m_style->setScheme(wanted);
        Q_EMIT schemeChanged(wanted);
    }
}

} // namespace gatehouse

#include "moc_schemeswitch.cpp"
