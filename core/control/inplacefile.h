#pragma once

#include "core/base/result.h"
#include "core/events/jobthread.h"
#include "core/model/document.h"

#include <QtCore/QFileSystemWatcher>
#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <filesystem>
#include <memory>
#include <string>

namespace gatehouse {

/// A document in somebody's own file: written by splice, so that its text survives, and watched for changes
/// of others. Reading and writing happen on a thread of their own. Lives on the GUI thread.
class InPlaceFile final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InPlaceFile)

public:
    /// `text` is what was last read from or written to it.
    InPlaceFile(std::filesystem::path file, std::string text, QObject *parent = nullptr);

    const std::filesystem::path &file() const { return m_file; }
    TextFormat format() const { return m_format; }
    /// What was last read, written or adopted: the text that the next save changes.
    const std::string &text() const { return m_text; }
    /// Their text is the one that the next save changes.
    void adopt(std::string text);

    /// Brings the tree into the text and puts it in the file's place. Errors: Conflict where the file is no
    /// longer what text() says (changedOutside() follows); Refused and InvalidInput as spliceText();
    /// Unwritable.
    QFuture<Result<void>> save(std::shared_ptr<const Tree> tree);
    /// Looks whether the file is still what text() says.
    void check();

Q_SIGNALS:
    /// text() is another because it was written.
    void written();
    /// The file has another text now. Told once for each text.
    void changedOutside(const std::string &text);

private:
    void watch();
    void checked(const Result<std::string> &text);

    std::filesystem::path m_file;
    TextFormat m_format;
    std::string m_text;
    std::string m_told; ///< the text of others that was told last
    QFileSystemWatcher m_watcher;
    bool m_checking = false;
    bool m_checkAgain = false;
    JobThread m_thread;
};

} // namespace gatehouse
