#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace gatehouse {

/// The bytes of a file. Errors: NotFound, Unreadable (no permission, no file, or larger than `limit` bytes).
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path &file, std::size_t limit = 64U << 20U);
/// Puts new bytes in the place of a file, or makes it: written beside it, brought to the disk, renamed over
/// it. After a crash there is the old or the new file, never a part. The mode of an existing file is kept, a
/// symbolic link is followed; a new file gets `newMode`, whatever the umask. Errors: Unwritable.
[[nodiscard]] Result<void> saveFileAtomically(const std::filesystem::path &file, std::string_view bytes,
                                              unsigned newMode = 0644);

} // namespace gatehouse
