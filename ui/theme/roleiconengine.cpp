#include "ui/theme/roleiconengine.h"

#include "ui/theme/lookstyle.h"

#include <QApplication>
#include <QPainter>

namespace gatehouse {

namespace {

Role roleIn(QIcon::Mode mode, QIcon::State state, Role resting)
{
    if (mode == QIcon::Disabled) {
        return Role::Faint;
    }
    return mode == QIcon::Selected || state == QIcon::On ? Role::Accent : resting;
}

} // namespace

RoleIconEngine::RoleIconEngine(Icon icon, Role role)
    : m_icon(icon)
    , m_role(role)
{
}

void RoleIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    // An icon knows no widget: it takes the application's style.
    const auto *style = qobject_cast<const LookStyle *>(QApplication::style());
    const Theme theme = style ? style->theme() : Theme();
    paintIcon(painter, m_icon, rect, theme[roleIn(mode, state, m_role)]);
}

QPixmap RoleIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

// Qt asks in device pixels already and sets the ratio on what it gets.
QPixmap RoleIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QIconEngine *RoleIconEngine::clone() const
{
    return new RoleIconEngine(*this);
}

QString RoleIconEngine::key() const
{
    return QStringLiteral("gatehouse.role");
}

} // namespace gatehouse
