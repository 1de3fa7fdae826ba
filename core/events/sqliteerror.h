#pragma once

#include "core/base/result.h"

#include <QtSql/QSqlError>

#include <filesystem>
#include <string>

namespace gatehouse {

/// What SQLite says, as one of ours: Timeout (another process holds the file), Unreadable (damaged, no
/// database), Unwritable (full disk, read-only, I/O). `doing` completes "The workspace could not be …".
[[nodiscard]] Error sqliteError(const QSqlError &error, const std::filesystem::path &file,
                                const std::string &doing);

} // namespace gatehouse
