#include "ui/routes/routerows.h"

#include "core/control/revisionbook.h"
#include "ui/routes/routetexts.h"
#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/rowsync.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace gatehouse {

namespace {

/// GH0103: a route that can never win.
constexpr const char *ShadowedCode = "GH0103";
const std::string RoutesKind = "routes";

template <class Entries> std::set<std::string> routesIn(const Entries &entries)
{
    std::set<std::string> names;
    for (const auto &entry : entries)
        if (entry.kind == RoutesKind)
            names.insert(entry.name);
    return names;
}

QString timeoutText(const Route &route, const std::unordered_map<ServiceName, const Service *> &services)
{
    if (route.timeout)
        return durationText(*route.timeout);
    const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action);
    if (!targets || targets->empty())
        return QStringLiteral("–");
    const auto service = services.find(targets->front().service);
    return service == services.end() ? QStringLiteral("–") : durationText(service->second->timeouts.request);
}

} // namespace

void RouteRows::refresh(const WorkspaceSession &session, const FleetView &fleet)
{
    const Model &model = session.draft().model;
    std::unordered_map<ServiceName, const Service *> services;
    for (const Service &service : model.services)
        services.emplace(service.name, &service);
    std::unordered_map<std::string, const FleetRoute *> live;
    for (const FleetRoute &route : fleet.routes)
        live.emplace(route.name.str(), &route);
    const bool published = session.revisions().lastPublished(session.environment()) != nullptr;
    const std::set<std::string> created =
        published ? routesIn(session.changes().created) : std::set<std::string>();
    const std::set<std::string> edited = routesIn(session.changes().changed);
    const std::set<std::string> moved = routesIn(session.changes().moved);
    std::set<std::string> shadowed;
    std::set<std::string> faulty;
    for (const PlacedFinding &placed : session.findings()) {
        if (placed.object.kind != RoutesKind)
            continue;
        if (placed.finding.code == ShadowedCode)
            shadowed.insert(placed.object.name);
        else if (placed.finding.severity == Severity::Error)
            faulty.insert(placed.object.name);
    }

    std::vector<Row> rows;
    rows.reserve(model.routes.size());
    for (const Route &route : model.routes) {
        const std::string &name = route.name.str();
        Row row;
        row.name = toQString(name);
        row.methods = methodsText(route.match);
        row.path = pathText(route.match);
        row.target = actionText(route.action);
        row.access = accessText(route);
        const auto found = live.find(name);
        row.rate = rateText(found == live.end() ? std::nullopt : found->second->rates.requestsPerSecond);
        row.timeout = timeoutText(route, services);
        row.differs = created.contains(name) || edited.contains(name) || moved.contains(name);
        row.mark = faulty.contains(name) ? Mark::Faulty
            : shadowed.contains(name)    ? Mark::Shadowed
            : created.contains(name)     ? Mark::Added
            : edited.contains(name)      ? Mark::Edited
            : moved.contains(name)       ? Mark::Moved
            : route.enabled              ? Mark::None
                                         : Mark::Off;
        rows.push_back(std::move(row));
    }
    RowSync::apply(*this, m_rows, std::move(rows), [](const Row &row) { return row.name; });
}

int RouteRows::rowOf(const QString &name) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&name](const Row &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RouteRows::changed() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.differs; }));
}

int RouteRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RouteRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RouteRows::draft(const Row &row, int role) const
{
    QString word;
    Glyph glyph = Glyph::None;
    Tone tone = Tone::Accent;
    switch (row.mark) {
    case Mark::None:
        return {};
    case Mark::Added:
        word = tr("Added");
        tone = Tone::Ok;
        break;
    case Mark::Edited:
        word = tr("Edited");
        break;
    case Mark::Moved:
        word = tr("Moved");
        break;
    case Mark::Off:
        word = tr("Off");
        glyph = Glyph::Dash;
        tone = Tone::Idle;
        break;
    case Mark::Shadowed:
        word = tr("Shadowed");
        glyph = Glyph::Triangle;
        tone = Tone::Warning;
        break;
    case Mark::Faulty:
        word = tr("Error");
        glyph = Glyph::Cross;
        tone = Tone::Bad;
        break;
    }
    if (role == Qt::DisplayRole)
        return word;
    if (role == int(CellRole::Glyph))
        return cellValue(glyph);
    return role == int(CellRole::Tone) ? cellValue(tone) : QVariant();
}

QVariant RouteRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role == int(CellRole::Changed))
        return row.differs;
    if (column == Column::Draft)
        return draft(row, role);
    if (column == Column::Match && role == int(CellRole::Method))
        return row.methods;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Name:
        return row.name;
    case Column::Match:
        return row.path;
    case Column::Target:
        return row.target;
    case Column::Access:
        return row.access;
    case Column::Rate:
        return row.rate;
    case Column::Timeout:
        return row.timeout;
    case Column::Draft:
        break;
    }
    return {};
}

QVariant RouteRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return int((column == Column::Rate || column == Column::Timeout ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Name:
        return tr("Route");
    case Column::Match:
        return tr("Match");
    case Column::Target:
        return tr("Service");
    case Column::Access:
        return tr("Access");
    case Column::Rate:
        return tr("Calls /s");
    case Column::Timeout:
        return tr("Timeout");
    case Column::Draft:
        return tr("Draft");
    }
    return {};
}

} // namespace gatehouse

#include "moc_routerows.cpp"
