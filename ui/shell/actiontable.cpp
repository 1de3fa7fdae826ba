#include "ui/shell/actiontable.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QKeySequence>
#include <QtWidgets/QWidget>

#include <utility>

namespace gatehouse {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

} // namespace

QString groupTitle(AbilityGroup group)
{
    switch (group) {
    case AbilityGroup::Workspace:
        return ActionTable::tr("Workspace");
    case AbilityGroup::Edit:
        return ActionTable::tr("Edit");
    case AbilityGroup::View:
        return ActionTable::tr("View");
    case AbilityGroup::Routes:
        return ActionTable::tr("Routes");
    case AbilityGroup::Services:
        return ActionTable::tr("Services");
    case AbilityGroup::Resilience:
        return ActionTable::tr("Resilience");
    case AbilityGroup::Publish:
        return ActionTable::tr("Publish");
    case AbilityGroup::Gateways:
        return ActionTable::tr("Gateways");
    case AbilityGroup::Prove:
        return ActionTable::tr("Prove");
    }
    return {};
}

QString abilityTitle(const Ability &ability)
{
    return QCoreApplication::translate("Ability", std::string(ability.title).c_str());
}

ActionTable::ActionTable(QWidget *window)
    : QObject(window)
{
    for (const Ability &ability : abilities()) {
        if (!ability.inWindow)
            continue;
        auto *action = new QAction(abilityTitle(ability), this);
        action->setObjectName(text(ability.id));
        action->setEnabled(false);
        if (!ability.shortcut.empty())
            action->setShortcut(QKeySequence::fromString(text(ability.shortcut), QKeySequence::PortableText));
        action->setShortcutContext(Qt::WindowShortcut);
        window->addAction(action);
        m_actions.push_back(action);
        Entry entry;
        entry.action = action;
        m_entries.insert(action->objectName(), entry);
    }
}

QAction *ActionTable::action(const QString &id) const
{
    const auto found = m_entries.constFind(id);
    return found == m_entries.cend() ? nullptr : found->action;
}

void ActionTable::bind(const QString &id, QObject *context, std::function<void()> run)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    Entry &entry = *found;
    disconnect(entry.call);
    disconnect(entry.end);
    entry.call = connect(entry.action, &QAction::triggered, context, [call = std::move(run)] { call(); });
    entry.end = connect(context, &QObject::destroyed, this, [this, id] {
        Entry &orphan = m_entries[id];
        orphan.bound = false;
        refresh(orphan);
    });
    entry.bound = true;
    entry.allowed = true;
    refresh(entry);
}

void ActionTable::setEnabled(const QString &id, bool enabled)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    found->allowed = enabled;
    refresh(*found);
}

bool ActionTable::isBound(const QString &id) const
{
    const auto found = m_entries.constFind(id);
    return found != m_entries.cend() && found->bound;
}

void ActionTable::refresh(Entry &entry)
{
    const bool enabled = entry.bound && entry.allowed;
    if (entry.action->isEnabled() == enabled)
        return;
    entry.action->setEnabled(enabled);
    Q_EMIT enabledChanged();
}

} // namespace gatehouse

#include "moc_actiontable.cpp"
