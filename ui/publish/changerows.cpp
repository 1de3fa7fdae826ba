#include "ui/publish/changerows.h"

#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"

namespace gatehouse {

namespace {

QString kindWord(const QString &kind)
{
    if (kind == QLatin1String("routes"))
        return ChangeRows::tr("Route");
    if (kind == QLatin1String("services"))
        return ChangeRows::tr("Service");
    if (kind == QLatin1String("listeners"))
        return ChangeRows::tr("Listener");
    if (kind == QLatin1String("consumers"))
        return ChangeRows::tr("Consumer");
    if (kind == QLatin1String("authProviders"))
        return ChangeRows::tr("Auth provider");
    if (kind == QLatin1String("accessPolicies"))
        return ChangeRows::tr("Access policy");
    if (kind == QLatin1String("trustPolicies"))
        return ChangeRows::tr("Trust policy");
    if (kind == QLatin1String("shardMaps"))
        return ChangeRows::tr("Shard map");
    return kind;
}

} // namespace

void ChangeRows::setDiff(const Diff &diff)
{
    std::vector<Row> rows;
    for (const ObjectChanged &changed : diff.changed)
        rows.push_back(
            {What::Changed, toQString(changed.kind), toQString(changed.name), int(changed.fields.size())});
    for (const ObjectCreated &created : diff.created)
        rows.push_back({What::Created, toQString(created.kind), toQString(created.name), 0});
    for (const ObjectDeleted &deleted : diff.deleted)
        rows.push_back({What::Deleted, toQString(deleted.kind), toQString(deleted.name), 0});
    for (const ObjectMoved &moved : diff.moved)
        rows.push_back({What::Moved, toQString(moved.kind), toQString(moved.name), 0});
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString ChangeRows::heading(int row) const
{
    const Row &one = m_rows[size_t(row)];
    return one.name.isEmpty() ? QStringLiteral("~ %1").arg(one.kind)
                              : QStringLiteral("~ %1/%2").arg(one.kind, one.name);
}

int ChangeRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ChangeRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return row.name.isEmpty() ? row.kind : tr("%1 %2").arg(kindWord(row.kind), row.name);
    if (role == int(CellRole::Note)) {
        switch (row.what) {
        case What::Changed:
            return tr("%n field(s) changed", nullptr, row.fields);
        case What::Created:
            return tr("new");
        case What::Deleted:
            return tr("deleted");
        case What::Moved:
            return tr("at another place");
        }
    }
    if (role == int(CellRole::Glyph))
        return cellValue(row.what == What::Created       ? Glyph::Plus
                             : row.what == What::Deleted ? Glyph::Cross
                                                         : Glyph::Tilde);
    if (role == int(CellRole::Tone))
        return cellValue(row.what == What::Created       ? Tone::Ok
                             : row.what == What::Deleted ? Tone::Bad
                                                         : Tone::Accent);
    return {};
}

} // namespace gatehouse

#include "moc_changerows.cpp"
