#include "core/control/inplacefile.h"

#include "core/control/deliver.h"
#include "core/model/files.h"
#include "core/model/splice.h"

#include <QtCore/QPromise>

namespace gatehouse {

namespace {

QString pathOf(const std::filesystem::path &file)
{
    return QString::fromStdString(file.string());
}

Result<std::string> write(const std::filesystem::path &file, TextFormat format, const std::string &text,
                          const Tree &tree)
{
    const auto now = readFile(file);
    if (!now && now.error().kind != ErrorKind::NotFound)
        return now;
    if (now && *now != text)
        return failure(ErrorKind::Conflict, "The file was changed by another program.", file.string(),
                       "Look at what changed, and choose which version to keep.");
    auto spliced = spliceText(text, format, tree);
    if (!spliced)
        return spliced;
    if (auto saved = saveFileAtomically(file, *spliced); !saved)
        return tl::unexpected(saved.error());
    return spliced;
}

} // namespace

InPlaceFile::InPlaceFile(std::filesystem::path file, std::string text, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_format(formatOfFile(m_file.filename().string()))
    , m_text(std::move(text))
    , m_thread(QStringLiteral("file"))
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &InPlaceFile::check);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &InPlaceFile::check);
    watch();
}

// Programs save by renaming, which takes the watched file away: the folder tells of the new one.
void InPlaceFile::watch()
{
    m_watcher.addPath(pathOf(m_file.parent_path()));
    if (std::error_code ignored; std::filesystem::exists(m_file, ignored))
        m_watcher.addPath(pathOf(m_file));
}

void InPlaceFile::adopt(std::string text)
{
    m_text = std::move(text);
    m_told.clear();
}

QFuture<Result<void>> InPlaceFile::save(std::shared_ptr<const Tree> tree)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto job = m_thread.run([file = m_file, format = m_format, text = m_text, tree = std::move(tree)] {
        return write(file, format, text, *tree);
    });
    deliver(this, job, [this, promise](const Result<std::string> &result) {
        if (result) {
            adopt(*result);
            Q_EMIT written();
        } else if (result.error().kind == ErrorKind::Conflict) {
            check();
        }
        promise->addResult(result ? Result<void>() : Result<void>(tl::unexpected(result.error())));
        promise->finish();
    });
    return promise->future();
}

void InPlaceFile::check()
{
    if (m_checking) {
        m_checkAgain = true;
        return;
    }
    m_checking = true;
    deliver(this, m_thread.run([file = m_file] { return readFile(file); }),
            [this](const Result<std::string> &text) { checked(text); });
}

void InPlaceFile::checked(const Result<std::string> &text)
{
    m_checking = false;
    watch();
    // A file that is gone for a moment is being saved; one that stays away is written anew by the next save.
    if (text && *text != m_text && *text != m_told) {
        m_told = *text;
        Q_EMIT changedOutside(*text);
    }
    if (std::exchange(m_checkAgain, false))
        check();
}

} // namespace gatehouse

#include "moc_inplacefile.cpp"
