#include "core/gateway/configstore.h"

#include "core/base/units.h"
#include "core/gateway/sealedtext.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace gatehouse {

namespace {

constexpr std::string_view Prefix = "revision-";
/// A document has at most 64 MiB; as JSON it may be longer.
constexpr std::size_t LargestFile = 256U * 1024U * 1024U;

std::optional<std::uint64_t> numberOf(const std::filesystem::path &file)
{
    const std::string name = file.filename().string();
    if (!name.starts_with(Prefix))
        return std::nullopt;
    std::uint64_t number = 0;
    const char *begin = name.data() + Prefix.size();
    const char *end = name.data() + name.size();
    const auto [stop, code] = std::from_chars(begin, end, number);
    if (code != std::errc{} || stop != end || number == 0)
        return std::nullopt;
    return number;
}

/// The first line of a revision's text says what it is; the document follows.
Result<StoredRevision> decode(std::uint64_t number, const std::string &text)
{
    const std::size_t lineEnd = std::min(text.find('\n'), text.size());
    const nlohmann::json about = nlohmann::json::parse(
        text.begin(), text.begin() + static_cast<std::ptrdiff_t>(lineEnd), nullptr, false);
    const auto isString = [&about](const char *key) {
        return about.contains(key) && about[key].is_string();
    };
    if (!about.is_object() || !isString("hash") || !isString("takenAt")
        || about.value("revision", 0ULL) != number)
        return failure(ErrorKind::Unreadable, "it is not the revision that its name says");
    const Result<WallTime> takenAt = parseTime(about["takenAt"].get<std::string>());
    if (!takenAt)
        return tl::unexpected(takenAt.error());
    return StoredRevision{number, about["hash"].get<std::string>(), *takenAt,
                          text.substr(std::min(lineEnd + 1, text.size()))};
}

} // namespace

StagedRevision::StagedRevision(StoredRevision revision, StagedFile file)
    : m_revision(std::move(revision))
    , m_file(std::move(file))
{
}

Result<ConfigStore> ConfigStore::open(std::filesystem::path folder)
{
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code)
        return failure(ErrorKind::Unwritable,
                       fmt::format("cannot make the folder {}: {}", folder.string(), code.message()),
                       folder.string());
    const std::filesystem::path file = folder / "lock";
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        return failure(
            ErrorKind::Unwritable,
            fmt::format("cannot write {}: {}", file.string(), std::generic_category().message(errno)),
            file.string());
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return failure(ErrorKind::Conflict,
                       fmt::format("another gateway uses the state folder {}", folder.string()),
                       folder.string(), "stop it, or give each gateway its own --state-dir");
    }
    return ConfigStore{std::move(folder), lock};
}

ConfigStore::ConfigStore(std::filesystem::path folder, int lock)
    : m_folder(std::move(folder))
    , m_lock(lock)
{
    const std::vector<RevisionEntry> all = entries();
    m_highest = all.empty() ? 0 : all.front().number;
}

ConfigStore::ConfigStore(ConfigStore &&other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_lock(std::exchange(other.m_lock, -1))
    , m_highest(other.m_highest)
{
}

ConfigStore::~ConfigStore()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

std::filesystem::path ConfigStore::fileOf(std::uint64_t number) const
{
    return m_folder / fmt::format("{}{:012}", Prefix, number);
}

std::vector<RevisionEntry> ConfigStore::entries() const
{
    std::vector<RevisionEntry> found;
    std::error_code code;
    for (std::filesystem::directory_iterator it{m_folder, code}, end; !code && it != end;
         it.increment(code)) {
        if (const std::optional<std::uint64_t> number = numberOf(it->path()))
            found.push_back({*number, it->path()});
    }
    std::sort(found.begin(), found.end(),
              [](const RevisionEntry &a, const RevisionEntry &b) { return a.number > b.number; });
    return found;
}

Result<StoredRevision> ConfigStore::read(std::uint64_t number) const
{
    const Result<std::string> sealed = readWholeFile(fileOf(number), LargestFile);
    if (!sealed)
        return tl::unexpected(sealed.error());
    const Result<std::string> text = unseal(*sealed);
    if (!text)
        return tl::unexpected(text.error());
    return decode(number, *text);
}

ConfigStore::Newest
ConfigStore::newest(const std::function<Result<void>(const StoredRevision &)> &accepts) const
{
    Newest result;
    for (const RevisionEntry &entry : entries()) {
        Result<StoredRevision> revision = read(entry.number);
        const Result<void> accepted =
            revision ? accepts(*revision) : Result<void>{tl::unexpected(revision.error())};
        if (accepted) {
            result.revision = std::move(*revision);
            return result;
        }
        result.problems.push_back(fmt::format("revision {} in {} is not used: {}", entry.number,
                                              entry.file.string(), accepted.error().message));
    }
    return result;
}

Result<StagedRevision> ConfigStore::stage(std::string hash, WallTime takenAt, std::string text) const
{
    StoredRevision revision{nextNumber(), std::move(hash), takenAt, std::move(text)};
    nlohmann::ordered_json about;
    about["revision"] = revision.number;
    about["hash"] = revision.hash;
    about["takenAt"] = formatTime(takenAt);
    Result<StagedFile> file =
        StagedFile::write(fileOf(revision.number), seal(fmt::format("{}\n{}", about.dump(), revision.text)),
                          FileAccess::Private);
    if (!file)
        return tl::unexpected(file.error());
    return StagedRevision{std::move(revision), std::move(*file)};
}

Result<void> ConfigStore::commit(StagedRevision &&staged)
{
    StagedRevision taken = std::move(staged);
    if (Result<void> done = taken.m_file.commit(); !done) {
        // Where the rename went through and only its sync failed, a restart must not serve what was refused.
        std::error_code ignored;
        std::filesystem::remove(fileOf(taken.m_revision.number), ignored);
        return done;
    }
    m_highest = taken.m_revision.number;
    forgetOldest();
    return {};
}

void ConfigStore::forgetOldest() const
{
    const std::vector<RevisionEntry> all = entries();
    std::error_code ignored;
    for (std::size_t i = Kept; i < all.size(); ++i)
        std::filesystem::remove(all[i].file, ignored);
}

Result<void> ConfigStore::writeNote(std::string_view name, std::string_view text) const
{
    return writeDurably(m_folder / name, seal(text), FileAccess::Private);
}

Result<std::string> ConfigStore::readNote(std::string_view name) const
{
    const Result<std::string> sealed = readWholeFile(m_folder / name, LargestFile);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return unseal(*sealed);
}

} // namespace gatehouse
