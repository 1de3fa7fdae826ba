#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace gatehouse {

/// Who may read a file that is written here.
enum class FileAccess {
    Private, ///< 0600: secrets, tokens, state
    Shared, ///< 0644
};

/// New contents of a file that already lie on the disk, beside their target, but are not in place yet. What
/// can run out or fail (space, quota, a limit) has failed before commit() is called. Removes its temporary
/// file when it goes without a commit. One thread at a time.
class StagedFile final
{
public:
    /// Writes and syncs a temporary file in the target's folder. Errors: Unwritable.
    [[nodiscard]] static Result<StagedFile> write(std::filesystem::path target, std::string_view contents,
                                                  FileAccess access);

    StagedFile(StagedFile &&other) noexcept;
    StagedFile &operator=(StagedFile &&other) noexcept;
    StagedFile(const StagedFile &) = delete;
    StagedFile &operator=(const StagedFile &) = delete;
    ~StagedFile();

    /// Puts it in place by a rename and syncs the folder: after success it survives a power cut, after a
    /// failure the old contents are in place or, where only the folder's sync failed, either. Errors:
    /// Unwritable.
    [[nodiscard]] Result<void> commit();

private:
    StagedFile(std::filesystem::path target, std::filesystem::path temporary);
    void discard() noexcept;

    std::filesystem::path m_target;
    std::filesystem::path m_temporary; ///< empty: nothing to remove
};

/// Stages and commits in one go.
[[nodiscard]] Result<void> writeDurably(const std::filesystem::path &target, std::string_view contents,
                                        FileAccess access);

/// The whole file. Errors: NotFound, Unreadable (also where it is larger than `limit` bytes).
[[nodiscard]] Result<std::string> readWholeFile(const std::filesystem::path &file, std::size_t limit);
/// The same for a file with a secret in it: one that its group or others may read or write is refused.
/// Errors: also Refused.
[[nodiscard]] Result<std::string> readPrivateFile(const std::filesystem::path &file, std::size_t limit);

} // namespace gatehouse
