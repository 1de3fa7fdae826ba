#include "core/events/sqliteschema.h"

#include "core/events/sqliteerror.h"

#include <QtCore/QFile>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtCore/QtEndian>
#include <QtSql/QSqlQuery>

#include <array>

namespace gatehouse::sqliteschema {

namespace {

// "GHWS" in the header's application id, https://www.sqlite.org/fileformat2.html#database_header
constexpr quint32 ApplicationId = 0x47485753;
constexpr int ApplicationIdAt = 68;
constexpr int HeaderSize = 100;

constexpr std::array Tables{
    "CREATE TABLE events (position INTEGER PRIMARY KEY,"
    " stream TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,"
    " who TEXT NOT NULL, title TEXT NOT NULL, packed INTEGER NOT NULL, payload BLOB NOT NULL,"
    " digest BLOB NOT NULL, UNIQUE (stream, sequence))",
    "CREATE TABLE snapshots (position INTEGER PRIMARY KEY,"
    " stream TEXT NOT NULL, sequence INTEGER NOT NULL, packed INTEGER NOT NULL, payload BLOB NOT NULL,"
    " digest BLOB NOT NULL, UNIQUE (stream, sequence))",
};

Result<void> run(QSqlDatabase &database, const QString &statement, const std::filesystem::path &file)
{
    QSqlQuery query(database);
    if (!query.exec(statement))
        return tl::unexpected(sqliteError(query.lastError(), file, "prepared"));
    return {};
}

Result<int> storedVersion(QSqlDatabase &database, const std::filesystem::path &file)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return tl::unexpected(sqliteError(query.lastError(), file, "opened"));
    return query.value(0).toInt();
}

Result<void> checkTables(QSqlDatabase &database, const std::filesystem::path &file)
{
    QSqlQuery query(database);
    const auto count = QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN "
                                      "('events', 'snapshots')");
    if (!query.exec(count) || !query.next())
        return tl::unexpected(sqliteError(query.lastError(), file, "opened"));
    if (query.value(0).toInt() != int(Tables.size()))
        return failure(ErrorKind::Unreadable, "The workspace is damaged: a table is missing.", file.string(),
                       "Restore the file from a copy; it was not changed.");
    return {};
}

} // namespace

Result<void> checkHeader(const std::filesystem::path &file)
{
    QFile raw(QString::fromStdString(file.string()));
    if (!raw.exists())
        return failure(ErrorKind::NotFound, "There is no such workspace.", file.string());
    if (!raw.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, "The workspace cannot be read.", file.string(),
                       "Look at the rights of the file.", raw.errorString().toStdString());
    const QByteArray header = raw.read(HeaderSize);
    const bool isDatabase =
        header.size() == HeaderSize && header.startsWith(QByteArray("SQLite format 3\0", 16));
    if (!isDatabase || qFromBigEndian<quint32>(header.constData() + ApplicationIdAt) != ApplicationId)
        return failure(ErrorKind::Unreadable, "This file is no Gatehouse workspace.", file.string(),
                       "Open a *.gatehouse file, or a document in YAML or JSON.");
    return {};
}

Result<void> create(QSqlDatabase &database, const std::filesystem::path &file)
{
    // The header is written before the write-ahead log is switched on, so that checkHeader() finds it in the
    // file.
    for (const char *table : Tables) {
        if (auto made = run(database, QString::fromLatin1(table), file); !made)
            return made;
    }
    for (const QString &pragma : {QStringLiteral("PRAGMA application_id = %1").arg(ApplicationId),
                                  QStringLiteral("PRAGMA user_version = %1").arg(Version)}) {
        if (auto set = run(database, pragma, file); !set)
            return set;
    }
    return {};
}

Result<void> migrate(QSqlDatabase &database, const std::filesystem::path &file)
{
    const auto version = storedVersion(database, file);
    if (!version)
        return tl::unexpected(version.error());
    if (*version > Version)
        return failure(ErrorKind::Unreadable, "The workspace was written by a newer version of Gatehouse.",
                       file.string(), "Open it with that version; the file was not changed.");
    if (*version < 1)
        return failure(ErrorKind::Unreadable, "The workspace is damaged: it says no version.", file.string(),
                       "Restore the file from a copy; it was not changed.");
    return checkTables(database, file);
}

} // namespace gatehouse::sqliteschema
