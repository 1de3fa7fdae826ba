#pragma once

#include "core/base/result.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <string>

class QProcess;

namespace gatehouse::haproxy {

/// Runs `haproxy -c` on a file. Owned by its receiver, it deletes itself, and ends the program where the
/// receiver dies first.
class ConfigCheck final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfigCheck)

public:
    /// True and what it said, or false and what it said.
    struct Verdict
    {
        bool accepted = false;
        std::string said{};
    };
    using WhenDone = std::function<void(Result<Verdict>)>;

    /// `whenDone` is called once, later. Errors: NotFound where there is no such program; Timeout.
    static void run(QObject *receiver, const std::string &program, const std::string &file,
                    std::chrono::milliseconds deadline, WhenDone whenDone);
    ~ConfigCheck() override;

    /// The program: as it is given, or looked for in PATH and where distributions have it. Empty: there is
    /// none.
    static std::string findProgram(const std::string &program);

private:
    ConfigCheck(QObject *receiver, WhenDone whenDone);
    void end(Result<Verdict> result);

    WhenDone m_whenDone;
    QProcess *m_process; ///< outlives this object until it ended
    QTimer m_deadline;
};

} // namespace gatehouse::haproxy
