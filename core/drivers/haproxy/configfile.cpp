#include "core/drivers/haproxy/configfile.h"

#include "core/base/durablefile.h"
#include "core/base/units.h"
#include "core/drivers/haproxy/nativetext.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::haproxy {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t LargestConfig = 256 * 1024 * 1024;
constexpr std::size_t KeptBackups = 10;
constexpr std::string_view NotOurs = "unmanaged";

/// The file behind a link: a rename would replace the link.
fs::path realPath(const fs::path &file)
{
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    return error ? file : real;
}

/// Backups, oldest first: their names begin with the time.
std::vector<fs::path> backupsOf(const fs::path &file)
{
    std::vector<fs::path> backups;
    std::error_code error;
    for (fs::directory_iterator entry(backupFolder(file), error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".cfg")
            backups.push_back(entry->path());
    }
    std::sort(backups.begin(), backups.end());
    return backups;
}

void removeOldBackups(const fs::path &file)
{
    std::vector<fs::path> ours = backupsOf(file);
    std::erase_if(ours,
                  [](const fs::path &backup) { return backup.string().find(NotOurs) != std::string::npos; });
    for (std::size_t i = 0; i + KeptBackups < ours.size(); ++i) {
        std::error_code ignored; // an old backup that stays does no harm
        fs::remove(ours[i], ignored);
    }
}

/// Hands a file over to the owner of another. Only the superuser can; for others the file stays theirs, and
/// whoever runs HAProxy as somebody else has to let it read the folder's files.
bool copyOwner(const fs::path &from, const fs::path &to)
{
    struct stat status
    {
    };
    return ::stat(from.c_str(), &status) == 0 && ::chown(to.c_str(), status.st_uid, status.st_gid) == 0;
}

/// Owner and mode.
void copyRights(const fs::path &from, const fs::path &to)
{
    struct stat status
    {
    };
    if (::stat(from.c_str(), &status) == 0 && copyOwner(from, to))
        ::chmod(to.c_str(), status.st_mode & 07777);
}

Result<fs::path> makeBackup(const fs::path &file, const FileState &state, WallTime now)
{
    if (!state.exists)
        return fs::path();
    std::error_code error;
    const fs::path folder = backupFolder(file);
    fs::create_directory(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    const auto mark = readMark(state.text);
    std::string time = formatTime(now);
    std::erase_if(time, [](char c) { return c == '-' || c == ':' || c == '.'; });
    const fs::path backup =
        folder / fmt::format("{}-{}.cfg", time, mark ? std::string_view(mark->hash).substr(0, 12) : NotOurs);
    if (auto written = writeDurably(backup, state.text, FileAccess::Private); !written)
        return tl::unexpected(written.error());
    copyRights(file, backup);
    return backup;
}

} // namespace

fs::path backupFolder(const fs::path &file)
{
    return realPath(file).string() + ".backups";
}

Result<FileState> readConfig(const fs::path &file)
{
    FileState state;
    auto text = readWholeFile(file, LargestConfig);
    if (!text && text.error().kind == ErrorKind::NotFound)
        return state;
    if (!text)
        return tl::unexpected(text.error());
    struct stat status
    {
    };
    if (::stat(file.c_str(), &status) != 0)
        return failure(ErrorKind::Unreadable, "The configuration file went away while it was read.",
                       file.string());
    state.exists = true;
    state.modified = status.st_mtime;
    state.digest = digest(*text);
    state.text = std::move(*text);
    return state;
}

Result<fs::path> replaceConfig(const fs::path &file, const std::string &text, const std::string &expected,
                               WallTime now)
{
    const fs::path real = realPath(file);
    auto staged = StagedFile::write(real, text, FileAccess::Private);
    if (!staged)
        return tl::unexpected(staged.error());
    // Looked at as late as can be: nobody else's change is written over.
    const auto state = readConfig(real);
    if (!state)
        return tl::unexpected(state.error());
    if (state->digest != expected)
        return failure(ErrorKind::Conflict, "The configuration file was changed by somebody else.",
                       real.string(), "Look at the change and plan again.");
    auto backup = makeBackup(real, *state, now);
    if (!backup)
        return backup;
    if (auto done = staged->commit(); !done)
        return tl::unexpected(done.error());
    if (!backup->empty())
        copyOwner(*backup, real);
    removeOldBackups(real);
    return backup;
}

Result<void> restoreConfig(const fs::path &file, const fs::path &backup)
{
    const fs::path real = realPath(file);
    if (backup.empty()) {
        std::error_code error;
        fs::remove(real, error);
        if (error)
            return failure(ErrorKind::Unwritable, "The new configuration file cannot be removed.",
                           real.string(), {}, error.message());
        return {};
    }
    const auto text = readWholeFile(backup, LargestConfig);
    if (!text)
        return tl::unexpected(text.error());
    if (auto written = writeDurably(real, *text, FileAccess::Private); !written)
        return written;
    copyRights(backup, real);
    return {};
}

std::optional<std::string> findBackup(const fs::path &file, const std::string &hash)
{
    const std::vector<fs::path> backups = backupsOf(file);
    for (auto backup = backups.rbegin(); backup != backups.rend(); ++backup) {
        auto text = readWholeFile(*backup, LargestConfig);
        if (!text)
            continue;
        const auto mark = readMark(*text);
        if (mark && mark->hash == hash && isUntouched(*text))
            return std::move(*text);
    }
    return std::nullopt;
}

} // namespace gatehouse::haproxy
