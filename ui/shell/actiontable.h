#pragma once

#include "core/control/abilities.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtGui/QAction>

#include <functional>
#include <vector>

class QWidget;

namespace gatehouse {

/// The window's actions, one for each ability that has one: menus, palette and shortcuts are fed from here.
/// An action is disabled until somebody binds it, and again when that somebody is gone.
class ActionTable final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionTable)

public:
    /// The shortcuts work while `window` is active.
    explicit ActionTable(QWidget *window);

    /// Null where the table of abilities has no action of this id.
    QAction *action(const QString &id) const;
    /// In the order of the table.
    const std::vector<QAction *> &actions() const { return m_actions; }

    /// From now on the action calls `run`, until `context` is destroyed. The newest binding wins.
    void bind(const QString &id, QObject *context, std::function<void()> run);
    /// Whether a bound action can be used now.
    void setEnabled(const QString &id, bool enabled);
    bool isBound(const QString &id) const;

Q_SIGNALS:
    void enabledChanged();

private:
    struct Entry
    {
        QAction *action = nullptr;
        QMetaObject::Connection call;
        QMetaObject::Connection end;
        bool bound = false;
        bool allowed = true;
    };
    void refresh(Entry &entry);

    std::vector<QAction *> m_actions;
    QHash<QString, Entry> m_entries;
};

/// The words of a group, for menus and palette.
QString groupTitle(AbilityGroup group);
/// The title of an ability in the user's language.
QString abilityTitle(const Ability &ability);

} // namespace gatehouse
