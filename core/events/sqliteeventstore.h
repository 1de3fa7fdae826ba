#pragma once

#include "core/events/eventstore.h"

#include <QtCore/QString>

#include <chrono>
#include <filesystem>
#include <memory>

namespace gatehouse {

/// An EventStore in one SQLite file: write-ahead log, `synchronous = FULL`, a digest on every event. Two
/// processes may have the same file open; the second to append learns of the first by Conflict. Lives on the
/// thread that opened it.
class SqliteEventStore final : public EventStore
{
public:
    enum class OpenMode { Existing, New };

    /// How long an append or read waits for another process.
    struct Options
    {
        std::chrono::milliseconds busyTimeout{5'000};
    };

    /// Existing: errors NotFound; Unreadable where the file is something else, damaged, or of a newer
    /// version; it is then left byte for byte as it was. New: errors Conflict where the file exists;
    /// Unwritable.
    [[nodiscard]] static Result<std::unique_ptr<SqliteEventStore>> open(const std::filesystem::path &file,
                                                                        OpenMode mode, Options options);
    [[nodiscard]] static Result<std::unique_ptr<SqliteEventStore>> open(const std::filesystem::path &file,
                                                                        OpenMode mode)
    {
        return open(file, mode, Options{});
    }
    ~SqliteEventStore() override;
    SqliteEventStore(const SqliteEventStore &) = delete;
    SqliteEventStore &operator=(const SqliteEventStore &) = delete;

    Result<Sequence> append(const std::string &stream, Sequence expected,
                            std::span<const NewEvent> events) override;
    Result<std::vector<StoredEvent>> read(const std::string &stream, Sequence after,
                                          std::size_t limit = NoLimit) const override;
    Result<Sequence> last(const std::string &stream) const override;
    Result<void> putSnapshot(const std::string &stream, const Snapshot &snapshot) override;
    Result<std::optional<Snapshot>> snapshot(const std::string &stream) const override;

private:
    SqliteEventStore(QString connection, std::filesystem::path file);

    Result<void> prepare(OpenMode mode, Options options);
    Result<Sequence> appendInside(const std::string &stream, Sequence expected,
                                  std::span<const NewEvent> events);

    QString m_connection;
    std::filesystem::path m_file;
};

} // namespace gatehouse
