#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// The configuration file and its backups. All of it blocks on the disk: call it off the driver's thread.
namespace gatehouse::haproxy {

/// The file as it lies there now.
struct FileState
{
    bool exists = false;
    std::string text{};
    std::int64_t modified = 0; ///< seconds since 1970
    /// Digest of the text; empty where there is no file.
    std::string digest{};
};

/// A file that is not there is no error. Errors: Unreadable.
[[nodiscard]] Result<FileState> readConfig(const std::filesystem::path &file);

/// Puts new text in the file's place, mode 0600, by a rename, and keeps what was there as a backup.
/// `expected` is the digest of what must still be there. Returns the backup; empty where there was nothing to
/// keep. Errors: Conflict where it is something else by now; Unwritable.
[[nodiscard]] Result<std::filesystem::path> replaceConfig(const std::filesystem::path &file,
                                                          const std::string &text,
                                                          const std::string &expected, WallTime now);

/// Brings a backup back, with the rights it had; without one the file is removed. The backup stays. Errors:
/// Unwritable.
[[nodiscard]] Result<void> restoreConfig(const std::filesystem::path &file,
                                         const std::filesystem::path &backup);

/// The newest backup of a file of ours with this documentHash that nobody touched; its text, secrets
/// included.
[[nodiscard]] std::optional<std::string> findBackup(const std::filesystem::path &file,
                                                    const std::string &hash);

/// `FILE.backups`, a folder beside the file, mode 0700. The last ten of ours are kept, and all that were not
/// ours.
[[nodiscard]] std::filesystem::path backupFolder(const std::filesystem::path &file);

} // namespace gatehouse::haproxy
