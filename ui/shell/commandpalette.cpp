#include "ui/shell/commandpalette.h"

#include "ui/shell/actiontable.h"
#include "ui/widgets/popuplist.h"
#include "ui/widgets/popupmodel.h"

#include <QtWidgets/QWidget>

namespace gatehouse {

namespace {

constexpr QLatin1String PagePrefix("page:");
constexpr QLatin1String ObjectPrefix("object:");
constexpr QLatin1String ActionPrefix("action:");

template <class Object>
void addObjects(std::vector<PopupItem> &items, const std::vector<Object> &objects, const char *kind,
                const QString &group, Icon icon)
{
    for (const Object &object : objects) {
        PopupItem item;
        item.title = QString::fromStdString(object.name.str());
        item.id = ObjectPrefix + QLatin1String(kind) + QLatin1Char('/') + item.title;
        item.group = group;
        item.icon = icon;
        items.push_back(item);
    }
}

} // namespace

CommandPalette::CommandPalette(ActionTable &actions, QWidget *window)
    : QObject(window)
    , m_actions(actions)
    , m_window(window)
    , m_list(new PopupList(tr("Search or run a command"), window))
{
    m_list->setNothingFound(tr("No page, object or command fits. Try fewer letters."));
    connect(m_list, &PopupList::chosen, this, &CommandPalette::choose);
}

void CommandPalette::open(const PageEntries &pages, const Model *model)
{
    std::vector<PopupItem> items;
    for (const PageEntry &page : pages) {
        PopupItem item;
        item.id = PagePrefix + page.id;
        item.group = tr("Pages");
        item.title = page.title;
        item.icon = page.icon;
        if (const QAction *action = m_actions.action(QStringLiteral("view.") + page.id))
            item.keys = action->shortcut().toString(QKeySequence::NativeText);
        items.push_back(item);
    }
    for (const QAction *action : m_actions.actions()) {
        if (!action->isEnabled() || action->objectName() == QLatin1String("view.palette"))
            continue;
        const Ability *known = ability(action->objectName().toStdString());
        if (known == nullptr || (known->group == AbilityGroup::View && !known->shortcut.empty()))
            continue; // the pages stand above already
        PopupItem item;
        item.id = ActionPrefix + action->objectName();
        item.group = tr("Commands");
        item.title = action->text();
        item.note = groupTitle(known->group);
        item.keys = action->shortcut().toString(QKeySequence::NativeText);
        items.push_back(item);
    }
    if (model != nullptr) {
        addObjects(items, model->routes, "routes", tr("Routes"), Icon::Routes);
        addObjects(items, model->services, "services", tr("Services"), Icon::Services);
        addObjects(items, model->gateways, "gateways", tr("Gateways"), Icon::Gateways);
    }
    m_list->setItems(std::move(items));
    m_list->openIn(m_window);
}

void CommandPalette::choose(const QString &id)
{
    if (id.startsWith(PagePrefix)) {
        Q_EMIT pageChosen(id.mid(PagePrefix.size()));
    } else if (id.startsWith(ObjectPrefix)) {
        const QString rest = id.mid(ObjectPrefix.size());
        const qsizetype slash = rest.indexOf(QLatin1Char('/'));
        Q_EMIT objectChosen(rest.left(slash), rest.mid(slash + 1));
    } else if (QAction *action = m_actions.action(id.mid(ActionPrefix.size()))) {
        action->trigger();
    }
}

} // namespace gatehouse

#include "moc_commandpalette.cpp"
