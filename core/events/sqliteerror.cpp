#include "core/events/sqliteerror.h"

#include <QtCore/QString>

namespace gatehouse {

namespace {

// Primary result codes, https://www.sqlite.org/rescode.html
constexpr int Busy = 5;
constexpr int Locked = 6;
constexpr int ReadOnly = 8;
constexpr int InputOutput = 10;
constexpr int Corrupt = 11;
constexpr int Full = 13;
constexpr int CannotOpen = 14;
constexpr int NoDatabase = 26;

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

} // namespace

Error sqliteError(const QSqlError &error, const std::filesystem::path &file, const std::string &doing)
{
    Error result;
    result.where = file.string();
    result.detail = error.text().toStdString();
    switch (primaryCode(error)) {
    case Busy:
    case Locked:
        result.kind = ErrorKind::Timeout;
        result.message = "The workspace could not be " + doing + ": another program holds it.";
        result.remedy = "Close the other program, or try again.";
        break;
    case Corrupt:
    case NoDatabase:
        result.kind = ErrorKind::Unreadable;
        result.message = "The workspace is damaged and could not be " + doing + ".";
        result.remedy = "Restore the file from a copy; it was not changed.";
        break;
    case Full:
        result.kind = ErrorKind::Unwritable;
        result.message = "The workspace could not be " + doing + ": the disk is full.";
        result.remedy = "Free some space and try again.";
        break;
    case ReadOnly:
        result.kind = ErrorKind::Unwritable;
        result.message = "The workspace could not be " + doing + ": the file or its folder is read-only.";
        result.remedy = "Give yourself the right to write there, or save a copy elsewhere.";
        break;
    case CannotOpen:
        result.kind = ErrorKind::Unreadable;
        result.message = "The workspace could not be " + doing + ": the file cannot be opened.";
        result.remedy = "Look at the rights of the file and of its folder.";
        break;
    case InputOutput:
        result.kind = ErrorKind::Unwritable;
        result.message = "The workspace could not be " + doing + ": the disk reports an error.";
        result.remedy = "Look at the disk and its free space, then try again.";
        break;
    default:
        result.kind = ErrorKind::Internal;
        result.message = "The workspace could not be " + doing + ".";
        break;
    }
    return result;
}

} // namespace gatehouse
