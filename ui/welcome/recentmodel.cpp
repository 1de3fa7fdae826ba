#include "ui/welcome/recentmodel.h"

#include "ui/widgets/cellrole.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>

namespace gatehouse {

namespace {

QString folderOf(const QFileInfo &info)
{
    const QString home = QDir::homePath();
    const QString folder = info.absolutePath();
    return folder.startsWith(home) ? QStringLiteral("~") + folder.mid(home.size()) : folder;
}

QString changedAt(const QFileInfo &info)
{
    const QDateTime at = info.lastModified();
    return at.date() == QDate::currentDate()
        ? RecentModel::tr("today, %1").arg(at.toString(QStringLiteral("HH:mm")))
        : QLocale().toString(at.date(), QLocale::ShortFormat);
}

} // namespace

void RecentModel::setFiles(const QStringList &files)
{
    if (files == m_files)
        return;
    beginResetModel();
    m_files = files;
    endResetModel();
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QFileInfo info(m_files.at(index.row()));
    const bool there = info.exists();
    if (role == Qt::DisplayRole)
        return info.fileName();
    if (role == Qt::ToolTipRole)
        return info.absoluteFilePath();
    if (role == int(CellRole::Note))
        return there ? folderOf(info) : tr("%1 · no longer there").arg(folderOf(info));
    if (role == int(CellRole::Aside))
        return there ? changedAt(info) : QString();
    if (role == int(CellRole::Glyph))
        return cellValue(there ? Glyph::None : Glyph::Triangle);
    if (role == int(CellRole::Tone))
        return cellValue(there ? Tone::Idle : Tone::Warning);
    return {};
}

} // namespace gatehouse

#include "moc_recentmodel.cpp"
