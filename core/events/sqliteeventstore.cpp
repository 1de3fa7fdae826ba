#include "core/events/sqliteeventstore.h"

#include "core/events/sqliteerror.h"
#include "core/events/sqliteschema.h"
#include "core/events/storedrow.h"

#include <QtCore/QFile>
#include <QtCore/QUuid>
#include <QtCore/QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

namespace gatehouse {

namespace {

QSqlDatabase connectionOf(const QString &name)
{
    return QSqlDatabase::database(name, false);
}

QString text(const std::string &value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

qint64 number(Sequence sequence)
{
    return static_cast<qint64>(sequence);
}

// Ends the transaction on every way out that does not commit.
class Transaction final
{
public:
    Transaction(const QSqlDatabase &database, const QString &begin)
        : m_query(database)
        , m_open(m_query.exec(begin))
    {
    }
    ~Transaction()
    {
        if (m_open)
            m_query.exec(QStringLiteral("ROLLBACK"));
    }
    Q_DISABLE_COPY_MOVE(Transaction)

    bool isOpen() const { return m_open; }
    bool commit()
    {
        if (!m_query.exec(QStringLiteral("COMMIT")))
            return false;
        m_open = false;
        return true;
    }
    QSqlError lastError() const { return m_query.lastError(); }

private:
    QSqlQuery m_query;
    bool m_open;
};

Result<void> setUp(QSqlDatabase &database, const std::filesystem::path &file)
{
    for (const QString &pragma :
         {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
          QStringLiteral("PRAGMA journal_size_limit = 4194304")}) {
        QSqlQuery query(database);
        if (!query.exec(pragma))
            return tl::unexpected(sqliteError(query.lastError(), file, "opened"));
    }
    return {};
}

} // namespace

SqliteEventStore::SqliteEventStore(QString connection, std::filesystem::path file)
    : m_connection(std::move(connection))
    , m_file(std::move(file))
{
}

SqliteEventStore::~SqliteEventStore()
{
    connectionOf(m_connection).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<SqliteEventStore>> SqliteEventStore::open(const std::filesystem::path &file,
                                                                 OpenMode mode, Options options)
{
    const QString path = text(file.string());
    if (mode == OpenMode::New && QFile::exists(path))
        return failure(ErrorKind::Conflict, "There is a file of this name already.", file.string(),
                       "Choose another name, or open that file.");
    if (mode == OpenMode::Existing) {
        if (auto checked = sqliteschema::checkHeader(file); !checked)
            return tl::unexpected(checked.error());
    }
    // The store owns the connection, and no handle of it outlives prepare(): a failure removes it in peace.
    const auto name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<SqliteEventStore> store(new SqliteEventStore(name, file));
    if (auto ready = store->prepare(mode, options); !ready)
        return tl::unexpected(ready.error());
    return store;
}

Result<void> SqliteEventStore::prepare(OpenMode mode, Options options)
{
    const bool isNew = mode == OpenMode::New;
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(text(m_file.string()));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyTimeout.count()));
    if (!database.open())
        return tl::unexpected(sqliteError(database.lastError(), m_file, isNew ? "created" : "opened"));
    auto ready = isNew ? sqliteschema::create(database, m_file) : sqliteschema::migrate(database, m_file);
    return ready ? setUp(database, m_file) : ready;
}

Result<Sequence> SqliteEventStore::append(const std::string &stream, Sequence expected,
                                          std::span<const NewEvent> events)
{
    Transaction transaction(connectionOf(m_connection), QStringLiteral("BEGIN IMMEDIATE"));
    if (!transaction.isOpen())
        return tl::unexpected(sqliteError(transaction.lastError(), m_file, "saved"));
    auto appended = appendInside(stream, expected, events);
    if (!appended)
        return appended;
    if (!transaction.commit())
        return tl::unexpected(sqliteError(transaction.lastError(), m_file, "saved"));
    return appended;
}

Result<Sequence> SqliteEventStore::appendInside(const std::string &stream, Sequence expected,
                                                std::span<const NewEvent> events)
{
    const auto now = last(stream);
    if (!now)
        return now;
    if (*now != expected)
        return failure(ErrorKind::Conflict, "The workspace was changed by another window or program.",
                       m_file.string(), "Reload it; what you did since can be done again.");
    QSqlQuery query(connectionOf(m_connection));
    query.prepare(
        QStringLiteral("INSERT INTO events (stream, sequence, type, at, who, title, packed, payload, digest)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    Sequence sequence = expected;
    for (const NewEvent &event : events) {
        sequence = sequence + 1;
        const StoredRow row = packRow(stream, sequence, event);
        query.addBindValue(text(stream));
        query.addBindValue(number(sequence));
        query.addBindValue(text(event.type));
        query.addBindValue(qint64(event.at.time_since_epoch().count()));
        query.addBindValue(text(event.who.name));
        query.addBindValue(text(event.title));
        query.addBindValue(row.packed);
        query.addBindValue(row.payload);
        query.addBindValue(row.digest);
        if (!query.exec())
            return tl::unexpected(sqliteError(query.lastError(), m_file, "saved"));
    }
    return sequence;
}

Result<Sequence> SqliteEventStore::last(const std::string &stream) const
{
    QSqlQuery query(connectionOf(m_connection));
    query.prepare(QStringLiteral("SELECT coalesce(max(sequence), 0) FROM events WHERE stream = ?"));
    query.addBindValue(text(stream));
    if (!query.exec() || !query.next())
        return tl::unexpected(sqliteError(query.lastError(), m_file, "read"));
    return Sequence{query.value(0).toLongLong()};
}

Result<std::vector<StoredEvent>> SqliteEventStore::read(const std::string &stream, Sequence after,
                                                        std::size_t limit) const
{
    QSqlQuery query(connectionOf(m_connection));
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT sequence, type, at, who, title, packed, payload, digest FROM events"
                                 " WHERE stream = ? AND sequence > ? ORDER BY sequence LIMIT ?"));
    query.addBindValue(text(stream));
    query.addBindValue(number(after));
    query.addBindValue(qint64(limit));
    if (!query.exec())
        return tl::unexpected(sqliteError(query.lastError(), m_file, "read"));
    std::vector<StoredEvent> events;
    while (query.next()) {
        StoredEvent rest;
        rest.sequence = Sequence{query.value(0).toLongLong()};
        rest.event.type = query.value(1).toString().toStdString();
        rest.event.at = WallTime{std::chrono::milliseconds{query.value(2).toLongLong()}};
        rest.event.who.name = query.value(3).toString().toStdString();
        rest.event.title = query.value(4).toString().toStdString();
        const StoredRow row{query.value(5).toBool(), query.value(6).toByteArray(),
                            query.value(7).toByteArray()};
        auto event = unpackRow(stream, std::move(rest), row);
        if (!event || event->sequence != after + static_cast<std::int64_t>(events.size()) + 1)
            return failure(ErrorKind::Unreadable,
                           "The workspace is damaged: event " + std::to_string(query.value(0).toLongLong())
                               + " of " + stream + " is not what was written.",
                           m_file.string(), "Restore the file from a copy; it was not changed.");
        events.push_back(std::move(*event));
    }
    if (query.lastError().isValid())
        return tl::unexpected(sqliteError(query.lastError(), m_file, "read"));
    return events;
}

Result<void> SqliteEventStore::putSnapshot(const std::string &stream, const Snapshot &snapshot)
{
    Transaction transaction(connectionOf(m_connection), QStringLiteral("BEGIN IMMEDIATE"));
    if (!transaction.isOpen())
        return tl::unexpected(sqliteError(transaction.lastError(), m_file, "saved"));
    const StoredRow row = packSnapshot(stream, snapshot);
    QSqlQuery insert(connectionOf(m_connection));
    insert.prepare(
        QStringLiteral("INSERT OR REPLACE INTO snapshots (stream, sequence, packed, payload, digest)"
                       " VALUES (?, ?, ?, ?, ?)"));
    insert.addBindValue(text(stream));
    insert.addBindValue(number(snapshot.sequence));
    insert.addBindValue(row.packed);
    insert.addBindValue(row.payload);
    insert.addBindValue(row.digest);
    if (!insert.exec())
        return tl::unexpected(sqliteError(insert.lastError(), m_file, "saved"));
    QSqlQuery prune(connectionOf(m_connection));
    prune.prepare(
        QStringLiteral("DELETE FROM snapshots WHERE stream = ? AND sequence NOT IN"
                       " (SELECT sequence FROM snapshots WHERE stream = ? ORDER BY sequence DESC LIMIT 2)"));
    prune.addBindValue(text(stream));
    prune.addBindValue(text(stream));
    if (!prune.exec() || !transaction.commit())
        return tl::unexpected(sqliteError(
            prune.lastError().isValid() ? prune.lastError() : transaction.lastError(), m_file, "saved"));
    return {};
}

Result<std::optional<Snapshot>> SqliteEventStore::snapshot(const std::string &stream) const
{
    QSqlQuery query(connectionOf(m_connection));
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT sequence, packed, payload, digest FROM snapshots WHERE stream = ?"
                                 " ORDER BY sequence DESC"));
    query.addBindValue(text(stream));
    if (!query.exec())
        return tl::unexpected(sqliteError(query.lastError(), m_file, "read"));
    while (query.next()) {
        const StoredRow row{query.value(1).toBool(), query.value(2).toByteArray(),
                            query.value(3).toByteArray()};
        if (auto whole = unpackSnapshot(stream, Sequence{query.value(0).toLongLong()}, row))
            return whole;
    }
    return std::optional<Snapshot>{};
}

} // namespace gatehouse
