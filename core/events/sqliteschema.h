#pragma once

#include "core/base/result.h"

#include <QtSql/QSqlDatabase>

#include <filesystem>

namespace gatehouse::sqliteschema {

/// The version that this program writes. A file says its own in `user_version`.
inline constexpr int Version = 1;

/// Looks at the first bytes of the file without opening it as a database, so that nothing of another
/// program's is touched. Errors: NotFound, Unreadable.
[[nodiscard]] Result<void> checkHeader(const std::filesystem::path &file);
/// Makes the tables in an empty database. Errors: Unwritable.
[[nodiscard]] Result<void> create(QSqlDatabase &database, const std::filesystem::path &file);
/// Brings the tables of an older version to this one, in one transaction. Errors: Unreadable where the file's
/// version is newer or the tables are not what the version says; Unwritable.
[[nodiscard]] Result<void> migrate(QSqlDatabase &database, const std::filesystem::path &file);

} // namespace gatehouse::sqliteschema
