#pragma once

#include "ui/theme/theme.h"

#include <QObject>

namespace gatehouse {

class LookStyle;
class PortalScheme;

/// What the user asked for in Settings.
enum class SchemeChoice { System, Light, Dark };

/// The scheme that the desktop asks for, as far as Qt's platform plugin tells; light where it does not. What
/// a Linux desktop tells by its portal comes later: see PortalScheme.
Scheme systemScheme();

/// Keeps the style in the chosen scheme, and follows the desktop while the choice is System. `style` must be
/// the application's style and outlive this object.
class SchemeSwitch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SchemeSwitch)

public:
    explicit SchemeSwitch(LookStyle *style, SchemeChoice choice = SchemeChoice::System,
                          QObject *parent = nullptr);

    /// Whom to ask before Qt while the choice is System. It must outlive this object.
    void setPortal(const PortalScheme *portal);

    SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);

Q_SIGNALS:
    /// The window's scheme is another one now.
    void schemeChanged(gatehouse::Scheme scheme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Scheme wanted() const;
    void apply();

    LookStyle *m_style;
    const PortalScheme *m_portal = nullptr;
    SchemeChoice m_choice;
};

} // namespace gatehouse
