#include "ui/shell/historymodel.h"

#include "ui/widgets/cellrole.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

QString timeOf(WallTime at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
    return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm:ss"))
                                               : QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace

void HistoryModel::setHistory(const std::vector<HistoryEntry> &oldestFirst)
{
    std::vector<HistoryEntry> entries(oldestFirst.rbegin(), oldestFirst.rend());
    // New commands come at the front; what is behind them stays, unless it was undone or done again.
    const auto known = m_entries.empty()
        ? entries.end()
        : std::find_if(entries.begin(), entries.end(),
                       [this](const HistoryEntry &e) { return e.command == m_entries.front().command; });
    const auto added = known == entries.end() ? std::ptrdiff_t(0) : known - entries.begin();
    const bool continues = known != entries.end() && size_t(added) + m_entries.size() >= entries.size();
    if (!continues) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
        return;
    }
    if (added > 0) {
        beginInsertRows({}, 0, int(added) - 1);
        m_entries.insert(m_entries.begin(), entries.begin(), known);
        endInsertRows();
    }
    if (m_entries.size() > entries.size()) {
        beginRemoveRows({}, int(entries.size()), int(m_entries.size()) - 1);
        m_entries.resize(entries.size());
        endRemoveRows();
    }
    for (size_t row = 0; row < entries.size(); ++row) {
        if (m_entries[row] == entries[row])
            continue;
        m_entries[row] = entries[row];
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const HistoryEntry &entry = m_entries[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return QString::fromStdString(entry.title);
    if (role == int(CellRole::Note))
        return entry.undone ? tr("%1 · undone").arg(QString::fromStdString(entry.who.name))
                            : QString::fromStdString(entry.who.name);
    if (role == int(CellRole::Aside))
        return timeOf(entry.at);
    if (role == int(CellRole::Glyph))
        return cellValue(entry.undone ? Glyph::Dash : Glyph::Tilde);
    if (role == int(CellRole::Tone))
        return cellValue(entry.undone ? Tone::Idle : Tone::Accent);
    return {};
}

} // namespace gatehouse

#include "moc_historymodel.cpp"
