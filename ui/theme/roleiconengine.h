#pragma once

#include "ui/theme/icon.h"

#include <QIconEngine>

namespace gatehouse {

/// Renders an icon at any size in the colour that its role has at that moment.
class RoleIconEngine final : public QIconEngine
{
public:
    RoleIconEngine(Icon icon, Role role);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override;

private:
    Icon m_icon;
    Role m_role;
};

} // namespace gatehouse
