#include "app/console/pagelist.h"

#include "app/console/workspaceroom.h"
#include "ui/overview/overviewpage.h"
#include "ui/publish/publishpage.h"
#include "ui/resilience/resiliencepage.h"
#include "ui/routes/routespage.h"
#include "ui/services/servicespage.h"

#include <QtCore/QCoreApplication>

namespace gatehouse {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Pages", source);
}

QStringList ids(std::initializer_list<const char *> abilities)
{
    QStringList list;
    for (const char *id : abilities)
        list += QString::fromLatin1(id);
    return list;
}

} // namespace

PageEntries pageList(WorkspaceRoom &room)
{
    PageEntries pages;
    pages.push_back({QStringLiteral("overview"),
                     text("Overview"),
                     Icon::Overview,
                     PageGroup::Observe,
                     {},
                     {},
                     [&room](QWidget *parent) -> Page * {
                         return new OverviewPage(room.session(), room.monitor(), parent);
                     }});
    pages.push_back({QStringLiteral("routes"),
                     text("Routes"),
                     Icon::Routes,
                     PageGroup::Design,
                     ids({"route.new", "route.duplicate", "route.delete", "route.enable", "route.moveUp",
                          "route.moveDown", "prove.explain"}),
                     {QStringLiteral("routes")},
                     [&room](QWidget *parent) -> Page * {
                         return new RoutesPage(room.session(), room.monitor(), parent);
                     }});
    pages.push_back(
        {QStringLiteral("services"),
         text("Services"),
         Icon::Services,
         PageGroup::Design,
         ids({"service.new", "service.delete", "endpoint.add", "endpoint.remove", "endpoint.drain"}),
         {QStringLiteral("services")},
         [&room](QWidget *parent) -> Page * {
             return new ServicesPage(room.session(), room.monitor(), room.hub(), parent);
         }});
    pages.push_back({QStringLiteral("resilience"),
                     text("Resilience"),
                     Icon::Resilience,
                     PageGroup::Design,
                     ids({"breaker.edit", "bulkhead.edit", "breaker.forceOpen", "breaker.forceClosed",
                          "breaker.automatic"}),
                     {},
                     [&room](QWidget *parent) -> Page * {
                         return new ResiliencePage(room.session(), room.monitor(), room.hub(), parent);
                     }});
    pages.push_back({QStringLiteral("publish"),
                     text("Publish"),
                     Icon::Publish,
                     PageGroup::Prove,
                     ids({"publish.plan", "publish.push", "publish.cancel", "publish.rollBack",
                          "publish.history", "prove.diff", "prove.render"}),
                     {},
                     [&room](QWidget *parent) -> Page * {
                         return new PublishPage(room.session(), room.publisher(), parent);
                     }});
    return pages;
}

} // namespace gatehouse
