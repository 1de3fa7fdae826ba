#include "core/base/durablefile.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse {

namespace {

std::string systemMessage(int code)
{
    return std::generic_category().message(code);
}

auto unwritable(const std::filesystem::path &file, int code)
{
    return failure(ErrorKind::Unwritable,
                   fmt::format("cannot write {}: {}", file.string(), systemMessage(code)), file.string(),
                   "check the free space and the permissions of its folder");
}

/// Closes on every way out.
class Descriptor final
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }

    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// 0, or the errno of the write that failed.
int writeAll(int fd, std::string_view contents)
{
    while (!contents.empty()) {
        const ssize_t written = ::write(fd, contents.data(), contents.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written == 0 ? ENOSPC : errno;
        contents.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

Result<std::string> readOpened(int fd, const std::filesystem::path &file, std::size_t limit)
{
    std::string contents;
    std::array<char, 65'536> buffer{};
    for (;;) {
        const ssize_t count = ::read(fd, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(ErrorKind::Unreadable,
                           fmt::format("cannot read {}: {}", file.string(), systemMessage(errno)),
                           file.string());
        if (count == 0)
            return contents;
        if (contents.size() + static_cast<std::size_t>(count) > limit)
            return failure(ErrorKind::Unreadable,
                           fmt::format("{} is larger than {} bytes", file.string(), limit), file.string());
        contents.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

Result<std::string> readFile(const std::filesystem::path &file, std::size_t limit, bool isPrivate)
{
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!descriptor.isOpen()) {
        const int code = errno;
        return failure(code == ENOENT || code == ENOTDIR ? ErrorKind::NotFound : ErrorKind::Unreadable,
                       fmt::format("cannot open {}: {}", file.string(), systemMessage(code)), file.string());
    }
    struct stat status = {};
    if (::fstat(descriptor.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return failure(ErrorKind::Unreadable, fmt::format("{} is not a file", file.string()), file.string());
    if (isPrivate && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failure(ErrorKind::Refused,
                       fmt::format("{} has mode {:04o}: others than its owner may use it", file.string(),
                                   status.st_mode & 07777U),
                       file.string(), fmt::format("chmod 600 {}", file.string()));
    return readOpened(descriptor.get(), file, limit);
}

} // namespace

StagedFile::StagedFile(std::filesystem::path target, std::filesystem::path temporary)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
{
}

StagedFile::StagedFile(StagedFile &&other) noexcept
    : m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
{
}

StagedFile &StagedFile::operator=(StagedFile &&other) noexcept
{
    if (this != &other) {
        discard();
        m_target = std::move(other.m_target);
        m_temporary = std::exchange(other.m_temporary, {});
    }
    return *this;
}

StagedFile::~StagedFile()
{
    discard();
}

void StagedFile::discard() noexcept
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

Result<StagedFile> StagedFile::write(std::filesystem::path target, std::string_view contents,
                                     FileAccess access)
{
    // mkstemp makes it 0600: a secret is never readable by others, not even for a moment.
    std::string name = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
    const Descriptor descriptor{::mkostemp(name.data(), O_CLOEXEC)};
    if (!descriptor.isOpen())
        return unwritable(target, errno);
    StagedFile staged{std::move(target), name};
    if (access == FileAccess::Shared && ::fchmod(descriptor.get(), 0644) != 0)
        return unwritable(staged.m_target, errno);
    if (const int code = writeAll(descriptor.get(), contents); code != 0)
        return unwritable(staged.m_target, code);
    if (::fsync(descriptor.get()) != 0)
        return unwritable(staged.m_target, errno);
    return staged;
}

Result<void> StagedFile::commit()
{
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return unwritable(m_target, errno);
    m_temporary.clear();
    const std::filesystem::path folder = m_target.has_parent_path() ? m_target.parent_path() : ".";
    const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!descriptor.isOpen() || ::fsync(descriptor.get()) != 0)
        return unwritable(m_target, errno);
    return {};
}

Result<void> writeDurably(const std::filesystem::path &target, std::string_view contents, FileAccess access)
{
    Result<StagedFile> staged = StagedFile::write(target, contents, access);
    if (!staged)
        return tl::unexpected(staged.error());
    return staged->commit();
}

Result<std::string> readWholeFile(const std::filesystem::path &file, std::size_t limit)
{
    return readFile(file, limit, false);
}

Result<std::string> readPrivateFile(const std::filesystem::path &file, std::size_t limit)
{
    return readFile(file, limit, true);
}

} // namespace gatehouse
