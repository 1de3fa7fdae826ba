#include "core/model/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gatehouse {

namespace {

namespace fs = std::filesystem;

std::string reason(int code)
{
    return std::generic_category().message(code);
}

/// A descriptor that is closed in the end.
class Descriptor final
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    Descriptor(Descriptor &&) = delete;
    Descriptor &operator=(Descriptor &&) = delete;

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    /// 0, or the error of closing: a network file system tells of a full disk only here.
    int close()
    {
        const int number = std::exchange(m_number, -1);
        return ::close(number) == 0 ? 0 : errno;
    }

private:
    int m_number;
};

/// A file that is removed again unless it was renamed to its place.
class TemporaryFile final
{
public:
    explicit TemporaryFile(fs::path file)
        : m_file(std::move(file))
    {
    }
    ~TemporaryFile()
    {
        if (!m_file.empty())
            ::unlink(m_file.c_str());
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
    TemporaryFile(TemporaryFile &&) = delete;
    TemporaryFile &operator=(TemporaryFile &&) = delete;

    const fs::path &path() const { return m_file; }
    void keep() { m_file.clear(); }

private:
    fs::path m_file;
};

int writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

auto unwritable(const fs::path &file, int code)
{
    return failure(ErrorKind::Unwritable,
                   fmt::format("{} cannot be written: {}", file.string(), reason(code)), file.string());
}

auto unreadable(const fs::path &file, const std::string &why)
{
    return failure(ErrorKind::Unreadable, fmt::format("{} cannot be read: {}", file.string(), why),
                   file.string());
}

/// Fills a file that was just made and brings it to the disk. Returns 0 or the error.
int fill(int descriptor, std::string_view bytes, unsigned mode, const struct stat *owner)
{
    Descriptor file(descriptor);
    // Whoever may not give files away keeps them as his own.
    if (owner && ::fchown(file.number(), owner->st_uid, owner->st_gid) != 0 && errno != EPERM)
        return errno;
    if (::fchmod(file.number(), static_cast<mode_t>(mode)) != 0)
        return errno;
    if (const int code = writeAll(file.number(), bytes); code != 0)
        return code;
    if (::fsync(file.number()) != 0)
        return errno;
    return file.close();
}

} // namespace

Result<std::string> readFile(const fs::path &file, std::size_t limit)
{
    Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen() && errno == ENOENT)
        return failure(ErrorKind::NotFound, fmt::format("there is no file {}", file.string()), file.string());
    if (!descriptor.isOpen())
        return unreadable(file, reason(errno));
    std::string bytes;
    std::string buffer(64U << 10U, '\0');
    for (;;) {
        const ssize_t count = ::read(descriptor.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(file, reason(errno));
        if (count == 0)
            return bytes;
        bytes.append(buffer, 0, static_cast<std::size_t>(count));
        if (bytes.size() > limit)
            return unreadable(file, fmt::format("it is larger than {} bytes", limit));
    }
}

Result<void> saveFileAtomically(const fs::path &file, std::string_view bytes, unsigned newMode)
{
    std::error_code missing; // a new file is no link
    std::error_code code;
    const fs::path target = fs::is_symlink(file, missing) ? fs::weakly_canonical(file, code) : file;
    if (code)
        return unwritable(file, code.value());
    struct stat existing
    {
    };
    const bool exists = ::stat(target.c_str(), &existing) == 0;
    if (exists && !S_ISREG(existing.st_mode))
        return failure(ErrorKind::Unwritable, fmt::format("{} is not a regular file", file.string()),
                       file.string());
    // Renaming over it would succeed even where the file itself must not be written.
    if (exists && ::access(target.c_str(), W_OK) != 0)
        return unwritable(file, errno);
    const fs::path directory = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::string pattern = (directory / ("." + target.filename().string() + ".XXXXXX")).string();
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0)
        return unwritable(file, errno);
    TemporaryFile temporary{pattern};
    const unsigned mode = exists ? existing.st_mode & 07777U : newMode;
    if (const int failed = fill(descriptor, bytes, mode, exists ? &existing : nullptr); failed != 0)
        return unwritable(file, failed);
    if (::rename(temporary.path().c_str(), target.c_str()) != 0)
        return unwritable(file, errno);
    temporary.keep();
    // The rename itself is only durable once the directory is.
    const Descriptor parent(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.isOpen() && ::fsync(parent.number()) != 0 && errno != EINVAL)
        return unwritable(file, errno);
    return {};
}

} // namespace gatehouse
