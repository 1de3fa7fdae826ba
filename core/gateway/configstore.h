#pragma once

#include "core/base/clock.h"
#include "core/base/durablefile.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One accepted configuration: its number grows by one with each different hash.
struct StoredRevision
{
    std::uint64_t number = 0;
    std::string hash; ///< documentHash of the text
    WallTime takenAt{};
    std::string text; ///< the document as JSON
};

/// What is known of a revision without reading it.
struct RevisionEntry
{
    std::uint64_t number = 0;
    std::filesystem::path file;
};

/// A revision that lies on the disk but does not count yet.
class StagedRevision final
{
public:
    const StoredRevision &revision() const { return m_revision; }

private:
    friend class ConfigStore;
    StagedRevision(StoredRevision revision, StagedFile file);

    StoredRevision m_revision;
    StagedFile m_file;
};

/// The state folder of one gateway (--state-dir): the last good configuration, some before it, and small
/// named notes such as overrides. Every file carries its own digest, so that damage is seen; every write is
/// durable when it returns. Locked against a second process for as long as the object lives. One thread at a
/// time.
class ConfigStore final
{
public:
    /// How many revisions are kept, the current one included.
    static constexpr std::size_t Kept = 20;

    /// Makes the folder where there is none. Errors: Conflict (another process has it), Unwritable.
    [[nodiscard]] static Result<ConfigStore> open(std::filesystem::path folder);

    ConfigStore(ConfigStore &&other) noexcept;
    ConfigStore &operator=(ConfigStore &&) = delete;
    ConfigStore(const ConfigStore &) = delete;
    ConfigStore &operator=(const ConfigStore &) = delete;
    ~ConfigStore();

    /// Whether no revision was ever stored here, damaged ones included.
    bool isEmpty() const { return m_highest == 0; }
    /// The number that the next revision gets.
    std::uint64_t nextNumber() const { return m_highest + 1; }
    /// Newest first.
    [[nodiscard]] std::vector<RevisionEntry> entries() const;
    /// Errors: NotFound, Unreadable (damaged, with what is wrong).
    [[nodiscard]] Result<StoredRevision> read(std::uint64_t number) const;

    /// The newest revision that is whole and that `accepts` takes, and one sentence for each newer one that
    /// is not.
    struct Newest
    {
        std::optional<StoredRevision> revision;
        std::vector<std::string> problems;
    };
    [[nodiscard]] Newest newest(const std::function<Result<void>(const StoredRevision &)> &accepts) const;

    /// Puts the next revision on the disk without making it count. Errors: Unwritable.
    [[nodiscard]] Result<StagedRevision> stage(std::string hash, WallTime takenAt, std::string text) const;
    /// Makes it count, and forgets the oldest. After an error it does not count. Errors: Unwritable.
    [[nodiscard]] Result<void> commit(StagedRevision &&staged);

    /// A small named note, replaced whole. Errors: Unwritable.
    [[nodiscard]] Result<void> writeNote(std::string_view name, std::string_view text) const;
    /// Errors: NotFound, Unreadable (damaged).
    [[nodiscard]] Result<std::string> readNote(std::string_view name) const;

private:
    ConfigStore(std::filesystem::path folder, int lock);
    std::filesystem::path fileOf(std::uint64_t number) const;
    void forgetOldest() const;

    std::filesystem::path m_folder;
    int m_lock = -1;
    std::uint64_t m_highest = 0; ///< number of the newest file, damaged or not
};

} // namespace gatehouse
